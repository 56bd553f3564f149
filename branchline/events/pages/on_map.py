"""Where something is on: the libraries of a service on a map, with the list's filters."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from branchline.core import clock
from branchline.core.pages import public_page
from branchline.core.requests import ServiceRequest
from branchline.places.queries import authorities_of, ground_of

from ..forms.filters import Filters
from ..parts import map_of_libraries
from ..queries import Where, busy_libraries, place_typed


@public_page
def service_map(request: ServiceRequest) -> HttpResponse:
    """Each library with how much it has on, as a numbered dot and in the list beside it."""
    service, now = request.service, clock.now()
    filters = Filters.read(request.GET, today=clock.in_london(now).date())
    near = place_typed(filters.text)
    back = reverse("events:whats_on", args=[service.slug])
    found = busy_libraries(
        now=now,
        where=Where(service.pk, near=near),
        text=None if near else filters.text or None,
        **filters.query(),
    )
    ground = ground_of([council.code for council in authorities_of(service)])
    context = {
        "filters": filters,
        "path": reverse("events:map", args=[service.slug]),
        "map": map_of_libraries(
            found, ground=ground, list_of=lambda branch: filters.feed(back, branch=branch)
        ),
        "as_list": filters.feed(back),
        "clear": request.path if filters.narrowed else "",
        "now": now,
    }
    return render(request, "events/map.html", context)
