"""Reminders, wishes and keeping: what happens by itself."""

from datetime import date
from typing import Any

import pytest
from procrastinate.contrib.django import app

from branchline.core import clock
from branchline.core.clock import london
from branchline.core.models import Happening, Link
from branchline.messages.jobs import deliver
from branchline.messages.models import Message, Route
from branchline.people import actions as people
from branchline.people.models import Answer, MarkSource, Purpose, Resident
from branchline.people.queries import export_of
from branchline.people.tests.residents import NOW, contact, later

from .. import jobs
from ..actions import (
    chase_the_late,
    forget_old_referrals,
    note_felt,
    obey_wishes,
    send_referral,
    withdraw_referral,
)
from ..errors import MayNotPassOn
from ..letters import REFERRED, TAKEN_BACK
from ..models import Felt, How, PartnerOffer, Referral, ReferralEvent, State
from ..queries import unanswered
from .conftest import House, offer, refer

Stop = Any


def sent(letter: str) -> int:
    return Message.objects.filter(letter=f"referrals.{letter}").count()


def test_one_reminder_and_then_a_person(house: House) -> None:
    made = refer(house)
    assert made.due_on == date(2026, 9, 4)
    assert chase_the_late(now=london(2026, 9, 4, 23)) == 0
    morning = london(2026, 9, 5, 8)
    assert chase_the_late(now=morning) == 1
    assert sent("reminder") == 1
    assert not unanswered(morning)
    assert chase_the_late(now=london(2026, 9, 6, 8)) == 0
    assert not unanswered(london(2026, 9, 7, 12))
    assert list(unanswered(london(2026, 9, 8, 12))) == [made]


def test_who_has_no_email_is_not_reminded_by_one_and_waits_for_a_person_at_once(
    house: House,
) -> None:
    made = refer(house, house.by_phone)
    assert list(unanswered(NOW)) == [made]
    assert chase_the_late(now=later(30)) == 0
    assert sent("reminder") == 0


def test_an_answer_ends_the_waiting(house: House) -> None:
    made = refer(house)
    withdraw_referral(referral=made, by=house.by, now=NOW)
    assert chase_the_late(now=later(30)) == 0
    assert not unanswered(later(30))


def _died(house: House) -> None:
    people.note_death(person=house.maud, source=MarkSource.FAMILY, by=house.by, now=NOW)


def _died_as_a_contact(house: House) -> None:
    left = contact("Maud", Route.EMAIL, "maud@example.test")
    people.decide_contact(contact=left, resident=house.maud, same=True, by=house.by, now=NOW)
    people.note_death(person=left, source=MarkSource.FAMILY, by=house.by, now=NOW)


def _took_it_back(house: House) -> None:
    people.record_consent(
        person=house.maud, purpose=Purpose.SHARING, answer=Answer.WITHDRAWN, evidence="Rang us",
        by=house.by, now=later(0.1),
    )  # fmt: skip


def _wants_nobody(house: House) -> None:
    people.do_not_contact(person=house.maud, source=MarkSource.PERSON, by=house.by, now=NOW)


@pytest.mark.parametrize("stop", [_died, _died_as_a_contact, _took_it_back, _wants_nobody])
def test_a_death_or_a_no_takes_back_what_is_open(house: House, stop: Stop) -> None:
    made, closed = refer(house), refer(house)
    note_felt(referral=closed, felt=Felt.YES, by=house.by, now=NOW)
    with clock.at(later(1)):
        assert obey_wishes(now=later(1)) == 0
        stop(house)
        waiting = Message.objects.get(letter=REFERRED.name, reference=made.public_id)
        assert REFERRED.compose(waiting.reference, "en", Route.EMAIL, later(1)) is None
        assert obey_wishes(now=later(1)) == 1
        assert obey_wishes(now=later(1)) == 0
    made.refresh_from_db()
    closed.refresh_from_db()
    assert (made.state, closed.state) == (State.WITHDRAWN, State.CLOSED)
    assert sent("taken_back") == 1
    # Nobody is told why, and no letter goes to the house.
    assert sent("accepted") == sent("declined") == 0


def test_the_jobs_visit_every_service(house: House) -> None:
    refer(house)
    with clock.at(later(30)):
        for name in ("chase", "heed_wishes"):
            app.tasks[f"{jobs.__name__}.{name}"].func(timestamp=0)
    assert sent("reminder") == 1


def test_a_copy_holds_their_referrals_and_erasing_leaves_the_counts(house: House) -> None:
    once = offer(house.by, name="Found for her", email="found@once.test")
    PartnerOffer.objects.filter(pk=once.pk).update(listed=False)
    made = refer(house, once)
    note_felt(referral=made, felt=Felt.NO, note="Nobody came", by=house.by, now=NOW)
    mail = Message.objects.get(letter=REFERRED.name)
    with clock.at(NOW):
        deliver.here(service_id=house.cast.service.pk, message=mail.public_id)
    mail.refresh_from_db()
    assert "Maud" in mail.subject
    copy = export_of(people.keys_of_person(house.maud))["Referrals"]["referrals"][0]
    assert copy["to or from"] == "Found for her"
    assert copy["steps"][-1]["note"] == "Nobody came"
    assert "You may pass my first name" in copy["words agreed to"]
    before = Happening.objects.filter(kind__startswith="referrals.").count()
    people.erase(person=house.maud, by=house.by, now=NOW)
    mail.refresh_from_db()
    assert (mail.subject, mail.text, mail.address) == ("", "", "")
    told = Message.objects.get(letter=TAKEN_BACK.name)
    assert told.address == "found@once.test"
    said = TAKEN_BACK.compose(told.reference, "en", Route.EMAIL, NOW)
    assert said is not None
    assert "Please delete what you have written down" in str(said.paragraphs)
    assert not Referral.objects.exists()
    assert not ReferralEvent.objects.exists()
    assert not Link.objects.filter(subject=made.public_id).exists()
    assert not PartnerOffer.objects.filter(pk=once.pk).exists()
    assert Happening.objects.filter(kind__startswith="referrals.").count() == before


def test_what_is_over_goes_after_two_years_and_what_is_open_stays(house: House) -> None:
    over, still_open, draft = (
        refer(house),
        refer(house),
        refer(house, consent=None, as_draft=True),
    )
    withdraw_referral(referral=over, by=house.by, now=NOW)
    assert forget_old_referrals(now=later(729)) == 0
    assert forget_old_referrals(now=later(731)) > 0
    assert list(Referral.objects.all()) == [still_open]
    assert Resident.objects.filter(pk=house.maud.pk).exists()
    assert draft.pk


def test_a_draft_whose_person_has_died_is_not_sent(house: House) -> None:
    draft = refer(house, consent=None, as_draft=True)
    _died(house)
    with pytest.raises(MayNotPassOn):
        send_referral(referral=draft, consent=How.IN_PERSON, by=house.by, now=NOW)
