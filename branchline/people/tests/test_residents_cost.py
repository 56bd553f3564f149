"""Lists and records ask the database as often when there is more to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from branchline.core.scoping import scope
from branchline.messages.models import Route
from branchline.people import actions
from branchline.people.models import (
    Answer,
    ByWhatRight,
    MarkSource,
    Need,
    Purpose,
    Resident,
)

from .at_the_desk import path, words
from .conftest import NOW, Cast
from .residents import BORN, contact, key, resident

pytestmark = pytest.mark.usefixtures("at_the_hour")


@pytest.mark.parametrize("name", ["residents", "contacts", "duplicates", "kept"])
def test_lists_cost_the_same_however_long(cast: Cast, alice: Client, name: str) -> None:
    def grow(people: int) -> None:
        with scope(cast.service.pk):
            for number in range(people):
                one = resident(cast, f"Ann Number{number}", born_on=BORN, card=key())
                resident(cast, f"Ann Number{number}", born_on=BORN, card=key())
                actions.record_need(resident=one, need=Need.BRAILLE, by=cast.as_alice, now=NOW)
                contact(f"Ann {number}", address=f"{key()}@example.test")
            actions.find_duplicates(now=NOW)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            words(alice, path(name))
        return len(asked)

    grow(1)
    words(alice, path(name))
    one = cost()
    grow(6)
    assert cost() == one


def test_a_record_costs_the_same_however_much_it_holds(
    cast: Cast, alice: Client, maud: Resident
) -> None:
    address = path("resident", maud.public_id)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            words(alice, address)
        return len(asked)

    def more(turn: int) -> None:
        with scope(cast.service.pk):
            actions.record_consent(
                person=maud, purpose=Purpose.NEWS, answer=Answer.GIVEN, evidence="x",
                by=cast.as_alice, now=NOW,
            )  # fmt: skip
            actions.do_not_contact(
                person=maud, route=list(Route)[turn], source=MarkSource.PERSON, by=cast.as_alice, now=NOW
            )  # fmt: skip
            actions.add_route(
                resident=maud, route=Route.SMS, address=f"07700 90012{turn}", by=cast.as_alice, now=NOW
            )  # fmt: skip
            contact("Maud", Route.SMS, f"07700 90012{turn}")
            actions.begin_acting_for(
                resident=maud, name="Sana", route=Route.EMAIL, address=f"sana{turn}@example.test",
                by_right=ByWhatRight.ASKED, evidence="x", gets_messages=False, by=cast.as_alice, now=NOW,
            )  # fmt: skip
            other = resident(cast, f"Other {turn}")
            actions.merge_residents(keep=maud, merge=other, by=cast.as_alice, now=NOW)

    more(0)
    words(alice, address)
    one = cost()
    more(1)
    more(2)
    assert cost() == one
