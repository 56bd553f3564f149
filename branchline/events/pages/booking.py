"""Book, see one's booking, cancel: without an account.

Who may see a booking: the browser that made it (its session says so), or whoever has the link of the
message or the code of the letter. Its public id alone opens nothing.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.limits import CODES, TooManyTries, guessing
from branchline.core.pages import link_page, public_page, unlisted
from branchline.core.requests import ServiceRequest
from branchline.messages.models import Route
from branchline.places.queries import how_to_reach

from ..actions import book_a_place, cancel_booking
from ..errors import BookingNotFound
from ..forms import BookForm, CodeForm
from ..letters.about import party_in_words
from ..models import Booking
from ..parts import card, cards, where_of_event
from ..queries import (
    booking_by_public_id,
    booking_to_join,
    listing,
    my_booking_by_link,
    occurrence_to_book,
    other_dates,
    way_in,
)
from .occurrence import directions, listing_here, why_not

MINE = "bookings"
REMEMBERED = 20


@public_page
def book(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One page: who is coming, who you are, how we may reach you."""
    now = clock.now()
    shown = listing_here(request, public_id)
    form = BookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        booking = _book(request, form, public_id, now)
        if booking is not None:
            return redirect("events:done", request.service.slug, booking.public_id)
    context = {"shown": shown, "card": card(shown, now=now), "now": now, "form": form}
    if request.method != "POST" and not shown.can_be_booked(now):
        context |= {
            "why_not": why_not(shown, now),
            "others": cards(other_dates(of=shown, now=now), now=now),
        }
        return render(request, "events/closed.html", context)
    return render(request, "events/book.html", context)


def _book(request: ServiceRequest, form: BookForm, public_id: str, now: datetime) -> Booking | None:
    given = form.cleaned_data
    try:
        booking = book_a_place(
            occurrence=occurrence_to_book(public_id=public_id),
            contact_name=given["name"],
            route=form.route,
            address=form.address,
            language=get_language() or "en",
            adults=given["adults"],
            children=given["children"],
            access_note=given["access_note"],
            postcode=given["postcode"],
            may_ask=given["may_ask"],
            by=request.acting,
            now=now,
            key=given["key"],
            mine=request.session.get(MINE, []),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    mine = [
        booking.public_id,
        *(i for i in request.session.get(MINE, []) if i != booking.public_id),
    ]
    request.session[MINE] = mine[:REMEMBERED]
    return booking


@public_page
def done(request: ServiceRequest, public_id: str) -> HttpResponseBase:
    """The one kind page at the end. Another browser learns nothing, not even whether it exists."""
    return unlisted(_done(request, public_id))


def _done(request: ServiceRequest, public_id: str) -> HttpResponse:
    booking = _mine(request, public_id)
    if booking is None:
        return render(request, "events/elsewhere.html", status=404)
    if not booking.is_live:
        return _cancelled(request, booking, clock.now())
    shown = listing(public_id=booking.occurrence.public_id)
    now = clock.now()
    return render(
        request,
        "events/done.html",
        {
            **_about(booking, now),
            "sentence": _("We look forward to seeing you."),
            "told": told(booking, now),
            "directions": directions(shown),
            "reach": how_to_reach(booking.occurrence.branch),
            "tell": tell_a_friend(request, booking),
        },
    )


@link_page
def join(request: ServiceRequest, token: str) -> HttpResponse:
    """The party's own way in to an online event: a page with one button, from 30 minutes before the start."""
    now = clock.now()
    booking = booking_to_join(secret=token, now=now)
    context = _about(booking, now)
    if context["way_in"] is None:
        raise BookingNotFound
    return render(request, "events/join.html", context)


@link_page
def cancel(request: ServiceRequest, token: str) -> HttpResponse:
    """Behind the link of a message or the code of a letter: opening changes nothing, the button cancels."""
    now = clock.now()
    booking = my_booking_by_link(secret=token, now=now)
    # Several families may share a mailbox; a shared screen, as after booking, shows no name.
    return _cancel(request, booking, now, name=booking.name)


@public_page
def cancel_mine(request: ServiceRequest, public_id: str) -> HttpResponseBase:
    """The same for the browser that booked."""
    booking = _mine(request, public_id)
    if booking is None:
        return render(request, "events/elsewhere.html", status=404)
    return unlisted(_cancel(request, booking, clock.now()))


@public_page
def code(request: ServiceRequest) -> HttpResponseBase:
    """From the code in a letter to the booking."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            with guessing(CODES, request=request, now=now):
                my_booking_by_link(secret=form.cleaned_data["code"], now=now)
        except TooManyTries as refusal:
            form.add_error("code", str(refusal))
        except Refusal:
            form.add_error(
                "code",
                _("We don’t know this code. Check it with the letter; old codes stop working."),
            )
        else:
            return redirect("events:cancel", request.service.slug, form.cleaned_data["code"])
    return unlisted(render(request, "events/code.html", {"form": form}))


def _cancel(
    request: ServiceRequest, booking: Booking, now: datetime, *, name: str = ""
) -> HttpResponse:
    if request.method == "POST":
        cancel_booking(booking=booking, by=request.acting, now=now)
        return redirect(request.path)
    if not booking.is_live:
        return _cancelled(request, booking, now)
    over = booking.occurrence.ends_at <= now
    context = {**_about(booking, now), "over": over, "name": name}
    return render(request, "events/cancel.html", context)


def _cancelled(request: ServiceRequest, booking: Booking, now: datetime) -> HttpResponse:
    shown = listing(public_id=booking.occurrence.public_id)
    others = cards(other_dates(of=shown, now=now, limit=3), now=now)
    return render(request, "events/cancelled.html", {**_about(booking, now), "others": others})


def _mine(request: HttpRequest, public_id: str) -> Booking | None:
    if public_id not in request.session.get(MINE, []):
        return None
    try:
        return booking_by_public_id(public_id=public_id)
    except Refusal:
        return None


def _about(booking: Booking, now: datetime) -> dict[str, Any]:
    date = booking.occurrence
    return {
        "booking": booking,
        "occurrence": date,
        "event": date.event,
        "branch": date.branch,
        "where": where_of_event(date.event, date.branch),
        "way_in": way_in(booking=booking, now=now),
        "party": party_in_words(booking.adults, booking.children),
        "now": now,
    }


def told(booking: Booking, now: datetime) -> str:
    """How the message is on its way. The address itself is not repeated: screens are looked at."""
    if booking.untold:
        # Why is nobody's business who only knows the address.
        return _("Please write the day down: this time we don’t send you a message.")
    route = booking.contact.route if booking.contact else None
    match route:
        case Route.EMAIL:
            return _("An email with the details is on its way to you. It can take a few minutes.")
        case Route.SMS:
            return _("A text message with the details is on its way to you.")
        case Route.PHONE:
            return _("Somebody from the library will ring you to say that your places are kept.")
        case Route.LETTER if booking.occurrence.starts_at - now <= Route.LETTER.lead_time:
            return _(
                "The day is too near for a letter, so we don’t send one. Your places are kept: please write the day down."
            )
        case Route.LETTER:
            return _("A letter with the details is on its way to you. It takes 3 or 4 days.")
        case _:
            return _("The library has noted your booking.")


def tell_a_friend(request: HttpRequest, booking: Booking) -> str:
    """An email that somebody's own program opens: it says what is on, nothing about the booking."""
    date = booking.occurrence
    page = request.build_absolute_uri(
        reverse("events:occurrence", args=[booking.service.slug, date.public_id])
    )
    words = _("Shall we go to this at the library?")
    return "mailto:?" + urlencode(
        {"subject": str(date.event.title), "body": f"{words}\n{page}"}
    ).replace("+", "%20")
