"""A record is opened by its card, says kindly who has died, and loses nothing by one slip."""

import pytest
from django.test import Client

from branchline.core.scoping import scope
from branchline.messages.models import Route
from branchline.people import actions
from branchline.people.models import Answer, MarkSource, Purpose, Resident

from .at_the_desk import path, words
from .conftest import NOW, Cast
from .residents import later, resident

pytestmark = pytest.mark.usefixtures("at_the_hour")


def test_a_way_to_reach_them_and_a_card_are_removed_only_after_a_question(
    cast: Cast, alice: Client, maud: Resident
) -> None:
    with scope(cast.service.pk):
        phone, card = maud.routes.get(route="phone"), maud.external_ids.get()
    for name, row, what in (
        ("remove_route", phone, "0161 496 0117"),
        ("remove_card", card, "D1"),
    ):
        page = words(alice, path(name, row.public_id))
        assert f"Remove {what}?" in page
        assert "Keep it" in page
        assert what in words(alice, path("resident", maud.public_id)), "asking removes nothing"
        assert alice.post(path(name, row.public_id)).status_code == 302
        assert what not in words(alice, path("resident", maud.public_id))


def test_a_wish_for_calls_without_a_number_is_said_in_words(
    cast: Cast, alice: Client, maud: Resident
) -> None:
    with scope(cast.service.pk):
        actions.record_consent(
            person=maud, purpose=Purpose.CALLS, answer=Answer.GIVEN, evidence="told Alice",
            by=cast.as_alice, now=NOW,
        )  # fmt: skip
    said = "They would like friendly calls, but we have no number"
    assert said not in words(alice, path("resident", maud.public_id))
    with scope(cast.service.pk):
        phone = maud.routes.get(route="phone")
        actions.remove_route(route=phone, by=cast.as_alice, now=later())
    assert said in words(alice, path("resident", maud.public_id))


@pytest.mark.parametrize("typed", ["t24 00117", "T2400117", " T24  00117 ", "t2400117"])
def test_a_card_opens_its_record_however_it_is_written(
    cast: Cast, alice: Client, typed: str
) -> None:
    with scope(cast.service.pk):
        one = resident(cast, "Dorothy Pickering", card="T2400117")
        resident(cast, "Wilfred Pickering", card="T24001175")
        spaced = resident(cast, "Nia Rees", card="X24 00118")
    answer = alice.get(path("residents"), {"who": typed})
    assert (answer.status_code, answer["Location"]) == (302, path("resident", one.public_id))
    answer = alice.get(path("residents"), {"who": "x2400118"})
    assert answer["Location"] == path("resident", spaced.public_id)
    assert alice.get(path("residents"), {"who": "T240011"}).status_code == 200


def test_who_has_died_is_not_said_to_live_there(cast: Cast, alice: Client, maud: Resident) -> None:
    with scope(cast.service.pk):
        tom = resident(cast, "Tom Okafor", routes=[(Route.EMAIL, "tom@example.test")])
        actions.live_together(resident=maud, other=tom, by=cast.as_alice, now=NOW)
    assert "Lives with" in words(alice, path("resident", maud.public_id))
    with scope(cast.service.pk):
        actions.note_death(person=tom, source=MarkSource.FAMILY, by=cast.as_alice, now=NOW)
    page = words(alice, path("resident", maud.public_id))
    assert "Lives with" not in page
    assert "who has died" in page
