"""After a call: what came of it, and a moment for the caller. None of these pages takes a call by itself."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render

from branchline.concerns.models import Urgency
from branchline.concerns.queries import duty_numbers
from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.queries import worker_of

from .. import actions, queries
from ..errors import NoSuchCall
from ..permits import MAKE_CALLS
from .calling import kept_on_device, me

READABLE_FOR = timedelta(days=1)
"""Callers see those whom they ring: what they wrote of others is not to be looked up by an address of last week."""


@desk_page(MAKE_CALLS)
def done(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What was saved, in words, and what next. One tap says that it was hard."""
    worker = worker_of(request.acting)
    if worker is None:
        raise NoSuchCall
    attempt = queries.attempt_of(worker, public_id=public_id)
    if attempt.ended_at < clock.now() - READABLE_FOR:
        return redirect("calls:desk", request.service.slug)
    request.about_resident = attempt.person.callee.resident  # for the link that raises a concern
    if request.method == "POST":
        actions.note_hard(attempt=attempt, by=request.acting, now=clock.now())
        return redirect("calls:desk_done", request.service.slug, public_id)
    actor = request.acting.actor
    after = queries.after_call(attempt, account=actor.id if actor else None)
    worries = after.concern is not None
    context = {
        "after": after,
        "attempt": attempt,
        "mine": after.usual is not None and after.usual.pk == worker.pk,
        "danger": after.concern is not None and after.concern.urgency == Urgency.NOW,
        "numbers": duty_numbers(now=clock.now()) if worries else [],
        "draft": kept_on_device(worker),
    }
    return render(request, "calls/desk/done.html", context)


@desk_page(MAKE_CALLS)
def rest(request: ServiceRequest) -> HttpResponse:
    """Nobody is given to whoever rests: a call comes when it is asked for."""
    return render(request, "calls/desk/rest.html", {"draft": kept_on_device(me(request))})


@desk_page(MAKE_CALLS)
def over(request: ServiceRequest) -> HttpResponse:
    """Done for today: what it came to, when they ring next, and the way out of a telephone that others use too."""
    worker, at = me(request), clock.now()
    context = {
        "worker": worker,
        "lease": queries.lease_of(worker),
        "day": queries.day_of(worker, now=at),
        "week": queries.week_of(worker, now=at)[:1],
        "draft": kept_on_device(worker),
    }
    return render(request, "calls/desk/over.html", context)
