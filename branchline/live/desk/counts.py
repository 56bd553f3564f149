"""How many watched a broadcast: four words, never one, and how anybody can work it out again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core.design.charts import Bar
from branchline.core.figures import Figure
from branchline.core.models import StoredFile
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.core.serving import file_page

from ..models import Certificate, Minute
from ..permits import SEE_BROADCASTS
from ..queries import certificate_of, counted_now, minutes_of
from ..stream.tally import APART, percent_apart
from .finding import seen

COLUMNS = 20
"""Columns of the curve at most: a phone shows no more."""


@dataclass(frozen=True)
class Curve:
    """The minutes as bars, and the same as rows of a table."""

    bars: Sequence[Bar]
    rows: Sequence[Sequence[str]]
    words: str


@desk_page(SEE_BROADCASTS)
def counts(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Watching now, or what it came to."""
    broadcast = seen(request, public_id)
    made = certificate_of(broadcast=broadcast)
    apart = _apart(made) if made is not None else None
    context = {
        "broadcast": broadcast,
        "certificate": made,
        "figures": figures(made) if made is not None else [],
        "told": Figure(made.people, _("people, as they told us"), n=made.told, published=False)
        if made is not None and made.told
        else None,
        "apart": apart,
        "is_doubtful": apart is not None and apart > APART,
        "limit": round(APART),
        "columns": [_("Minute"), _("Screens"), _("Players, by the other witness")],
        "curve": curve(minutes_of(broadcast=broadcast)),
        "now": counted_now(broadcast) if broadcast.is_running else None,
    }
    return render(request, "live/desk/counts.html", context)


@desk_page(SEE_BROADCASTS)
def watching(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Screens and hearts of this moment, for the studio; null when nobody counts."""
    now = counted_now(seen(request, public_id))
    return JsonResponse(
        {"watching": now.watching if now else None, "hearts": now.hearts if now else None}
    )


@file_page(SEE_BROADCASTS)
def beats(request: ServiceRequest, public_id: str) -> StoredFile:
    """The lines from which the certificate follows."""
    made = certificate_of(broadcast=seen(request, public_id))
    if made is None:
        raise Http404
    return made.lines


def figures(made: Certificate) -> Sequence[Figure]:
    """The four words. No number is people: a screen may have a class before it."""
    each = round(float(made.minutes) / made.screens, 1) if made.screens else None
    return [
        Figure(made.peak, _("screens at the fullest moment"), people=False),
        Figure(made.stayed, _("screens that stayed for a minute or more"), people=False),
        Figure(
            None if each is None else round(each),
            _("minutes on each screen, on average"),
            n=made.screens,
            of=ngettext("screen", "screens", made.screens),
            why=_("nobody watched"),
            people=False,
        ),
        Figure(made.replays, _("screens that watched afterwards, so far"), people=False),
    ]


def curve(minutes: Sequence[Minute]) -> Curve | None:
    """At most twenty steps of as many minutes each; None without a minute."""
    if not minutes:
        return None
    step = -(-len(minutes) // COLUMNS)
    steps = [minutes[at : at + step] for at in range(0, len(minutes), step)]
    found: list[int] = []
    rows: list[tuple[str, str, str]] = []
    for each in steps:
        screens = round(sum(minute.watching for minute in each) / len(each))
        players = round(sum(minute.players for minute in each) / len(each))
        name = str(each[0].number)
        found.append(screens)
        rows.append((name, f"{screens:,}", f"{players:,}"))
    most = max(found)
    # No number at the columns: twenty would not stand beside each other on a phone, and the table has them.
    bars = [
        Bar(row[0], screens, "\N{NO-BREAK SPACE}") for row, screens in zip(rows, found, strict=True)
    ]
    said = ngettext(
        "At most %(n)s screen at a time, on average. Minutes since the first one came.",
        "At most %(n)s screens at a time, on average. Minutes since the first one came.",
        most,
    )
    return Curve(bars, rows, said % {"n": f"{most:,}"})


def _apart(made: Certificate) -> float | None:
    """Percent between the two witnesses, as people read it; None where too little was watched to say."""
    found = percent_apart(float(made.minutes), float(made.given_minutes))
    return round(found, 1) if found is not None else None
