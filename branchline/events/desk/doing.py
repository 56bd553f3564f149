"""What staff can do with a date: one clear thing first, by the moment, and the rest quieter, in groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core.clock import in_london
from branchline.core.design.dates import when_words

from ..actions.attendance import EARLIEST
from ..models import Occurrence
from .came import Came


@dataclass(frozen=True)
class Deed:
    """A link to where it is done."""

    words: str
    icon: str
    address: str


@dataclass(frozen=True)
class Doing:
    """`first` for the moment; `people` and the day beside it; then this date, then the event as a whole."""

    first: Deed | None
    people: Sequence[Deed]
    this_date: Sequence[Deed]
    the_event: Sequence[Deed]


def doing(found: Occurrence, may: Mapping[str, Any], *, now: datetime) -> Doing:
    """By what of it the page allows (`may`)."""
    book, door, count = _book(found, may), _door(found, may), _count(found, may)
    came: Came | None = may["came"]
    first: Deed | None = None
    if found.is_cancelled or found.event.is_draft:
        first = None
    elif found.ends_at <= now:
        first = None if came and came.closed else count
    elif in_london(found.starts_at).date() == in_london(now).date() or found.starts_at <= now:
        first = door or (None if _too_early(found, now) else count)
    else:
        first = book
    people = [book, *_others_book(found, may), door, count]
    return Doing(
        first=first,
        people=[deed for deed in people if deed and deed != first],
        this_date=_this_date(found, may),
        the_event=_the_event(found, may),
    )


def _deed(page: str, found: Occurrence, icon: str, words: str) -> Deed:
    address = reverse(f"events:{page}", args=[found.service.slug, found.public_id])
    return Deed(words, icon, address)


def _book(found: Occurrence, may: Mapping[str, Any]) -> Deed | None:
    if not may["may_book"]:
        return None
    if not may["may_wait"]:
        words = _("Book for somebody")
    elif found.asks_until:
        words = _("Ask for somebody")
    else:
        words = _("Add to the waiting list")
    return _deed("desk_book", found, "user-plus", words)


def _others_book(found: Occurrence, may: Mapping[str, Any]) -> list[Deed]:
    deeds = []
    if may["may_book"] and may["by_term"]:
        words = _("Book all dates for somebody")
        deeds.append(_deed("desk_book_term", found, "user-plus", words))
    if may["may_ask_group"]:
        deeds.append(_deed("desk_ask_group", found, "users", _("Put down a group that asks")))
    return deeds


def _door(found: Occurrence, may: Mapping[str, Any]) -> Deed | None:
    if not (found.event.is_bookable and may["may_see_bookings"]):
        return None
    return _deed("desk_door", found, "clipboard-list", _("List for the door"))


def _count(found: Occurrence, may: Mapping[str, Any]) -> Deed | None:
    if not may["may_count"]:
        return None
    came: Came | None = may["came"]
    over = came is not None and found.ends_at <= may["now"]
    words = _("Count who comes")
    if _too_early(found, may["now"]):
        opens = when_words(found.starts_at - EARLIEST, lang=get_language(), now=may["now"])
        words = _("Count who comes (from %(when)s)") % {"when": opens}
    if over and came is not None:
        words = _("Close the count") if came.words and not came.closed else _("Count who came")
    return _deed("desk_count", found, "users", words)


def _too_early(found: Occurrence, now: datetime) -> bool:
    return now < found.starts_at - EARLIEST


def _this_date(found: Occurrence, may: Mapping[str, Any]) -> list[Deed]:
    deeds = []
    if may["may_move"]:
        deeds.append(_deed("desk_change_date", found, "calendar", _("Change this date")))
    if may["may_draw"]:
        deeds.append(_deed("desk_open_fairly", found, "list-filter", _("Draw places by lot")))
    if may["may_draw_now"]:
        deeds.append(_deed("desk_draw_now", found, "list-filter", _("Draw now")))
    if may["may_cancel"]:
        deeds.append(_deed("desk_cancel", found, "calendar-x", _("Cancel this date")))
    return deeds


def _the_event(found: Occurrence, may: Mapping[str, Any]) -> list[Deed]:
    slug, event = found.service.slug, found.event
    deeds = []
    if event.published_at:
        deeds.append(_deed("occurrence", found, "eye", _("As the public sees it")))
    if event.is_draft:
        deeds.append(_deed("desk_preview", found, "eye", _("See it as the public will")))
    if may["may_change"]:
        change = reverse("events:desk_change", args=[slug, event.public_id])
        like = f"{reverse('events:desk_new', args=[slug])}?like={event.public_id}"
        deeds.append(Deed(_("Change the event"), "pencil", change))
        deeds.append(Deed(_("Make one like this"), "copy", like))
    return deeds
