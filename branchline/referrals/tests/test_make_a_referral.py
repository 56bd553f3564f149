"""Made with a yes, sent once, with a day on which an answer is promised."""

from datetime import date

import pytest

from branchline.core.clock import london
from branchline.core.models import Happening
from branchline.messages.models import Message, Route
from branchline.people import actions as people
from branchline.people.models import Answer, Consent, MarkSource, Purpose
from branchline.people.tests.residents import NOW, contact, resident

from .. import errors
from ..actions import end_offer, send_referral
from ..models import Fact, Referral, ReferralEvent, ReferralKind, State, Urgency
from ..queries import WORDING, partners_for, working_day_after
from .conftest import House, key, refer


def test_it_is_sent_with_their_yes_to_the_very_words(house: House) -> None:
    made = refer(house)
    assert (made.state, made.sent_at, made.due_on) == (State.SENT, NOW, date(2026, 9, 4))
    yes = Consent.objects.get(resident=house.maud)
    assert made.consent == yes
    assert (yes.purpose, yes.answer, yes.wording) == (Purpose.SHARING, Answer.GIVEN, WORDING)
    assert "Food for All" in yes.words
    assert "my full name; my telephone number" in yes.words
    assert "my address" not in yes.words
    assert yes.recorded_by == house.cast.alice
    assert [e.kind for e in made.events.all()] == ["made", "sent"]
    counted = Happening.objects.filter(kind__startswith="referrals.").order_by("pk")
    assert [h.kind for h in counted] == ["referrals.made", "referrals.sent"]
    assert not any(h.pseudonym or h.ward_code for h in counted)


def test_a_double_click_makes_one(house: House) -> None:
    same = key()
    assert refer(house, key=same) == refer(house, key=same)
    assert Message.objects.filter(letter="referrals.referred").count() == 1


def test_who_signs_in_is_told_by_name_and_who_can_only_be_rung_waits_for_one_of_ours(
    house: House,
) -> None:
    refer(house, house.with_desk)
    assert Message.objects.get().address == "pat@example.test"
    rung = refer(house, house.by_phone)
    assert rung.chase_on == date(2026, 9, 1)
    assert Message.objects.count() == 1


def test_nothing_goes_without_a_yes(house: House) -> None:
    with pytest.raises(errors.NotAgreed):
        refer(house, consent=None)
    draft = refer(house, consent=None, as_draft=True)
    assert draft.state == State.DRAFT
    with pytest.raises(errors.NotAgreed):
        send_referral(referral=draft, consent=None, by=house.by, now=NOW)
    assert not Message.objects.exists()
    assert not Consent.objects.exists()


def test_a_draft_is_sent_once(house: House) -> None:
    draft = refer(house, consent=None, as_draft=True)
    for _turn in range(2):
        send_referral(referral=draft, consent="in_person", by=house.by, now=NOW)  # type: ignore[arg-type]
    assert Message.objects.count() == 1
    assert ReferralEvent.objects.filter(kind="sent").count() == 1


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"kind": ReferralKind.SIGHT}, errors.NotTheirKind),
        ({"words": "Food"}, errors.SayWhatIsNeeded),
        ({"share": [Fact.NAME]}, errors.NothingToReachThem),
    ],
)
def test_what_is_missing_is_said(house: House, wrong: object, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        refer(house, **wrong)  # type: ignore[arg-type]
    assert not Referral.objects.exists()


def test_who_takes_nobody_gets_nobody(house: House) -> None:
    end_offer(offer=house.by_mail, by=house.by, now=NOW)
    with pytest.raises(errors.PartnerTakesNobody):
        refer(house)
    people.end_partnership(organisation=house.charity, by=house.by, now=NOW)
    with pytest.raises(errors.PartnerTakesNobody):
        refer(house, house.with_desk)
    assert list(partners_for(ReferralKind.HEARING)) == [house.by_phone]


def test_nobody_is_passed_on_who_has_died_or_does_not_wish_it(house: House) -> None:
    people.do_not_contact(
        person=house.maud, purpose=Purpose.SHARING, source=MarkSource.PERSON, by=house.by, now=NOW
    )
    with pytest.raises(errors.MayNotPassOn):
        refer(house)
    dead = resident(house.cast, "Wilf Okafor", routes=[(Route.PHONE, "0161 496 0118")])
    people.note_death(person=dead, source=MarkSource.FAMILY, by=house.by, now=NOW)
    with pytest.raises(errors.MayNotPassOn):
        refer(house, person=dead)
    assert not Message.objects.exists()


def test_a_contact_can_be_passed_on(house: House) -> None:
    tom = contact("Tom", Route.EMAIL, "tom@example.test")
    made = refer(house, person=tom, share=[Fact.EMAIL])
    assert made.person == tom
    assert made.first_name == "Tom"


def test_urgent_is_the_next_working_day_and_holidays_are_none(house: House) -> None:
    assert refer(house, urgency=Urgency.URGENT).due_on == date(2026, 9, 2)
    # Christmas Eve is a Thursday; Boxing Day is a Saturday, and its substitute the Monday.
    eve = london(2026, 12, 24, 10)
    assert refer(house, urgency=Urgency.URGENT, now=eve).due_on == date(2026, 12, 29)
    assert working_day_after(date(2026, 12, 24), 3) == date(2026, 12, 31)
