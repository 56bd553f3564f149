"""Two families at one address, with one landline: each person stands for themselves."""

from typing import Any

from branchline.core.scoping import scope
from branchline.messages.models import Message, Route, Suppression
from branchline.people import actions
from branchline.people.models import Contact, MarkSource, Purpose
from branchline.people.queries import may_contact, residents_alike

from .conftest import Cast, signed_in
from .residents import NOW, contact, later, resident

HOUSE = (Route.LETTER, "4 Moss Lane\nSale\nM33 7ZF")
LANDLINE = (Route.PHONE, "0161 496 0117")


def families(cast: Cast) -> Contact:
    """The Okafors downstairs, the Marshes upstairs; somebody of the house has booked by letter."""
    for name in ("Maud Okafor", "Frank Okafor", "Alan Marsh", "Beth Marsh"):
        resident(cast, name, routes=[HOUSE, LANDLINE])
    return contact("M. Okafor", *HOUSE)


def test_staff_choose_which_of_them_it_is(cast: Cast) -> None:
    with scope(cast.service.pk):
        booked = families(cast)
        found = {person.name: person for person in residents_alike(contact=booked)}
    assert set(found) == {"Maud Okafor", "Frank Okafor", "Alan Marsh", "Beth Marsh"}
    bob, here = signed_in(cast.bob), f"/alice/desk/people/contacts/{booked.public_id}"
    page = bob.get(here).content.decode()
    assert all(name in page for name in found)
    chosen = f"{here}/is/{found['Maud Okafor'].public_id}"
    assert bob.post(chosen, {"same": "yes", "back": "contact"}).status_code == 302
    assert "The same person as" in bob.get(here).content.decode()


def test_a_mark_of_one_leaves_the_others_their_letters(at_alices: Cast) -> None:
    booked = families(at_alices)
    people = {person.name: person for person in residents_alike(contact=booked)}
    alan, maud = people["Alan Marsh"], people["Maud Okafor"]
    actions.decide_contact(contact=booked, resident=maud, same=True, by=at_alices.as_alice, now=NOW)
    actions.note_death(person=alan, source=MarkSource.FAMILY, by=at_alices.as_alice, now=NOW)
    about: dict[str, Any] = {"purpose": Purpose.OWN_AFFAIRS, "now": later()}
    assert not may_contact(person=alan, route=Route.LETTER, **about)
    for name in ("Maud Okafor", "Frank Okafor", "Beth Marsh"):
        for route in (Route.LETTER, Route.PHONE):
            assert may_contact(person=people[name], route=route, **about), name
    assert not Suppression.objects.exists(), "the others use the address too"
    actions.ask_for_proof(contact=booked, by=at_alices.as_alice, now=NOW)
    assert Message.objects.get().address == booked.address


def test_the_address_is_closed_when_the_last_of_them_wants_nothing(at_alices: Cast) -> None:
    booked = families(at_alices)
    for person in residents_alike(contact=booked):
        actions.note_death(person=person, source=MarkSource.FAMILY, by=at_alices.as_alice, now=NOW)
    closed = Suppression.objects.values_list("route", "address")
    assert (Route.LETTER, booked.address) in set(closed)
