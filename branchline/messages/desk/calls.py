"""Phone calls: a worklist of people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.answering import Answering
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions import leave_call, record_answer, record_call, ring_now, take_call
from ..forms import NO, YES, CallForm
from ..models import Attempt, Outcome, PhoneCall
from ..permits import MAKE_CALLS
from ..queries import (
    answering,
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
from ..queries.hours import next_decent_hour
from .tabs import tabs


@desk_page(MAKE_CALLS)
def calls(request: ServiceRequest) -> HttpResponse:
    """Whom to ring now, who is being rung, who is to be rung later."""
    now = clock.now()
    mine = MAKE_CALLS.visible(request.holdings)
    decent = next_decent_hour(now, sender_here())
    context = {
        "tabs": tabs(request, "calls", counts(now=now)),
        "waiting": calls_waiting(now=now, within=mine),
        "under_way": [
            (call, call.caller == caller_of(request.acting))
            for call in calls_under_way(within=mine)
        ],
        "later": calls_later(now=now, within=mine),
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
        mine = MAKE_CALLS.visible(request.holdings)
        call = take_call(message=found.public_id, within=mine, by=request.acting, now=clock.now())
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
    found, told = _within_reach(request, public_id)
    asked = [] if found.ended_at else _asked(request, told)
    form = CallForm(request.POST if request.method == "POST" else None, asks=len(asked) == 1)
    if request.method == "POST" and form.is_valid() and _write_down(request, found, form, asked):
        messages.success(request, _("Thank you. It is written down."))
        return redirect("messages:calls", request.service.slug)
    context = {
        "call": found,
        "mine": found.caller == caller_of(request.acting),
        "told": [(line(each.message), each.message.text.split("\n\n")) for each in told],
        "needs": next((each.message.needs for each in told if each.message.needs), ""),
        "outcome": told[0].get_outcome_display() if told and found.ended_at else "",
        "asked": [
            reverse(asks.page, args=[request.service.slug, attempt.message.reference])
            for attempt, asks in asked
        ],
        "form": form,
    }
    return render(request, "messages/desk/call.html", context)


def _within_reach(request: ServiceRequest, public_id: str) -> tuple[PhoneCall, list[Attempt]]:
    """A call, and what it tells; of a colleague in another branch nothing is here."""
    found = call_named(public_id)
    told = told_in(found)
    for attempt in told:
        permitted(request, MAKE_CALLS, attempt.message)
    return found, told


def _asked(request: ServiceRequest, told: list[Attempt]) -> list[tuple[Attempt, Answering]]:
    """To what of it they can say yes or no, as far as this caller may write it down."""
    asks = [(attempt, answering(attempt.message.letter)) for attempt in told]
    return [
        (attempt, each)
        for attempt, each in asks
        if each is not None
        and each.permit.allows(request.holdings, each.find(attempt.message.reference))
    ]


def _write_down(
    request: ServiceRequest,
    found: PhoneCall,
    form: CallForm,
    asked: list[tuple[Attempt, Answering]],
) -> bool:
    said, now = form.cleaned_data["outcome"], clock.now()
    try:
        if said in (YES, NO):
            [(told, asks)] = asked
            note = form.cleaned_data["note"]
            record_answer(
                told=told, asked=asks, yes=said == YES, note=note, by=request.acting, now=now
            )
            return True
        record_call(
            call=found.public_id,
            outcome=Outcome(said),
            note=form.cleaned_data["note"],
            again_at=form.again(),
            by=request.acting,
            now=now,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


@desk_page(MAKE_CALLS)
def leave(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Not rung after all."""
    found, _told = _within_reach(request, public_id)
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
        mine = MAKE_CALLS.visible(request.holdings)
        ring_now(message=found.public_id, within=mine, by=request.acting, now=clock.now())
        messages.success(request, _("They are on the list of whom to ring now."))
    return redirect("messages:calls", request.service.slug)
