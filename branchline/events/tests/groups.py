"""What the tests of groups share: Mrs Lee of Sale Primary asks, and staff answer."""

from typing import Any

import pytest

from branchline.core.acting import Acting, Channel
from branchline.core.models import Happening
from branchline.events.actions import GroupWish, ask_for_a_group
from branchline.events.models import Booking, GroupKind, GroupRequest, Occurrence
from branchline.messages.models import Message, Route

from .conftest import NOW, WEB, Places, date_of, key, put_on

ROOM = 20
PHONE = Acting(channel=Channel.PHONE)
NO = "The room is too small."


@pytest.fixture
def morning(alice: Places) -> Occurrence:
    """Twenty places, and groups of up to fifteen may ask."""
    return date_of(put_on(alice.branch, capacity=ROOM, most_in_group=15))


def asks(date: Occurrence, adults: int = 3, children: int = 12, **more: Any) -> GroupRequest:
    """A class of Sale Primary, on the web, by email."""
    facts: dict[str, Any] = {
        "kind": GroupKind.SCHOOL,
        "group_name": "Sale Primary, class 4",
        "contact_name": "Mrs Lee",
        "route": Route.EMAIL,
        "address": "lee@example.test",
        "language": "en",
    }
    how: dict[str, Any] = {"by": WEB, "now": NOW, "key": key()}
    for given in more:
        (how if given in how else facts)[given] = more[given]
    wish = GroupWish(adults=adults, children=children, **facts)
    return ask_for_a_group(occurrence=date, wish=wish, **how)


def again(asked: GroupRequest) -> GroupRequest:
    """As it is now."""
    return GroupRequest.objects.all().with_occurrence().get(pk=asked.pk)


def sent(about: GroupRequest | Booking) -> list[str]:
    rows = Message.objects.filter(reference=about.public_id).order_by("pk")
    return [row.letter.removeprefix("events.") for row in rows]


def kinds() -> list[tuple[str, int]]:
    rows = Happening.objects.filter(kind__startswith="events.group").order_by("pk")
    return [(row.kind.removeprefix("events.group_"), row.quantity) for row in rows]
