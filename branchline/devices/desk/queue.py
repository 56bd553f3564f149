"""The queues: which there are, and who is next in one, and why."""

from django.http import HttpResponse
from django.shortcuts import render

from branchline.core import clock
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from .. import queries
from ..errors import NoSuchRequest
from ..models import Kind
from ..permits import HANDLE_REQUESTS
from .stock import perhaps_chosen
from .tabs import tabs


@desk_page(HANDLE_REQUESTS)
def queues(request: ServiceRequest) -> HttpResponse:
    """Each kind at each library, in numbers."""
    context = {
        "queues": queries.queues_here(request.holdings, today=clock.today()),
        "tabs": tabs(request, "desk_queues"),
    }
    return render(request, "devices/desk/queues.html", context)


@desk_page(HANDLE_REQUESTS)
def queue(request: ServiceRequest, kind: str, library: str) -> HttpResponse:
    """One: who waits with number and reason, and for whom a device is held. Names are those of this library’s people."""
    branch = perhaps_chosen(queries.branches_to_choose(request.service), library)
    if branch is None or kind not in Kind.values:
        raise NoSuchRequest
    line, held = queries.line_of(kind, branch), queries.held_for(kind, branch)
    for each in [*held, *(place.request for place in line)][:1]:
        permitted(request, HANDLE_REQUESTS, each)
    if not line and not held:
        raise NoSuchRequest
    context = {
        "kind": Kind(kind),
        "branch": branch,
        "line": line,
        "held": held,
        "free": queries.free_at(kind, branch, today=clock.today()),
    }
    return render(request, "devices/desk/queue.html", context)
