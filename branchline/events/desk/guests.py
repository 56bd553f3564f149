"""Bookings that staff make or cancel for somebody."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.acting import Channel
from branchline.core.errors import Refusal
from branchline.core.fairqueue import standing
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions.privacy import note_reads

from ..actions import ask_for_places, book_the_term, cancel_booking, change_party
from ..actions.window import why_closed
from ..forms import DeskBookForm, HowManyForm
from ..letters.about import party_in_words
from ..models import Availability, Booking, Occurrence, WaitingListEntry
from ..parts import places_in_words
from ..permits import BOOK_FOR_OTHERS, CHANGE_BOOKINGS
from ..queries import (
    booking_by_public_id,
    bookings_of_term,
    dates_to_book,
    occurrence_at_desk,
)
from .known import begin_with, look_up
from .rows import guests, row


@desk_page(BOOK_FOR_OTHERS)
def book_for(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Book for somebody at the desk, on the telephone, or who has written."""
    now = clock.now()
    found = permitted(request, BOOK_FOR_OTHERS, occurrence_at_desk(public_id=public_id))
    form = DeskBookForm(
        request.POST if request.method == "POST" else None,
        initial=begin_with(request, page="events:desk_book", now=now),
        asking=found.event.asking,
        groups=found.event.most_in_group is not None,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            got = ask_for_places(
                occurrence=found,
                wish=form.wish(language=get_language() or "en"),
                takes_at_once=not given["asks_first"],
                rather_waits=given["rather_waits"],
                by=replace(request.acting, channel=Channel(given["channel"])),
                now=now,
                key=given["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _say(request, got, went=form.lost_them(got, found))
            return redirect("events:desk_date", request.service.slug, public_id)
    full = found.availability in (Availability.FULL, Availability.ASKING)
    form.still_waits(full=full)
    waits = full or form.too_few
    context = {
        **look_up(request),
        "form": form,
        "waits": waits,
        "occurrence": found,
        "event": found.event,
        "branch": found.branch,
        "row": row(found, now=now),
        "places": places_in_words(
            state=found.availability,
            left=found.left,
        ),
        "closed": why_closed(found, now=now),
        "now": now,
    }
    return render(request, "events/desk/book.html", context)


def _say(request: ServiceRequest, got: Booking | WaitingListEntry, *, went: bool = False) -> None:
    """What to tell whoever stands at the desk or is on the telephone."""
    if went:
        messages.warning(
            request, _("The places went while you were writing, so nothing is booked.")
        )
    if isinstance(got, WaitingListEntry):
        said = {"name": got.name, "number": standing(got.entry).number}
        words = (
            _("%(name)s is number %(number)s on the waiting list.")
            if said["number"]
            else _("%(name)s is in the draw.")
        )
        messages.success(request, words % said)
    else:
        messages.success(request, _("Booked for %(name)s.") % {"name": got.name})
    if got.untold:
        messages.warning(
            request, _("We may not write to them, so please tell them now: no message goes out.")
        )


@desk_page(BOOK_FOR_OTHERS)
def book_term_for(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Book all dates that are to come for somebody at the desk, on the telephone, or who has written."""
    now = clock.now()
    found = permitted(request, BOOK_FOR_OTHERS, occurrence_at_desk(public_id=public_id))
    form = DeskBookForm(
        request.POST if request.method == "POST" else None,
        initial=begin_with(request, page="events:desk_book_term", now=now),
        asking=found.event.asking,
    )
    if request.method == "POST" and form.is_valid():
        try:
            term = book_the_term(
                event=found.event,
                wish=form.wish(language=get_language() or "en"),
                by=replace(request.acting, channel=Channel(form.cleaned_data["channel"])),
                now=now,
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _say(request, bookings_of_term(public_id=term.public_id)[0])
            return redirect("events:desk_date", request.service.slug, public_id)
    context = {
        **look_up(request),
        "form": form,
        "dates": dates_to_book(event=found.event, now=now),
        "occurrence": found,
        "event": found.event,
        "now": now,
    }
    return render(request, "events/desk/book_term.html", context)


def _say_who_moved_up(request: ServiceRequest, date: Occurrence) -> None:
    """`date` as it was before."""
    before = date.waiting
    date.refresh_from_db(fields=["waiting"])
    say_moved_up(request, before - date.waiting)


def say_moved_up(request: ServiceRequest, moved: int) -> None:
    """How many from the waiting list have places now, or are asked."""
    if moved:
        words = ngettext(
            "%(n)s party from the waiting list has its places now, or is asked first.",
            "%(n)s parties from the waiting list have their places now, or are asked first.",
            moved,
        )
        messages.success(request, words % {"n": moved})


@desk_page(CHANGE_BOOKINGS)
def cancel_for(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Cancel a booking for somebody who asks: a page with one button."""
    now = clock.now()
    booking = permitted(request, CHANGE_BOOKINGS, booking_by_public_id(public_id=public_id))
    date = booking.occurrence
    [who] = guests([booking], request)
    if booking.contact:
        note_reads(
            contacts=[booking.contact],
            page="events:desk_cancel_booking",
            by=request.acting,
            now=now,
        )
    says_how_many = request.method == "POST" and "how_many" in request.POST
    how_many = HowManyForm(request.POST if says_how_many else None, booking=booking)
    if says_how_many and _said_how_many(request, booking, how_many, name=who.name):
        _say_who_moved_up(request, date)
        return redirect("events:desk_date", request.service.slug, date.public_id)
    if request.method == "POST" and not says_how_many:
        cancel_booking(booking=booking, by=request.acting, now=now)
        messages.success(request, _("The booking of %(name)s is cancelled.") % {"name": who.name})
        _say_who_moved_up(request, date)
        return redirect("events:desk_date", request.service.slug, date.public_id)
    context = {
        "booking": booking,
        "occurrence": date,
        "event": date.event,
        "guest": who,
        "form": how_many,
        "may_change_party": booking.is_live and date.starts_at > now,
        "now": now,
    }
    return render(request, "events/desk/cancel_booking.html", context)


def _said_how_many(
    request: ServiceRequest, booking: Booking, form: HowManyForm, *, name: str
) -> bool:
    if not form.is_valid():
        return False
    try:
        kept = change_party(
            booking=booking,
            adults=form.cleaned_data["adults"],
            children=form.cleaned_data["children"],
            by=request.acting,
            now=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    said = {"name": name, "party": party_in_words(kept.adults, kept.children)}
    messages.success(request, _("Places are kept for %(name)s: %(party)s.") % said)
    return True
