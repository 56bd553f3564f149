"""Phone calls: a worklist."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions import record_call, take_call
from ..actions.hours import next_decent_hour
from ..forms import CallForm
from ..models import Outcome
from ..permits import MAKE_CALLS
from ..queries import (
    also_waiting,
    calls_later,
    calls_under_way,
    calls_waiting,
    line,
    message_called,
    open_call,
    sender_here,
)
from .tabs import tabs


@desk_page(MAKE_CALLS)
def calls(request: ServiceRequest) -> HttpResponse:
    """Whom to ring now, who is being rung, who is to be rung later."""
    now = clock.now()
    decent = next_decent_hour(now, sender_here())
    context = {
        "tabs": tabs(request, "calls", now=now),
        "waiting": calls_waiting(now=now),
        "under_way": [(attempt, line(attempt.message)) for attempt in calls_under_way()],
        "later": calls_later(now=now),
        "quiet_until": decent if decent > now else None,
    }
    return render(request, "messages/desk/calls.html", context)


@desk_page(MAKE_CALLS)
def take(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Take a call, so that no colleague rings the same person."""
    slug = request.service.slug
    found = permitted(request, MAKE_CALLS, message_called(public_id))
    if request.method != "POST":
        return redirect("messages:calls", slug)
    try:
        attempt = take_call(message=found.public_id, by=request.acting, now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("messages:calls", slug)
    if attempt is None:
        messages.success(
            request, _("No need to ring: it is no longer true, too late or not wanted.")
        )
        return redirect("messages:calls", slug)
    return redirect("messages:call", slug, attempt.public_id)


@desk_page(MAKE_CALLS)
def call(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What to say, the number, and how it went."""
    attempt = permitted(request, MAKE_CALLS, open_call(public_id))
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            record_call(
                attempt=attempt.public_id,
                outcome=Outcome(form.cleaned_data["outcome"]),
                note=form.cleaned_data["note"],
                again_at=form.again(),
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Thank you. It is written down."))
            return redirect("messages:calls", request.service.slug)
    context = {
        "attempt": attempt,
        "line": line(attempt.message),
        "message": attempt.message,
        "paragraphs": attempt.message.text.split("\n\n"),
        "also": also_waiting(attempt.message),
        "form": form,
    }
    return render(request, "messages/desk/call.html", context)
