"""One booking, for the calendar of whoever made it: it says by itself when the date is called off."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from branchline.core import clock
from branchline.core.pages import link_page
from branchline.core.requests import ServiceRequest

from ..letters.about import About, page
from ..models import Booking
from ..queries import booking_in_calendar, in_calendars, in_calendars_each
from .calendars import answer


@link_page
def booking_calendar(request: ServiceRequest, token: str) -> HttpResponse:
    """Behind the link of a message; fetched again and again by a calendar program."""
    booking = booking_in_calendar(secret=token, now=clock.now())
    way_in = page("events:join_from_calendar", request.service.slug, token)
    return calendar_of(
        request, booking, address=way_in if booking.occurrence.event.is_online else ""
    )


def calendar_of(request: HttpRequest, booking: Booking, *, address: str = "") -> HttpResponse:
    """The booking as it is now, under the UID of its date. `address`: what the entry leads to, else the date's page."""
    about = About(booking, get_language() or "en", clock.now())
    entry = about.entry(
        in_calendars(booking=booking), cancelled=not booking.is_live, address=address
    )
    return answer(
        request,
        [entry],
        name=about.title,
        file_name=booking.occurrence.public_id,
        shared=False,
    )


def calendar_of_term(
    request: HttpRequest, bookings: Sequence[Booking], *, public_id: str
) -> HttpResponse:
    """All dates of a term as one file; those that were left are marked so, and calendars take them out. Two queries."""
    language, now = get_language() or "en", clock.now()
    heard = in_calendars_each(bookings=bookings)
    entries = [
        About(booking, language, now).entry(heard[booking.pk], cancelled=not booking.is_live)
        for booking in bookings
        if booking.is_live or not heard[booking.pk].others_live
    ]
    title = About(bookings[0], language, now).title
    return answer(request, entries, name=title, file_name=public_id, shared=False)
