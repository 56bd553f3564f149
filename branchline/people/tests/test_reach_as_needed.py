"""What somebody needs to understand us decides how they are written to, in every room."""

from typing import Any

import pytest

from branchline.messages.models import Format, Route
from branchline.people import actions
from branchline.people.models import Contact, Need, Resident
from branchline.people.parts import flags_of
from branchline.people.queries import addressee_of, needs_of, needs_to_review, people_to_do

from .conftest import Cast
from .residents import NOW, contact, later, resident

EMAIL = (Route.EMAIL, "maud@example.test")
PHONE = (Route.PHONE, "01614960123")
MOBILE = (Route.PHONE, "07700900123")
TEXT = (Route.SMS, "07700900123")
LETTER = (Route.LETTER, "1 Moss Lane\nSale\nM33 7ZF")


def known(cast: Cast, *needs: Need, routes: Any, **more: Any) -> Resident:
    """A resident with these needs, and who books as somebody without an account."""
    found = resident(cast, "Maud Okafor", routes=list(routes), **more)
    for need in needs:
        actions.record_need(
            resident=found, need=need, met_how="as agreed", by=cast.as_alice, now=NOW
        )
    found.refresh_from_db()
    return found


def booked_as(cast: Cast, person: Resident, route: Route, address: str) -> Contact:
    made = contact("Maud", route, address)
    actions.decide_contact(contact=made, resident=person, same=True, by=cast.as_alice, now=NOW)
    return made


@pytest.mark.parametrize(
    ("need", "routes", "booked", "reached"),
    [
        # Deaf: never rung while they can be written to; a mobile that was noted for calls takes texts.
        (Need.TEXT_ONLY, [PHONE, EMAIL], PHONE, EMAIL),
        (Need.TEXT_ONLY, [MOBILE], MOBILE, TEXT),
        (Need.BSL_VIDEO, [PHONE, LETTER], PHONE, LETTER),
        (Need.TEXT_ONLY, [PHONE, EMAIL], EMAIL, EMAIL),
        # Can't read: rung where a number is known, whatever they booked with.
        (Need.PHONE_ONLY, [EMAIL, PHONE], EMAIL, PHONE),
        (Need.PHONE_ONLY, [TEXT], TEXT, MOBILE),
        (Need.PHONE_ONLY, [LETTER], LETTER, LETTER),
        # Anything else leaves the way that they chose.
        (Need.LIP_READS, [EMAIL, PHONE], PHONE, PHONE),
    ],
)
def test_the_way_is_one_they_can_use(
    at_alices: Cast, need: Need, routes: Any, booked: Any, reached: Any
) -> None:
    maud = known(at_alices, need, routes=routes)
    to = addressee_of(person=booked_as(at_alices, maud, *booked))
    assert (to.route, to.address) == reached


@pytest.mark.parametrize(
    ("need", "print"),
    [(Need.LARGE_PRINT, Format.LARGE_PRINT), (Need.EASY_READ, Format.EASY_READ)],
)
def test_letters_are_printed_as_somebody_needs(at_alices: Cast, need: Need, print: Format) -> None:
    maud = known(at_alices, need, routes=[LETTER])
    assert addressee_of(person=booked_as(at_alices, maud, *LETTER)).format == print
    assert addressee_of(person=maud).format == print
    assert maud.format == print


def test_whoever_rings_or_prints_reads_what_helps(at_alices: Cast) -> None:
    maud = known(at_alices, Need.LONGER_RING, Need.BRAILLE, routes=[PHONE], spoken_language="Urdu")
    said = addressee_of(person=maud).needs
    assert said == ("Let it ring for longer (as agreed); Braille (as agreed); Urdu"), (
        "large print and routes are seen to; the rest is for a person"
    )


def test_the_language_of_their_record_goes_before_the_page_they_booked_on(at_alices: Cast) -> None:
    maud = known(at_alices, routes=[EMAIL], language="cy")
    made = booked_as(at_alices, maud, *EMAIL)
    assert made.language == "en"
    assert addressee_of(person=made).language == "cy"


def test_a_stranger_is_reached_as_they_asked(at_alices: Cast) -> None:
    made = contact("Rowan", *EMAIL)
    to = addressee_of(person=made)
    assert (to.route, to.address, to.needs) == (*EMAIL, "")
    known(at_alices, Need.PHONE_ONLY, routes=[EMAIL, PHONE])
    assert addressee_of(person=made).route == Route.EMAIL, "nobody has said that it is Maud"


def test_a_list_shows_needs_beside_each_name(
    at_alices: Cast, django_assert_num_queries: Any
) -> None:
    maud = known(at_alices, Need.LIP_READS, Need.MORE_TIME, routes=[EMAIL])
    hers, other = booked_as(at_alices, maud, *EMAIL), contact("Rowan", *PHONE)
    with django_assert_num_queries(2):
        shown = needs_of(contacts=[hers, other])
    assert [need.need for need in shown[hers.pk]] == [Need.LIP_READS, Need.MORE_TIME]
    assert other.pk not in shown
    assert [n.need for n in flags_of(maud)] == [Need.LIP_READS, Need.MORE_TIME]


def test_a_year_later_it_is_due_and_not_for_the_dead(at_alices: Cast) -> None:
    from branchline.people.models import MarkSource

    maud = known(at_alices, Need.LIP_READS, routes=[])
    today, next_year = NOW.date(), later(370).date()
    assert people_to_do(today=today).needs_due == 0
    assert people_to_do(today=next_year).needs_due == 1
    actions.review_need(
        need=maud.needs.get(), still_needed=True, by=at_alices.as_alice, now=later(370)
    )
    assert not needs_to_review(today=next_year)
    actions.note_death(person=maud, source=MarkSource.FAMILY, by=at_alices.as_alice, now=NOW)
    assert people_to_do(today=later(800).date()).needs_due == 0
