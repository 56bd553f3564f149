"""The list for the door on paper (PDF/UA), without anybody's address or number."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branchline.core.design.dates import when_words
from branchline.core.pdf import compile_pdf

from ..models import Booking, Occurrence
from .rows import Guest, coming

TEMPLATE = Path(__file__).parents[1] / "templates/events/desk/door.typ"
EMPTY_LINES = 8
"""For people without a booking."""


def door_pdf(
    found: Occurrence, door: Sequence[tuple[Booking, Guest]], *, language: str, now: datetime
) -> bytes:
    """A box for each party, what they need, lines for those without a booking, and boxes for the number."""
    with translation.override(language):
        data = {
            "language": language,
            "title": str(found.event.title),
            "service": str(found.service.name),
            "when": when_words(found.starts_at, found.ends_at, language, now=now),
            "where": str(found.branch.name),
            "coming": coming([booking for booking, _guest in door], found.capacity) if door else "",
            "heads": [
                pgettext("on the list for the door", "Here"), _("Name"), _("Party"), _("What they need"),
            ],
            "rows": [[guest.name, guest.party, _needs(guest)] for _booking, guest in door],
            "walk_in": _("Without a booking"),
            "lines": EMPTY_LINES,
            "number": _("Who came, in all"),
            "bands": [_("Babies"), _("Children"), _("Adults")],
            "shred": _("Please type the numbers in at the desk, then shred this paper."),
        }  # fmt: skip
    return compile_pdf(template=TEMPLATE, data=data, now=now)


def _needs(guest: Guest) -> str:
    needs = [
        f"{need.get_need_display()} ({need.met_how})" if need.met_how else need.get_need_display()
        for need in guest.needs
    ]
    return "; ".join([*needs, *([guest.access_note] if guest.access_note else []), *guest.answers])
