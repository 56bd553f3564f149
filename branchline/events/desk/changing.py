"""Change a date of an event; publish a draft at a moment; keep an event to start from."""

from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions import Changed, change_dates, dates_after, keep_as_template, publish_later
from ..forms import ChangeDateForm, PublishLaterForm
from ..models import At, Event, Occurrence, at_wall
from ..permits import CREATE_EVENTS
from ..queries import event_by_public_id, occurrence_at_desk, occurrences_of, people_to_tell
from ..queries.clashes import Span
from .dates import date_page
from .guests import say_moved_up
from .planning import my_branches, to_first_date
from .sure import Unsure, unsure
from .warning import warnings_at


@desk_page(CREATE_EVENTS)
def change_date(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Another day, other times, another library or room, other places: for this date, it and all later ones, or all to come."""
    now = clock.now()
    found = permitted(request, CREATE_EVENTS, occurrence_at_desk(public_id=public_id))
    coming = [
        d for d in occurrences_of(event=found.event) if d.starts_at > now and not d.is_cancelled
    ]
    form = ChangeDateForm(
        request.POST if request.method == "POST" else None,
        date=found,
        others=len(coming) - 1,
        branches=my_branches(request),
    )
    asks = None
    if request.method == "POST" and form.is_valid():
        try:
            asks = _asks(request, found, form, now)
            changed = None if asks else _change(request, found, form, now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if changed is not None:
                _say(request, changed)
                return redirect("events:desk_date", request.service.slug, public_id)
    context = {
        "form": form,
        "unsure": asks,
        "told": people_to_tell(event=found.event, now=now),
        "occurrence": found,
        "event": found.event,
        "branch": found.branch,
        "later": sum(d.starts_at > found.starts_at for d in coming),
        "coming": len(coming),
        "now": now,
    }
    return render(request, "events/desk/change_date.html", context)


def _change(
    request: ServiceRequest, found: Occurrence, form: ChangeDateForm, now: datetime
) -> Changed:
    return change_dates(
        occurrence=found,
        which=form.which_dates,
        change=form.change(),
        by=request.acting,
        now=now,
    )


def _asks(
    request: ServiceRequest, found: Occurrence, form: ChangeDateForm, now: datetime
) -> Unsure | None:
    """Whether somebody or something is there already when the dates would be. Four queries for each library and
    room: mostly there is one."""
    moved = dates_after(occurrence=found, which=form.which_dates, change=form.change(), now=now)
    there: dict[tuple[int, str], list[tuple[Span, At]]] = {}
    for span, at in moved:
        there.setdefault((at.branch.pk, at.room.text("en")), []).append((span, at))
    words = []
    for some in there.values():
        at = some[0][1]
        words += warnings_at(
            details=replace(found.event.details, room=at.room),
            branch=at.branch,
            spans=[span for span, _at in some],
            now=now,
            leaving_out=found.event,
        )
    about = [(span, at.branch.public_id, at.room.text("en")) for span, at in moved]
    return unsure(request, words, about=str(about))


def _say(request: ServiceRequest, changed: Changed) -> None:
    words = ngettext("%(n)s date changed.", "%(n)s dates changed.", changed.dates)
    messages.success(request, words % {"n": changed.dates})
    if changed.told:
        words = ngettext(
            "%(n)s person who had booked is being told.",
            "%(n)s people who had booked are being told.",
            changed.told,
        )
        messages.success(request, words % {"n": changed.told})
    say_moved_up(request, changed.moved_up)


@desk_page(CREATE_EVENTS)
@require_POST
def publish_at(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Have a draft published at a moment, or no longer."""
    event = permitted(request, CREATE_EVENTS, event_by_public_id(public_id=public_id))
    form = PublishLaterForm(request.POST)
    wanted = request.POST.get("then") != "never"
    if wanted and not form.is_valid():
        return _again(request, event, form)
    given = form.cleaned_data if wanted else {}
    at = at_wall(given["publish_day"], given["publish_time"]) if wanted else None
    try:
        publish_later(event=event, at=at, by=request.acting, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _again(request, event, form)
    else:
        said = (
            _("It will be published by itself.")
            if at
            else _("It stays a draft until you publish it.")
        )
        messages.success(request, said)
    return to_first_date(request, event)


def _again(request: ServiceRequest, event: Event, form: PublishLaterForm) -> HttpResponse:
    """The page with what was typed, and what to put right at its field."""
    first = occurrences_of(event=event)[0]
    return date_page(request, first.public_id, publishing=form)


@desk_page(CREATE_EVENTS)
@require_POST
def template(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Keep an event to start new ones from, or no longer."""
    event = permitted(request, CREATE_EVENTS, event_by_public_id(public_id=public_id))
    keep = request.POST.get("keep") == "yes"
    keep_as_template(event=event, keep=keep)
    said = (
        _("Kept: it stands above the form of a new event.")
        if keep
        else _("No longer offered for new events.")
    )
    messages.success(request, said)
    return to_first_date(request, event)
