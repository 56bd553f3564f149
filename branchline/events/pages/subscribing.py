"""How to have what is on in one's own calendar: an address to subscribe to, and what to press."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import link_page, public_page
from branchline.core.requests import ServiceRequest
from branchline.places.models import Branch

from ..forms.filters import Filters
from ..queries import booking_in_calendar, series


@public_page
def subscribe(request: ServiceRequest) -> HttpResponse:
    """To everything of a service, to what a list shows (its filters stand in the address), or to one event."""
    service = request.service
    back = reverse("events:whats_on", args=[service.slug])
    if event := request.GET.get("event", ""):
        found = series(event_public_id=event, service_id=service.pk)
        feed = reverse("events:series_calendar", args=[service.slug, event])
        date = reverse("events:occurrence", args=[service.slug, found.dates[-1].public_id])
        what = [str(found.event.title), str(found.event.branch.name)]
        return _page(request, feed, what=what, back=date)
    filters = Filters.read(request.GET, today=clock.in_london(clock.now()).date())
    branch = Branch.objects.filter(
        service=service, public_id=request.GET.get("branch", "")[:10]
    ).first()
    words = {"branch": branch.public_id} if branch else {}
    feed = reverse("events:calendar", args=[service.slug])
    return _page(
        request,
        filters.feed(feed, **words),
        what=[str(branch.name) if branch else _("All libraries"), *filters.said()],
        back=filters.feed(back, **words),
        atom=filters.feed(reverse("events:atom", args=[service.slug]), **words),
    )


@link_page
def subscribe_to_booking(request: ServiceRequest, token: str) -> HttpResponse:
    """Behind the link of a message: one's own booking in one's own calendar."""
    booking = booking_in_calendar(secret=token, now=clock.now())
    feed = reverse("events:booking_calendar", args=[request.service.slug, token])
    date = booking.occurrence
    back = reverse("events:occurrence", args=[request.service.slug, date.public_id])
    return _page(request, feed, what=[str(date.event.title), str(date.branch.name)], back=back)


def _page(
    request: HttpRequest, feed: str, *, what: list[str], back: str, atom: str = ""
) -> HttpResponse:
    full = request.build_absolute_uri(feed)
    context = {
        "what": what,
        "address": full,
        "webcal": "webcal:" + full.partition(":")[2],
        "feed": feed,
        "back": back,
        "atom": atom,
    }
    return render(request, "events/subscribe.html", context)
