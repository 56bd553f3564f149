"""Who added and removed what beside a record, by hand or by a file; and that no file brings it back."""

import pytest
from django.test import Client

from branchline.core.scoping import scope
from branchline.messages.models import Route
from branchline.people import actions
from branchline.people.models import Need, Resident
from branchline.people.queries import changes_of

from .at_the_desk import path, words
from .conftest import Cast
from .residents import later, resident
from .test_import_members import MAUD, bring, called, counts, files_beside_us

__all__ = ["files_beside_us"]
pytestmark = pytest.mark.usefixtures("files_beside_us")
PHONE = (Route.PHONE, "0161 496 0142")
NAMED = MAUD | {"email": "", "mobile": "", "address": "", "city": "", "phone": "0161 496 0142"}


def told(one: Resident) -> list[tuple[str, str, bool]]:
    """What the page of changes says, newest first."""
    return [(line.words, c.by, c.by_a_file) for c in changes_of(resident=one) for line in c.fields]


def test_routes_cards_needs_and_household_are_told_with_who(at_alices: Cast) -> None:
    maud, by = resident(at_alices, routes=[PHONE]), at_alices.as_alice
    actions.remove_route(route=maud.routes.get(), by=by, now=later(1))
    actions.add_external_id(resident=maud, system="card", value="t24 00117", by=by, now=later(2))
    need = actions.record_need(resident=maud, need=Need.LIP_READS, by=by, now=later(3))
    actions.review_need(need=need, still_needed=False, by=by, now=later(4))
    actions.live_together(resident=maud, other=resident(at_alices, "Tom"), by=by, now=later(5))
    beside = [line for line in told(maud) if "Preferred" not in line[0]]
    assert beside == [
        ("Household: “lives with somebody we know” was added.", "Alice", False),
        ("What they need: “Lip-reads: face them, in good light” was taken out.", "Alice", False),
        ("What they need: “Lip-reads: face them, in good light” was added.", "Alice", False),
        ("Card or number: “T24 00117” was added.", "Alice", False),
        ("Phone call: “0161 496 0142” was taken out.", "Alice", False),
    ]


def test_the_page_says_what_a_file_changed(cast: Cast, alice: Client) -> None:
    with scope(cast.service.pk):
        bring(cast, MAUD)
        bring(cast, MAUD | {"email": "m@example.test", "surname": "Eze"}, at=later(1))
        maud = called("T1")
        assert ("Email: “maud@example.test” became “m@example.test”.", "Alice", True) in told(maud)
        assert ("Name: “Maud Okafor” became “Maud Eze”.", "Alice", True) in told(maud)
    assert "with a file" in words(alice, path("seen_by", maud.public_id))


def test_the_first_file_does_not_bring_back_what_a_colleague_removed(at_alices: Cast) -> None:
    maud, by = (
        resident(at_alices, card="T1", routes=[PHONE], postcode="M33 7ZF"),
        at_alices.as_alice,
    )
    actions.remove_route(route=maud.routes.get(), by=by, now=later(1))
    actions.change_resident(
        resident=maud, details=actions.Details(name="Maud Okafor"), by=by, now=later(1)
    )
    done = bring(at_alices, NAMED | {"dateofbirth": ""}, at=later(2))
    assert counts(done) == (0, 0, 1, 0)
    assert not maud.routes.exists()
    assert called("T1").postcode == ""
    assert any("put right here" in note for note in done.notes)


def test_nor_does_a_later_file_after_one_that_was_silent(at_alices: Cast) -> None:
    bring(at_alices, NAMED)
    maud = called("T1")
    actions.remove_route(route=maud.routes.get(), by=at_alices.as_alice, now=later(1))
    bring(at_alices, NAMED | {"phone": ""}, at=later(2))
    bring(at_alices, NAMED, at=later(3))
    assert not maud.routes.exists()


def test_another_number_than_the_removed_one_is_news(at_alices: Cast) -> None:
    maud = resident(at_alices, card="T1", routes=[PHONE])
    actions.remove_route(route=maud.routes.get(), by=at_alices.as_alice, now=later(1))
    bring(at_alices, NAMED | {"phone": "0161 496 0150"}, at=later(2))
    assert maud.routes.get().address == "01614960150"
