"""What the desk prints of who came: always people, never bookings, and missing where nobody counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..actions.attendance import EARLIEST
from ..models import Attendance, Band, Occurrence
from ..queries.door import ShowRate, attendance_of, show_rate

SHORT: dict[Band, Callable[[int], str]] = {
    Band.BABIES: lambda n: ngettext("%(n)s baby", "%(n)s babies", n),
    Band.CHILDREN: lambda n: ngettext("%(n)s child", "%(n)s children", n),
    Band.ADULTS: lambda n: ngettext("%(n)s adult", "%(n)s adults", n),
    Band.UNSAID: lambda n: ngettext("%(n)s whose age is not written down", "%(n)s whose ages are not written down", n),
}  # fmt: skip


@dataclass(frozen=True)
class Came:
    """A date's attendance in words, and how many of those who had booked came. None of it: nobody has counted."""

    attendance: Attendance | None
    rate: ShowRate | None
    words: str

    @property
    def brought(self) -> str:
        """Where the number is from, when a file brought it."""
        kept = self.attendance
        if kept is None or kept.brought is None:
            return ""
        name = f"“{kept.brought_from}”" if kept.brought_from else _("a file")
        words = ngettext(
            "%(n)s person stood in %(file)s, which was brought in.",
            "%(n)s people stood in %(file)s, which was brought in.",
            kept.brought,
        )
        return words % {"n": kept.brought, "file": name}

    @property
    def closed(self) -> bool:
        """Whether the number stands in the ledger."""
        return self.attendance is not None and self.attendance.closed_at is not None


def who_came(found: Occurrence, *, now: datetime) -> Came | None:
    """None before the start unless somebody has counted already, and for what does not take place. One query."""
    if found.is_cancelled or found.event.is_draft or found.starts_at - EARLIEST > now:
        return None
    kept = attendance_of(occurrence=found)
    if kept is None and found.starts_at > now:
        return None
    # Before the start those who are not here yet are on their way.
    rate = show_rate(occurrence=found, attendance=kept) if found.starts_at <= now else None
    return Came(kept, rate, people_in_words(kept))


def people_in_words(kept: Attendance | None) -> str:
    """ "16 people came: 7 babies, 2 children, 7 adults"."""
    if kept is None:
        return ""
    said: dict[str, Any] = {"n": kept.people}
    parts = [
        say(getattr(kept, band)) % {"n": getattr(kept, band)}
        for band, say in SHORT.items()
        if getattr(kept, band)
    ]
    if not parts:
        return _("Nobody came.")
    said["who"] = ", ".join(parts)
    return (
        ngettext("%(n)s person came: %(who)s.", "%(n)s people came: %(who)s.", kept.people) % said
    )
