"""The count at the door: big + and −, by as many devices as there are, with or without a network."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.offline.desk import may_be_kept
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions.attendance import EARLIEST
from ..forms import NumbersForm
from ..models import Band, Occurrence
from ..permits import COUNT_PEOPLE
from ..queries import occurrence_at_desk
from ..queries.counting import CLOSED, COUNTED, Tally, tally_of
from ..queries.door import attendance_of
from .log import Said, log_on_page, write_down

LAST = "events_last_press"
"""In the session: what this browser pressed last, so that it can be undone without JavaScript."""
BY = {"+": 1, "-": -1}


@desk_page(COUNT_PEOPLE)
def count(request: ServiceRequest, public_id: str) -> HttpResponse:
    """How many babies, children and adults are here. Kept on the device for times without a network."""
    now = clock.now()
    found = permitted(request, COUNT_PEOPLE, occurrence_at_desk(public_id=public_id))
    tally = tally_of(occurrence=found)
    kept = attendance_of(occurrence=found)
    brought = kept.brought if kept else None
    shown = {band["value"]: band["number"] for band in _bands(tally, brought)}
    form = NumbersForm(
        request.POST if "numbers" in request.POST else None, shown=shown, auto_id="typed_%s"
    )
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        return _write_down(request, found, _asked(request, form, found, tally), now=now)
    context = {
        "occurrence": found,
        "event": found.event,
        "branch": found.branch,
        "bands": _bands(tally, brought),
        "brought": brought,
        "brought_from": kept.brought_from if kept else "",
        "total": sum(tally.counted.values()),
        "tally": tally,
        "form": form,
        "log": log_on_page(request, found),
        "may_undo": request.session.get(LAST, {}).get("of") == found.public_id,
        "opens_at": found.starts_at - EARLIEST,
        "too_early": now < found.starts_at - EARLIEST,
        "said": SAID.get(request.GET.get("said", "")),
        "now": now,
    }
    return may_be_kept(render(request, "events/desk/count.html", context))


SAID = {
    "again": _("That press had been counted already."),
    "no": _("This date can’t be counted now."),
}
"""What the page says once after a form without JavaScript, by its word in the address."""


def _bands(tally: Tally, brought: int | None) -> list[dict[str, Any]]:
    hints = {
        Band.BABIES: _("up to 2 years"), Band.CHILDREN: _("3 to 17"), Band.ADULTS: _("18 and over"),
    }  # fmt: skip
    if brought is not None:
        hints[Band.UNSAID] = _("from the file")
    return [
        {"value": band.value, "name": band.label, "hint": hint, "number": tally.counted[band]}
        for band, hint in hints.items()
    ]


def _asked(
    request: ServiceRequest, form: NumbersForm, found: Occurrence, tally: Tally
) -> list[Said]:
    """(kind, payload) of what a plain form says."""
    if form.is_bound:
        return [(COUNTED, {"band": band, "by": by}) for band, by in form.differences().items()]
    if "close" in request.POST:
        return [(CLOSED, {})]
    last = request.session.get(LAST, {})
    if "undo" in request.POST and last.get("of") == found.public_id:
        del request.session[LAST]
        return [(COUNTED, {"band": last["band"], "by": -last["by"]})]
    pressed = request.POST.get("press", "")
    band, by = pressed[:-1], BY.get(pressed[-1:], 0)
    if not by or tally.counted.get(band, 0) + by < 0:
        return []
    request.session[LAST] = {"of": found.public_id, "band": band, "by": by}
    return [(COUNTED, {"band": band, "by": by})]


def _write_down(
    request: ServiceRequest, found: Occurrence, said: Sequence[Said], *, now: datetime
) -> HttpResponse:
    here = reverse("events:desk_count", args=[request.service.slug, found.public_id])
    try:
        taken = write_down(request, found, said, now=now)
    except Refusal:
        return redirect(f"{here}?said=no")
    return redirect(here if taken.fresh or not said else f"{here}?said=again")
