"""What a library's own page at the desk says of dates that go on while it is closed."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.design.dates import when_words
from branchline.core.rooms import StillOn
from branchline.events.models import Occurrence
from branchline.events.queries.closings import going_ahead


def dates_still_on(*, branch_id: int, days: Sequence[tuple[date, date]]) -> list[StillOn]:
    """A line for each, leading to its page, where it can be cancelled and those who booked be told."""
    now = clock.now()
    found = going_ahead(branch_id=branch_id, days=days, now=now) if days else ()
    language = get_language() or "en"
    return [
        StillOn(
            words=_("%(event)s, %(when)s: %(booked)s")
            % {
                "event": str(each.event.title),
                "when": when_words(each.starts_at, each.ends_at, language, now=now),
                "booked": _booked(each),
            },
            address=reverse("events:desk_date", args=[each.service.slug, each.public_id]),
        )
        for each in found
    ]


def _booked(each: Occurrence) -> str:
    if each.capacity is None:
        return _("drop in")
    return ngettext("%(n)s person booked", "%(n)s people booked", each.booked) % {"n": each.booked}
