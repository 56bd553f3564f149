"""What staff should know before they save: the room is taken, a colleague is elsewhere, the library is closed."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from branchline.core.clock import in_london
from branchline.core.design.dates import when_words
from branchline.places.models import Branch

from ..models import Details, Event, Timing
from ..queries import Clash, clashes, closed_days
from ..queries.clashes import Span

SHOWN = 3
"""So many are told one by one; of the others how many there are."""


def warnings_of(
    *,
    details: Details,
    timing: Timing,
    branch: Branch,
    now: datetime,
    leaving_out: Event | None = None,
) -> list[str]:
    """Of a plan. Sentences; nothing of it stops anybody. Two queries."""
    return warnings_at(
        details=details,
        branch=branch,
        spans=list(timing.spans()),
        now=now,
        leaving_out=leaving_out,
    )


def warnings_at(
    *,
    details: Details,
    branch: Branch,
    spans: Sequence[Span],
    now: datetime,
    leaving_out: Event | None = None,
) -> list[str]:
    """Of these times, `leaving_out` the event that would be there itself. Two queries."""
    found = clashes(
        branch=branch,
        setting=details.setting,
        room=details.room,
        lead_id=details.lead_id,
        spans=spans,
        leaving_out=leaving_out,
    )
    days = [in_london(starts_at).date() for starts_at, _ends_at in spans]
    closed = closed_days(branch=branch, days=days)
    return [*clash_words(found, now), *_closed(sum(day in closed for day in days))]


def clash_words(found: Sequence[Clash], now: datetime) -> list[str]:
    """The first few one by one."""
    said = [_of(clash, now) for clash in found[:SHOWN]]
    more = len(found) - SHOWN
    if more > 0:
        words = ngettext("And %(n)s more like this.", "And %(n)s more like these.", more)
        said.append(words % {"n": more})
    return said


def _of(clash: Clash, now: datetime) -> str:
    date = clash.occurrence
    said = {
        "title": date.event.title,
        "when": when_words(date.starts_at, date.ends_at, get_language(), now=now),
        "library": date.branch.name,
        "room": date.at.room,
    }
    if clash.by_lead:
        return _("The same person leads “%(title)s” then: %(when)s, %(library)s.") % said
    if date.at.room:
        return _("“%(title)s” is in that room then: %(room)s, %(when)s.") % said
    return _("“%(title)s” is at that library then: %(when)s.") % said


def _closed(days: int) -> list[str]:
    if not days:
        return []
    words = ngettext(
        "%(n)s of these dates is on a day when the library is closed.",
        "%(n)s of these dates are on days when the library is closed.",
        days,
    )
    return [words % {"n": days}]
