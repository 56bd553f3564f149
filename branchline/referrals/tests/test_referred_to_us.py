"""Somebody is referred to one of our rooms: by a partner, or by themselves."""

import pytest

from branchline.core.acting import NOBODY
from branchline.messages.models import Message, Route
from branchline.people.models import Consent
from branchline.people.tests.conftest import signed_in
from branchline.people.tests.residents import NOW, contact

from .. import errors
from ..actions import accept_referral, decline_referral, take_referral
from ..letters import DECIDED
from ..models import Direction, How, ReferralKind, State
from ..queries import unanswered
from .conftest import House, key
from .test_pages import at


def test_a_partner_refers_and_hears_our_answer_and_so_does_the_person(house: House) -> None:
    made = take_referral(
        person=house.maud, to_room="devices", kind=ReferralKind.DEVICES, words="Would like a tablet to see her sister",
        organisation=house.charity, consent=How.IN_PERSON, by=house.as_pat, now=NOW, key=key(),
    )  # fmt: skip
    assert (made.direction, made.state, made.whom) == (Direction.IN, State.SENT, "Good Company")
    assert made.due_on is not None
    decline_referral(
        referral=made, reason="All tablets are out until May", instead="The drop-in at Sale has some to use there",
        by_partner=False, by=house.by, now=NOW,
    )  # fmt: skip
    told = {m.letter: m for m in Message.objects.all()}
    assert told["referrals.decided"].address == "pat@example.test"
    said = DECIDED.compose(made.public_id, "en", Route.EMAIL, NOW)
    assert said is not None
    assert "Why: All tablets are out until May" in said.paragraphs
    assert told["referrals.declined"].reference == made.public_id
    page = signed_in(house.cast.alice).get(at("desk_referral", made.public_id)).content.decode()
    assert "All tablets are out until May" in page


def test_a_partner_who_has_not_asked_them_is_asked_to(house: House) -> None:
    with pytest.raises(errors.NotAgreed):
        take_referral(
            person=house.maud, to_room="calls", kind=ReferralKind.CALLS, words="Would like to be rung",
            organisation=house.charity, by=house.as_pat, now=NOW, key=key(),
        )  # fmt: skip


def test_who_asks_for_themselves_agrees_by_asking_and_is_told_yes(house: House) -> None:
    tom, form = contact("Tom", Route.EMAIL, "tom@example.test"), key()
    for _turn in range(2):
        made = take_referral(
            person=tom, to_room="calls", kind=ReferralKind.CALLS, words="I would like to be rung",
            by=NOBODY, now=NOW, key=form,
        )  # fmt: skip
    assert made.whom == "They asked themselves"
    assert not Consent.objects.filter(contact=tom).exists(), (
        "they gave nobody leave to tell a partner"
    )
    assert not unanswered(NOW)
    accept_referral(referral=made, by_partner=False, by=house.by, now=NOW)
    assert [m.letter for m in Message.objects.all()] == ["referrals.accepted"]
