"""Phone calls: a worklist of people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions import leave_call, record_call, ring_now, take_call
from ..actions.hours import next_decent_hour
from ..forms import CallForm
from ..models import Outcome, PhoneCall
from ..permits import MAKE_CALLS
from ..queries import (
    call_named,
    caller_of,
    calls_later,
    calls_under_way,
    calls_waiting,
    counts,
    line,
    message_called,
    sender_here,
    told_in,
)
from .tabs import tabs


@desk_page(MAKE_CALLS)
def calls(request: ServiceRequest) -> HttpResponse:
    """Whom to ring now, who is being rung, who is to be rung later."""
    now = clock.now()
    decent = next_decent_hour(now, sender_here())
    context = {
        "tabs": tabs(request, "calls", counts(now=now)),
        "waiting": calls_waiting(now=now),
        "under_way": [
            (call, call.caller == caller_of(request.acting)) for call in calls_under_way()
        ],
        "later": calls_later(now=now),
        "quiet_until": decent if decent > now else None,
    }
    return render(request, "messages/desk/calls.html", context)


@desk_page(MAKE_CALLS)
def take(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Take a person, so that no colleague rings them. `public_id` is a message that waits for them."""
    slug = request.service.slug
    found = permitted(request, MAKE_CALLS, message_called(public_id))
    if request.method != "POST":
        return redirect("messages:calls", slug)
    try:
        call = take_call(message=found.public_id, by=request.acting, now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("messages:calls", slug)
    if call is None:
        words = _("No need to ring: it is no longer true, too late or not wanted.")
        messages.success(request, words)
        return redirect("messages:calls", slug)
    return redirect("messages:call", slug, call.public_id)


@desk_page(MAKE_CALLS)
def call(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What to say, the number, and how it went."""
    found = permitted(request, MAKE_CALLS, call_named(public_id))
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _write_down(request, found, form):
        messages.success(request, _("Thank you. It is written down."))
        return redirect("messages:calls", request.service.slug)
    told = told_in(found)
    context = {
        "call": found,
        "mine": found.caller == caller_of(request.acting),
        "told": [(line(each.message), each.message.text.split("\n\n")) for each in told],
        "needs": next((each.message.needs for each in told if each.message.needs), ""),
        "outcome": told[0].get_outcome_display() if told and found.ended_at else "",
        "form": form,
    }
    return render(request, "messages/desk/call.html", context)


def _write_down(request: ServiceRequest, found: PhoneCall, form: CallForm) -> bool:
    try:
        record_call(
            call=found.public_id,
            outcome=Outcome(form.cleaned_data["outcome"]),
            note=form.cleaned_data["note"],
            again_at=form.again(),
            by=request.acting,
            now=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


@desk_page(MAKE_CALLS)
def leave(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Not rung after all."""
    found = permitted(request, MAKE_CALLS, call_named(public_id))
    if request.method == "POST":
        try:
            leave_call(call=found.public_id, by=request.acting, now=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("They are back on the list."))
    return redirect("messages:calls", request.service.slug)


@desk_page(MAKE_CALLS)
def ring_sooner(request: ServiceRequest, public_id: str) -> HttpResponse:
    """To be rung later, and now after all. `public_id` is a message that waits for them."""
    found = permitted(request, MAKE_CALLS, message_called(public_id))
    if request.method == "POST":
        ring_now(message=found.public_id, by=request.acting, now=clock.now())
        messages.success(request, _("They are on the list of whom to ring now."))
    return redirect("messages:calls", request.service.slug)
