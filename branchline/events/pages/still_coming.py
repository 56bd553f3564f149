"""Still coming? Behind the link of the message from the day before: opening changes nothing, a press does."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from branchline.core import clock
from branchline.core.pages import link_page
from branchline.core.requests import ServiceRequest

from ..actions import cancel_booking, say_still_coming
from ..letters.about import party_in_words
from ..queries import booking_behind


@link_page
def still_coming(request: ServiceRequest, token: str) -> HttpResponse:
    """Yes, or no and somebody else can come."""
    now = clock.now()
    booking = booking_behind(secret=token, now=now)
    date = booking.occurrence
    if request.method == "POST" and booking.is_live and date.starts_at > now:
        if request.POST.get("answer") == "no":
            cancel_booking(booking=booking, by=request.acting, now=now)
        else:
            say_still_coming(booking=booking, by=request.acting, now=now)
        return redirect(request.path)
    context = {
        "booking": booking,
        "occurrence": date,
        "event": date.event,
        "branch": date.branch,
        "party": party_in_words(booking.adults, booking.children),
        "over": date.starts_at <= now,
        "now": now,
    }
    return render(request, "events/still_coming.html", context)
