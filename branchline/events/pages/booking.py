"""Book, see one's booking, cancel: without an account.

Who may see a booking: the browser that made it (a cookie says so), or whoever has the link of the
message or the code of the letter. Its public id alone opens nothing.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.design.square_codes import qr_svg
from branchline.core.errors import Refusal
from branchline.core.limits import CODES, TooManyTries, guessing
from branchline.core.links import LinkNotKnown
from branchline.core.pages import link_page, public_page, unlisted
from branchline.core.requests import ServiceRequest
from branchline.places.queries import how_to_reach

from ..actions import ask_for_places, cancel_booking, change_party
from ..errors import BookingNotFound
from ..feeds import calendar_of
from ..forms import BookForm, CodeForm, HowManyForm
from ..letters.about import before_in_words, party_in_words
from ..letters.at_door import check_in_address, code_in_words
from ..models import Booking, Occurrence, WaitingListEntry
from ..parts import card, cards, where_of_date
from ..queries import (
    booking_by_public_id,
    booking_in_calendar,
    booking_to_join,
    listing,
    my_booking_by_link,
    my_dates_by_link,
    my_group_by_link,
    my_term_by_link,
    my_waiting_by_link,
    occurrence_to_book,
    other_dates,
    way_in,
)
from .mine import mine, remember
from .occurrence import directions, listing_here, why_not
from .on_its_way import told


@public_page
def book(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One page: who is coming, who you are, how we may reach you."""
    now = clock.now()
    if request.method == "POST":
        date = occurrence_to_book(public_id=public_id)
        takes_groups = date.event.most_in_group is not None
        form = BookForm(request.POST, asking=date.event.asking, groups=takes_groups)
        got = _ask(request, form, date, now) if form.is_valid() else None
        if got is not None:
            there = redirect(_after(request, got, went=form.lost_them(got, date)))
            return remember(request, there, [got.public_id])
    # The listing is for reading: whoever gets their places needs none.
    shown = listing_here(request, public_id)
    if request.method != "POST":
        form = BookForm(asking=shown.asking)
    # Whoever wanted more than are left may wait for all of them instead.
    form.still_waits(full=shown.can_be_waited_for(now))
    waits = shown.can_be_waited_for(now) or form.too_few
    context = {
        "shown": shown, "card": card(shown, now=now), "now": now, "form": form, "waits": waits, "asks": shown.asks_until is not None,
        "takes_groups": shown.takes_groups(now), "asked_for": urlencode({name: form[name].value() or 0 for name in ("adults", "children")}),
    }  # fmt: skip
    if request.method != "POST" and not shown.can_be_booked(now) and not waits:
        context |= {
            "why_not": why_not(shown, now),
            "others": cards(other_dates(of=shown, now=now), now=now),
        }
        return render(request, "events/closed.html", context)
    return render(request, "events/book.html", context)


def _after(request: ServiceRequest, got: Booking | WaitingListEntry, *, went: bool) -> str:
    """Where whoever asked finds what they got. The address says that the places went while they wrote, so
    that a double click and a reload say it too."""
    page = "events:my_place" if isinstance(got, WaitingListEntry) else "events:done"
    return reverse(page, args=[request.service.slug, got.public_id]) + ("?went=yes" if went else "")


def _ask(
    request: ServiceRequest, form: BookForm, date: Occurrence, now: datetime
) -> Booking | WaitingListEntry | None:
    try:
        got = ask_for_places(
            occurrence=date,
            wish=form.wish(language=get_language() or "en", mine=mine(request)),
            takes_at_once=not form.cleaned_data["asks_first"],
            rather_waits=form.cleaned_data["rather_waits"],
            by=request.acting,
            now=now,
            key=form.cleaned_data["key"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return got


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
            "code": code_in_words(booking),
            "square": qr_svg(check_in_address(booking), _("Square code for the door")),
        },
    )


@link_page
def join(request: ServiceRequest, token: str) -> HttpResponse:
    """The party's own way in to an online event: a page with one button, from 30 minutes before the start."""
    now = clock.now()
    return _way_in(request, booking_to_join(secret=token, now=now), now)


@link_page
def join_from_calendar(request: ServiceRequest, token: str) -> HttpResponse:
    """The same behind the entry in their own calendar, which knows the calendar's link only."""
    now = clock.now()
    return _way_in(request, booking_in_calendar(secret=token, now=now), now)


def _way_in(request: ServiceRequest, booking: Booking, now: datetime) -> HttpResponse:
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
def calendar_mine(request: ServiceRequest, public_id: str) -> HttpResponseBase:
    """One's own booking as a file for a calendar, for the browser that booked."""
    booking = _mine(request, public_id)
    if booking is None:
        return render(request, "events/elsewhere.html", status=404)
    return unlisted(calendar_of(request, booking))


@public_page
def code(request: ServiceRequest) -> HttpResponseBase:
    """From the code in a letter to the booking."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            with guessing(CODES, request=request, now=now):
                page = _behind(form.cleaned_data["code"], now)
        except TooManyTries as refusal:
            form.add_error("code", str(refusal))
        except Refusal:
            form.add_error(
                "code",
                _("We don’t know this code. Check it with the letter; old codes stop working."),
            )
        else:
            return redirect(page, request.service.slug, form.cleaned_data["code"])
    return unlisted(render(request, "events/code.html", {"form": form}))


BEHIND = (
    ("events:cancel", my_booking_by_link),
    ("events:term", my_term_by_link),
    ("events:my_dates", my_dates_by_link),
    ("events:waiting", my_waiting_by_link),
    ("events:group", my_group_by_link),
)


def _behind(code: str, now: datetime) -> str:
    """The page to which a code leads: a booking, dates of a series, a place in the line, or a group."""
    for page, read in BEHIND:
        try:
            read(secret=code, now=now)
        except LinkNotKnown:
            continue
        return page
    raise LinkNotKnown


def _cancel(
    request: ServiceRequest, booking: Booking, now: datetime, *, name: str = ""
) -> HttpResponse:
    says_how_many = request.method == "POST" and "how_many" in request.POST
    how_many = HowManyForm(request.POST if says_how_many else None, booking=booking)
    if says_how_many and _said_how_many(request, booking, how_many, now):
        return redirect(request.path)
    if request.method == "POST" and not says_how_many:
        cancel_booking(booking=booking, by=request.acting, now=now)
        return redirect(request.path)
    if not booking.is_live:
        return _cancelled(request, booking, now)
    over = booking.occurrence.ends_at <= now
    context = {
        **_about(booking, now), "over": over, "before": before_in_words(booking, now=now), "name": name, "how_many": how_many, "form": how_many,
        "may_change_party": booking.occurrence.starts_at > now,
    }  # fmt: skip
    return render(request, "events/cancel.html", context)


def _said_how_many(
    request: ServiceRequest, booking: Booking, form: HowManyForm, now: datetime
) -> bool:
    if not form.is_valid():
        return False
    try:
        kept = change_party(
            booking=booking,
            adults=form.cleaned_data["adults"],
            children=form.cleaned_data["children"],
            by=request.acting,
            now=now,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    said = {"party": party_in_words(kept.adults, kept.children)}
    messages.success(request, _("Thank you. Your places are kept for %(party)s.") % said)
    return True


def _cancelled(request: ServiceRequest, booking: Booking, now: datetime) -> HttpResponse:
    shown = listing(public_id=booking.occurrence.public_id)
    others = cards(other_dates(of=shown, now=now, limit=3), now=now)
    return render(request, "events/cancelled.html", {**_about(booking, now), "others": others})


def _mine(request: HttpRequest, public_id: str) -> Booking | None:
    if public_id not in mine(request):
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
        "where": where_of_date(date),
        "way_in": way_in(booking=booking, now=now),
        "party": party_in_words(booking.adults, booking.children),
        "now": now,
    }


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
