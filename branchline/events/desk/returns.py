"""The return of events for a month or a year: what is in it, what is missing, and the file."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.design.dates import MONTHS, language
from branchline.core.errors import Refusal
from branchline.core.importing.output import as_csv
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions import choose_outcomes
from ..forms import OutcomesForm
from ..permits import COUNT_PEOPLE, CREATE_EVENTS, SEE_EVENTS
from ..queries import event_by_public_id
from ..queries.returns import HEADINGS, Period, Return, events_return, return_rows
from .rows import rows

MONTHS_BACK = 15
A_YEAR = timedelta(days=360)
MOST_SHOWN = 60


@desk_page(SEE_EVENTS)
def events_return_page(request: ServiceRequest) -> HttpResponse:
    """How many came in a period, which dates nobody has counted, and the file to take away."""
    now = clock.now()
    chosen, period = _chosen(request)
    found = _found(request, period)
    context = {
        "found": found,
        "counted": len(found.attendances),
        "shown": found.attendances[:MOST_SHOWN],
        "in_file": max(0, len(found.attendances) - MOST_SHOWN),
        "missing": rows(found.uncounted[:MOST_SHOWN], now=now),
        "newest": found.uncounted[-1] if found.uncounted else None,
        "may_count": COUNT_PEOPLE.allows(request.holdings),
        "further": max(0, len(found.uncounted) - MOST_SHOWN),
        "fields": [_field(chosen)],
        "path": reverse("events:desk_return", args=[request.service.slug]),
        "file": f"{reverse('events:desk_return_csv', args=[request.service.slug])}?period={chosen}",
        "small": any(0 < each.people < 10 for each in found.attendances),
        "now": now,
    }
    return render(request, "events/desk/return.html", context)


@desk_page(SEE_EVENTS)
def events_return_csv(request: ServiceRequest) -> HttpResponse:
    """The file: Libraries Hacked `events`, without the mark for Excel, which the schema's checkers stumble over."""
    chosen, period = _chosen(request)
    table = return_rows(_found(request, period), service=request.service)
    content = as_csv(HEADINGS, table).removeprefix("\ufeff")
    headers = {
        "Content-Disposition": f'attachment; filename="events-{request.service.slug}-{chosen}.csv"'
    }
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@desk_page(CREATE_EVENTS)
def outcomes(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What an event is meant to bring about."""
    event = permitted(request, CREATE_EVENTS, event_by_public_id(public_id=public_id))
    form = OutcomesForm(request.POST if request.method == "POST" else None, event=event)
    if request.method == "POST" and form.is_valid():
        main, second = form.chosen
        try:
            choose_outcomes(
                event=event, main=main, second=second, by=request.acting, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. The list of who came says so from now on."))
            return redirect("events:desk_return", request.service.slug)
    return render(request, "events/desk/outcomes.html", {"form": form, "event": event})


def _found(request: ServiceRequest, period: Period) -> Return:
    visible = SEE_EVENTS.visible(request.holdings)
    return events_return(period=period, visible=visible, now=clock.now())


def periods(today: date) -> dict[str, Period]:
    """Months back, newest first, then this financial year and the last, by the word in the address."""
    found: dict[str, Period] = {}
    first = today.replace(day=1)
    for _month in range(MONTHS_BACK):
        after = (first + timedelta(days=32)).replace(day=1)
        found[f"{first:%Y-%m}"] = Period(first, after - timedelta(days=1))
        first = (first - timedelta(days=1)).replace(day=1)
    april = today.year if today.month >= 4 else today.year - 1
    for year in (april, april - 1):
        found[f"{year}-{year + 1}"] = Period(date(year, 4, 1), date(year + 1, 3, 31))
    return found


def _chosen(request: ServiceRequest) -> tuple[str, Period]:
    """What the address says; this month where it says nothing that we know."""
    known = periods(clock.today())
    word = request.GET.get("period", "")
    chosen = word if word in known else next(iter(known))
    return chosen, known[chosen]


def _field(chosen: str) -> dict[str, Any]:
    months = MONTHS[language(get_language())]
    options = [
        {
            "value": word,
            "title": f"{months[period.first.month - 1]} {period.first.year}"
            if period.last - period.first < A_YEAR
            else _("April %(first)s to March %(last)s")
            % {"first": period.first.year, "last": period.last.year},
            "chosen": word == chosen,
        }
        for word, period in periods(clock.today()).items()
    ]
    return {"name": "period", "id": "period", "label": _("When"), "options": options}
