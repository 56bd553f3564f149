"""What the tests of waiting lists share: asking for places, and looking at who stands where."""

from datetime import timedelta
from typing import Any

from branchline.core import fairqueue
from branchline.core.fairqueue import checker
from branchline.events.actions import Wish, ask_for_places
from branchline.events.models import Booking, Occurrence, WaitingListEntry
from branchline.events.queries import queue_behind
from branchline.messages.models import Route

from .conftest import NOW, WEB, key

DAY = timedelta(days=1)


def ask(
    date: Occurrence, adults: int = 1, children: int = 0, name: str = "Bob", **more: Any
) -> Booking | WaitingListEntry:
    """Somebody asks for places: on the web, by email, in their name."""
    facts = {
        "contact_name": name,
        "route": Route.EMAIL,
        "address": f"{name.lower().replace(' ', '.')}@example.test",
        "language": "en",
    }
    how: dict[str, Any] = {"by": WEB, "now": NOW, "key": key(), "takes_at_once": True}
    for given in more:
        (facts if given not in how else how)[given] = more[given]
    wish = Wish(adults=adults, children=children, **facts)  # type: ignore[arg-type]
    return ask_for_places(occurrence=date, wish=wish, **how)


def waits(date: Occurrence, adults: int = 1, children: int = 0, **more: Any) -> WaitingListEntry:
    """The same, and they have to wait."""
    got = ask(date, adults, children, **more)
    assert isinstance(got, WaitingListEntry)
    return got


def gets(date: Occurrence, adults: int = 1, children: int = 0, **more: Any) -> Booking:
    """The same, and there is room."""
    got = ask(date, adults, children, **more)
    assert isinstance(got, Booking)
    return got


def again(waiting: WaitingListEntry) -> WaitingListEntry:
    """As it is now."""
    return WaitingListEntry.objects.all().with_occurrence().get(pk=waiting.pk)


def now_of(date: Occurrence) -> Occurrence:
    """As it is now."""
    return Occurrence.objects.all().with_event().get(pk=date.pk)


def checks(date: Occurrence) -> None:
    """Anybody can work the list out again from its log."""
    queue = queue_behind(occurrence=date)
    if queue is not None:
        checker.check(fairqueue.lines_of(queue))
