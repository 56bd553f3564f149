"""Groups at the desk: who waits for an answer, one request with yes and no, putting a group down that asks here."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.acting import Channel
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.messages.models import Route
from branchline.people.actions.privacy import note_reads

from ..actions import approve_group, ask_for_a_group, decline_group, told_group, withdraw_group
from ..actions.answer_group import why_no_room
from ..forms import AnswerForm, DeskGroupForm
from ..letters.about import party_in_words
from ..models import GroupRequest, GroupState, Occurrence
from ..parts import places_in_words
from ..permits import ANSWER_GROUPS, BOOK_FOR_OTHERS, CREATE_EVENTS
from ..queries import group_by_public_id, groups_of, groups_waiting, not_reached, occurrence_at_desk
from .rows import reach_of
from .tabs import tabs

TONES = {
    GroupState.ASKED: "soon",
    GroupState.APPROVED: "good",
    GroupState.DECLINED: "plain",
    GroupState.WITHDRAWN: "quiet",
    GroupState.CLOSED: "quiet",
}


@dataclass(frozen=True)
class Asking:
    """A group in a list."""

    asked: GroupRequest
    name: str
    party: str
    status_words: str
    status_tone: str


def asking(asked: GroupRequest) -> Asking:
    """One row. A booking that was cancelled since says so."""
    state = GroupState(asked.state)
    words, tone = str(state.label), TONES[state]
    if asked.booking is not None and not asked.booking.is_live:
        words, tone = str(asked.booking.get_state_display()), "quiet"
    name = asked.group_name if asked.contact_id else _("Name removed")
    return Asking(asked, name, party_in_words(asked.adults, asked.children), words, tone)


def groups_at(request: ServiceRequest, found: Occurrence) -> list[Asking]:
    """Those of one date, for those who may answer them."""
    if not ANSWER_GROUPS.allows(request.holdings) or found.event.is_draft:
        return []
    rows = groups_of(occurrence=found)
    return [asking(row) for row in rows if ANSWER_GROUPS.allows(request.holdings, row)]


@desk_page(ANSWER_GROUPS)
def groups(request: ServiceRequest) -> HttpResponse:
    """Who waits for an answer at my branches, oldest first."""
    now = clock.now()
    rows = groups_waiting(visible=ANSWER_GROUPS.visible(request.holdings), now=now)
    context = {
        "tabs": tabs(request, current="groups", now=now),
        "rows": [asking(row) for row in rows],
        "now": now,
    }
    return render(request, "events/desk/groups.html", context)


@desk_page(ANSWER_GROUPS)
def group_of(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One request: what they need, whether there is room, yes or no."""
    now = clock.now()
    asked = permitted(request, ANSWER_GROUPS, group_by_public_id(public_id=public_id))
    if asked.contact:
        note_reads(contacts=[asked.contact], page="events:desk_group", by=request.acting, now=now)
    answers = request.method == "POST" and "also" not in request.POST
    form = AnswerForm(request.POST if answers else None)
    context: dict[str, Any] = {}
    if request.method == "POST" and (not answers or form.is_valid()):
        try:
            messages.success(
                request,
                _answer(request, asked, form, now) if answers else _also(request, asked, now),
            )
        except Refusal as refusal:
            context["refusal"] = refusal
            asked = group_by_public_id(public_id=public_id)
        else:
            return redirect("events:desk_group", request.service.slug, public_id)
    context |= {**_about(request, asked, now), "form": form}
    return render(request, "events/desk/group.html", context)


def _about(request: ServiceRequest, asked: GroupRequest, now: datetime) -> dict[str, Any]:
    date = asked.occurrence
    about = [each for each in (asked, asked.booking) if each is not None]
    route = asked.contact.route if asked.contact else ""
    return {
        "asked": asked,
        "row": asking(asked),
        "reach": reach_of(asked.contact),
        "by_hand": route in (Route.PHONE.value, Route.LETTER.value),
        "open": asked.is_waiting and date.starts_at > now,
        "why_no_room": why_no_room(asked, now=now) if asked.is_waiting else None,
        "untold": any(each.untold for each in about) or bool(not_reached(bookings=about)),
        "places": places_in_words(state=date.availability, left=date.left),
        "may_change": CREATE_EVENTS.allows(request.holdings, date.event),
        "occurrence": date,
        "event": date.event,
        "branch": date.branch,
        "now": now,
    }


def _answer(request: ServiceRequest, asked: GroupRequest, form: AnswerForm, now: datetime) -> str:
    """Yes or no, and the sentence to show."""
    by, name = request.acting, {"name": asked.group_name}
    words = form.sentence(asked.contact.language if asked.contact else "en")
    told = form.cleaned_data["told"]
    if form.says_yes:
        approve_group(asked=asked, words=words, told=told, by=by, now=now)
        return _("Places are kept for %(name)s.") % name
    decline_group(asked=asked, words=words, told=told, by=by, now=now)
    return _("%(name)s hears that it is a no this time.") % name


def _also(request: ServiceRequest, asked: GroupRequest, now: datetime) -> str:
    """They have been told, or don't ask any more."""
    by, name = request.acting, {"name": asked.group_name}
    if request.POST["also"] == "told":
        told_group(asked=asked, by=by, now=now)
        return _("Noted: %(name)s has been told.") % name
    if withdraw_group(asked=asked, by=by, now=now).state != GroupState.WITHDRAWN:
        return _("Nothing was changed: %(name)s has been answered meanwhile.") % name
    return _("%(name)s does not ask any more.") % name


@desk_page(BOOK_FOR_OTHERS)
def ask_group_for(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Put a group down that stands at the desk, phones or has written."""
    now = clock.now()
    found = permitted(request, BOOK_FOR_OTHERS, occurrence_at_desk(public_id=public_id))
    form = DeskGroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_for_a_group(
                occurrence=found,
                wish=form.wish(language=get_language() or "en"),
                by=replace(request.acting, channel=Channel(form.cleaned_data["channel"])),
                now=now,
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _say(request, asked)
            return redirect("events:desk_group", request.service.slug, asked.public_id)
    context = {
        "form": form,
        "occurrence": found,
        "event": found.event,
        "branch": found.branch,
        "places": places_in_words(state=found.availability, left=found.left),
        "now": now,
    }
    return render(request, "events/desk/group_ask.html", context)


def _say(request: ServiceRequest, asked: GroupRequest) -> None:
    name = {"name": asked.group_name}
    messages.success(request, _("%(name)s is put down. You can answer at once.") % name)
