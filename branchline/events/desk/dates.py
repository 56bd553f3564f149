"""Dates at the desk: today, the list, one date with its door list, calling it off."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.concerns.parts import my_day
from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.core.rooms import waiting_at_desk, way_in
from branchline.core.words import said
from branchline.messages.permits import SEE_OUTBOX
from branchline.messages.queries import counts
from branchline.people.actions.privacy import note_reads
from branchline.people.permits import MANAGE_WORKERS, SEE_RESIDENTS
from branchline.people.queries import people_to_do, running_out
from branchline.referrals.permits import SEE_REFERRALS
from branchline.referrals.queries import board
from branchline.surveys.models import Survey
from branchline.surveys.parts import survey_for
from branchline.surveys.permits import SEE_SURVEYS

from ..actions import cancel_occurrence
from ..actions.window import why_closed
from ..forms import CancelOccurrenceForm, PublishLaterForm
from ..models import DRAWN_BEFORE, Availability, BookedAs, Booking, Occurrence
from ..parts import series_of, where_of_date
from ..permits import (
    BOOK_FOR_OTHERS,
    CANCEL_OCCURRENCES,
    COUNT_PEOPLE,
    CREATE_EVENTS,
    SEE_BOOKINGS,
    SEE_EVENTS,
)
from ..queries import (
    drafts,
    live_bookings_of,
    occurrence_at_desk,
    occurrences_of,
    opening_of,
    past_occurrences,
    untold_of,
    untold_waiting_of,
    upcoming_occurrences,
)
from .came import who_came
from .doing import doing
from .groups import groups_at
from .rows import Guest, coming, guests, rows
from .seeking import Seeking
from .tabs import groups_to_answer, tabs
from .telling import told
from .waiting import places

SOON = 12


@desk_page(SEE_EVENTS)
def today(request: ServiceRequest) -> HttpResponse:
    """The desk's first page: what is on today at my branches, and what comes next."""
    now = clock.now()
    visible = SEE_EVENTS.visible(request.holdings)
    dates = rows(upcoming_occurrences(now=now, visible=visible, limit=40).rows, now=now)
    day = clock.in_london(now).date()
    on_today = [date for date in dates if clock.in_london(date.starts_at).date() <= day]
    later = [date for date in dates if date not in on_today]
    context = {
        "now": now,
        "today": on_today,
        "soon": later[:SOON],
        "groups": groups_to_answer(request, now=now),
        "may_create": CREATE_EVENTS.allows(request.holdings),
        "to_do": counts(now=now) if SEE_OUTBOX.allows(request.holdings) else None,
        "my_day": my_day(request, now=now),
        "waiting": waiting_at_desk(request),
        "referrals": board(now) if SEE_REFERRALS.allows(request.holdings) else None,
        "running_out": running_out(now) if MANAGE_WORKERS.allows(request.holdings) else 0,
        "records": people_to_do(today=day) if SEE_RESIDENTS.allows(request.holdings) else None,
    }
    return render(request, "events/desk/today.html", context)


@desk_page(SEE_EVENTS)
def events(request: ServiceRequest) -> HttpResponse:
    """Coming dates, past ones, drafts."""
    now = clock.now()
    visible = SEE_EVENTS.visible(request.holdings)
    path = reverse("events:desk_events", args=[request.service.slug])
    shown = request.GET.get("show", "")
    after = request.GET.get("after")
    context: dict[str, Any] = {
        "tabs": tabs(request, current=shown if shown in ("past", "drafts") else "coming", now=now),
        "may_create": CREATE_EVENTS.allows(request.holdings),
        "now": now,
    }
    if shown == "drafts":
        context["drafts"] = list(drafts(visible=visible))
        return render(request, "events/desk/drafts.html", context)
    read = past_occurrences if shown == "past" else upcoming_occurrences
    seeking = Seeking.read(request, today=clock.in_london(now).date())
    page = read(now=now, visible=visible, sought=seeking.sought, after=after, limit=25)
    view = {"show": "past"} if shown == "past" else {}
    context |= {
        "rows": rows(page.rows, now=now),
        "fields": seeking.fields(request),
        "hidden": [{"name": name, "value": value} for name, value in view.items()],
        "misread": seeking.misread,
        "path": path,
        "clear": f"{path}?show=past" if view else path,
        "seeking": bool(seeking.typed),
        "later": seeking.address(path, **view, after=page.after) if page.after else "",
        "start": seeking.address(path, **view) if after else "",
    }
    return render(request, "events/desk/events.html", context)


@desk_page(SEE_EVENTS)
def date(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One date: who comes, what they need, and what staff may do."""
    return date_page(request, public_id)


def date_page(
    request: ServiceRequest, public_id: str, *, publishing: PublishLaterForm | None = None
) -> HttpResponse:
    """`publishing`: what was typed into a draft's form and is not right yet."""
    now = clock.now()
    found = permitted(request, SEE_EVENTS, occurrence_at_desk(public_id=public_id))
    others = [
        other
        for other in occurrences_of(event=found.event)
        if other.pk != found.pk and other.ends_at > now
    ]
    open_to_book = found.event.is_bookable and not found.is_cancelled and found.starts_at > now
    closed = why_closed(found, now=now) if open_to_book else ""
    this_row, *other_rows = rows([found, *others[:10]], now=now)
    context = {
        **_about(found),
        **_door(request, found, page="events:desk_date", now=now),
        "closed": closed,
        "row": this_row,
        "where": where_of_date(found),
        "way_in_missing": found.event.is_online
        and found.event.how_to_join is None
        and not way_in(date=found.public_id),
        "series": series_of(found),
        "usual_place": _usual_place(found),
        "others": other_rows,
        "untold": _untold(request, found),
        "untold_waiting": list(untold_waiting_of(occurrence=found))
        if found.is_cancelled and SEE_BOOKINGS.allows(request.holdings, found)
        else [],
        "waiting": places(request, found, page="events:desk_date", now=now)
        if found.has_list
        else [],
        "may_draw": open_to_book
        and not closed
        and not found.booked
        and not found.has_list
        and found.asks_until is None
        and found.starts_at - now > DRAWN_BEFORE
        and CREATE_EVENTS.allows(request.holdings, found),
        "may_draw_now": found.asks_until is not None
        and not found.is_cancelled
        and CREATE_EVENTS.allows(request.holdings, found),
        "opening": opening_of(public_id=public_id) if found.has_list else None,
        "may_wait": open_to_book
        and not closed
        and not found.event.is_draft
        and found.availability in (Availability.FULL, Availability.ASKING)
        and BOOK_FOR_OTHERS.allows(request.holdings, found),
        "may_book": open_to_book
        and not closed
        and not found.event.is_draft
        and BOOK_FOR_OTHERS.allows(request.holdings, found),
        "groups": groups_at(request, found) if found.has_groups else [],
        "may_ask_group": open_to_book
        and found.event.most_in_group is not None
        and not found.event.is_draft
        and BOOK_FOR_OTHERS.allows(request.holdings, found),
        "by_term": open_to_book and found.event.booked_as != BookedAs.DATES,
        "may_cancel": not found.is_cancelled
        and not found.event.is_draft
        and found.ends_at > now
        and CANCEL_OCCURRENCES.allows(request.holdings, found),
        "may_move": not found.is_cancelled
        and found.starts_at > now
        and not found.event.is_draft
        and CREATE_EVENTS.allows(request.holdings, found),
        "publishing": publishing or (_publishing(found) if found.event.is_draft else None),
        "told": told(request, found, page="events:desk_date", now=now),
        "came": who_came(found, now=now),
        "asked": _asked(request, found, now=now),
        "may_count": not found.is_cancelled
        and not found.event.is_draft
        and COUNT_PEOPLE.allows(request.holdings, found),
        "may_change": CREATE_EVENTS.allows(request.holdings, found.event),
        "now": now,
    }
    context["doing"] = doing(found, context, now=now)
    return render(request, "events/desk/date.html", context)


@desk_page(CANCEL_OCCURRENCES)
def cancel_date(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Call one date off: asked once, with the reason that everybody reads."""
    now = clock.now()
    found = permitted(request, CANCEL_OCCURRENCES, occurrence_at_desk(public_id=public_id))
    form = CancelOccurrenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            people = cancel_occurrence(
                occurrence=found,
                because=said(form.cleaned_data["reason"]),
                by=request.acting,
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            words = ngettext(
                "Cancelled. %(n)s person who had booked or waited is being told.",
                "Cancelled. %(n)s people who had booked or waited are being told.",
                people,
            )
            messages.success(
                request, words % {"n": people} if people else _("Cancelled. Nobody had booked.")
            )
            return redirect("events:desk_date", request.service.slug, public_id)
    live = list(live_bookings_of(occurrence=found))
    context = {
        **_about(found),
        "coming": coming(live, found.capacity) if live else "",
        "form": form,
        "now": now,
    }
    return render(request, "events/desk/cancel.html", context)


def _publishing(found: Occurrence) -> PublishLaterForm:
    at = found.event.publish_at
    local = clock.in_london(at) if at else None
    return PublishLaterForm(
        initial={"publish_day": local.date(), "publish_time": local.time()} if local else None
    )


def _asked(request: ServiceRequest, found: Occurrence, *, now: datetime) -> Survey | None:
    """The open survey about the event, once the date is over: all its dates share one."""
    if found.is_cancelled or found.ends_at > now:
        return None
    survey = survey_for(about=found.event.asked_about, now=now)
    return survey if survey and SEE_SURVEYS.allows(request.holdings, survey) else None


def _untold(request: ServiceRequest, found: Occurrence) -> list[Guest]:
    """Who booked for a cancelled date and may not be written to."""
    if not found.is_cancelled or not SEE_BOOKINGS.allows(request.holdings, found):
        return []
    return guests(untold_of(occurrence=found), request)


def _about(found: Occurrence) -> dict[str, Any]:
    return {"occurrence": found, "event": found.event, "branch": found.branch}


def _door(
    request: ServiceRequest, found: Occurrence, *, page: str, now: datetime
) -> dict[str, Any]:
    """Names only for those who may see them, and a note that they have been seen."""
    if not SEE_BOOKINGS.allows(request.holdings, found):
        return {"door": [], "coming": "", "may_see_bookings": False}
    live: list[Booking] = list(live_bookings_of(occurrence=found))
    seen = [booking.contact for booking in live if booking.contact]
    note_reads(contacts=seen, page=page, by=request.acting, now=now)
    return {
        "door": guests(live, request),
        "coming": coming(live, found.capacity) if live else "",
        "held": max(0, found.booked - sum(booking.people for booking in live)),
        "may_see_bookings": True,
    }


def _usual_place(found: Occurrence) -> str:
    """Where the event is, for a date that is elsewhere."""
    event = found.event
    names = (event.branch.name, event.room) if found.is_elsewhere else ()
    return ", ".join(str(name) for name in names if name)
