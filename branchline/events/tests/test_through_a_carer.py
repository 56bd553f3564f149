"""A booking of somebody who wants their messages to go to whoever acts for them."""

from branchline.core.acting import NOBODY
from branchline.events.models import Occurrence
from branchline.messages.actions.deliver import prepare
from branchline.messages.models import Message, Route
from branchline.people import actions as people
from branchline.people.actions import Details
from branchline.people.models import ByWhatRight

from .conftest import NOW, book, key


def test_the_daughter_is_told_what_is_booked_for_her_mother(rhyme_time: Occurrence) -> None:
    maud = people.add_resident(
        details=Details(name="Maud Okafor"), routes=[(Route.EMAIL, "maud@example.test")], card="",
        by=NOBODY, now=NOW, key=key(),
    )  # fmt: skip
    people.begin_acting_for(
        resident=maud, name="Sana Okafor", route=Route.SMS, address="07700 900465",
        by_right=ByWhatRight.ASKED, evidence="Both came in", gets_messages=True, by=NOBODY, now=NOW,
    )  # fmt: skip
    hers = people.find_or_make_contact(
        name="Maud Okafor", route=Route.EMAIL, address="maud@example.test", language="en",
        by=NOBODY, now=NOW,
    )  # fmt: skip
    people.decide_contact(contact=hers, resident=maud, same=True, by=NOBODY, now=NOW)
    book(rhyme_time, contact_name="Maud Okafor", route=Route.EMAIL, address="maud@example.test")
    sent = Message.objects.get()
    assert (sent.route, sent.address) == (Route.SMS, "07700900465")
    assert sent.name == "Sana Okafor, for Maud Okafor"
    parcel = prepare(message=sent.public_id, now=NOW.replace(hour=12))
    assert parcel is not None
    assert "Rhyme time" in parcel.text
