"""A partner says yes at the moment in which the person changes their mind, where commits are real."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from branchline.core.errors import Refusal
from branchline.core.scoping import scope
from branchline.messages.models import Message
from branchline.people.tests.conftest import make_cast
from branchline.people.tests.residents import NOW

from ..actions import accept_referral, decline_referral, withdraw_referral
from ..models import Referral, ReferralEvent, State
from .conftest import House, make_house, refer

PAIRS = 6


@pytest.fixture
def committed(own_database: str) -> House:
    cast = make_cast()
    with scope(cast.service.pk):
        return make_house(cast)


def at_once(house: House, *attempts: Callable[[], object]) -> list[str]:
    """What each came to; all begin together."""
    begin = Barrier(len(attempts), timeout=30)

    def run(attempt: Callable[[], object]) -> str:
        try:
            with scope(house.cast.service.pk):
                begin.wait()
                attempt()
                return "done"
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


@pytest.mark.race
def test_yes_and_taking_back_at_once_end_one_way_and_say_so(committed: House) -> None:
    house = committed
    for _turn in range(PAIRS):
        with scope(house.cast.service.pk):
            made = refer(house)
        said = at_once(
            house,
            lambda it=made: accept_referral(referral=it, by=house.as_pat, now=NOW),  # type: ignore[misc]
            lambda it=made: withdraw_referral(referral=it, by=house.by, now=NOW),  # type: ignore[misc]
        )
        assert said in (["done", "done"], ["NoLongerNeeded", "done"])
        with scope(house.cast.service.pk):
            made.refresh_from_db()
            kinds = list(made.events.values_list("kind", flat=True))
            assert made.state == State.WITHDRAWN
            assert kinds in (
                ["made", "sent", "accepted", "withdrawn"],
                ["made", "sent", "withdrawn"],
            )
            told = Message.objects.filter(reference=made.public_id)
            assert told.filter(letter="referrals.taken_back").count() == 1


@pytest.mark.race
def test_of_many_answers_one_counts(committed: House) -> None:
    house = committed
    with scope(house.cast.service.pk):
        made = refer(house)
    yes = [lambda: accept_referral(referral=made, by=house.as_pat, now=NOW)] * 4
    no = [
        lambda: decline_referral(
            referral=made, reason="Full", instead="Ask us", by=house.as_pat, now=NOW
        )
    ] * 4
    said = at_once(house, *yes, *no)
    with scope(house.cast.service.pk):
        assert Referral.objects.get().state == State.DECLINED
        steps = ReferralEvent.objects.filter(kind__in=("accepted", "declined"))
        assert [s.kind for s in steps] in (["declined"], ["accepted", "declined"])
    assert set(said) <= {"done", "AlreadyEnded"}
