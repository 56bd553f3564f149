"""A new event in under a minute, changing one, publishing a draft."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.queries import staff_here
from branchline.places.models import Branch
from branchline.places.queries import branches_of

from ..actions import Put, change_event, check_timing, create_event, publish_event
from ..forms import EventForm
from ..models import Event
from ..permits import CREATE_EVENTS
from ..queries import event_by_public_id, occurrences_of, templates
from .elsewhere import of_another_place, put_in_words
from .guests import say_moved_up
from .previewing import preview_of
from .warning import warnings_of


@dataclass(frozen=True)
class _At:
    """A branch, as permits ask for it."""

    service_id: int
    branch_id: int


@desk_page(CREATE_EVENTS)
def new(request: ServiceRequest) -> HttpResponse:
    """Create an event: published at once, or kept as a draft."""
    now = clock.now()
    branches = my_branches(request)
    form = EventForm(
        request.POST if request.method == "POST" else None,
        branches=_choices(branches),
        staff=staff_here(today=clock.in_london(now).date()),
        initial=_like(request),
    )
    preview = None
    if request.method == "POST" and _is_sound(form, now):
        if request.POST.get("then") == "preview":
            preview = preview_of(form, _chosen(branches, form), now)
        elif (event := _create(request, form, branches, now)) is not None:
            return to_first_date(request, event)
    context = {
        "form": form,
        "heading": _("New event"),
        "preview": preview,
        "templates": templates(visible=CREATE_EVENTS.visible(request.holdings)),
        "now": now,
    }
    return render(request, "events/desk/new.html", context)


def _is_sound(form: EventForm, now: datetime) -> bool:
    """Whether the form can be read. If not, what is wrong with its dates is said in the same breath."""
    if form.is_valid():
        return True
    if form.says_when:
        try:
            check_timing(form.timing(), now=now)
        except Refusal as refusal:
            form.refuse(refusal)
    return False


def _chosen(branches: list[Branch], form: EventForm) -> Branch:
    return next(b for b in branches if b.public_id == form.cleaned_data["branch"])


def _like(request: ServiceRequest) -> dict[str, Any]:
    """What another event says, for one like it on days of its own."""
    if not (public_id := request.GET.get("like")):
        return {}
    event = permitted(request, CREATE_EVENTS, event_by_public_id(public_id=public_id[:20]))
    return {**EventForm.filled_with(event), "day": None, "until": None}


def _create(
    request: ServiceRequest, form: EventForm, branches: list[Branch], now: datetime
) -> Event | None:
    branch = _chosen(branches, form)
    timing = form.timing()
    try:
        event = create_event(
            branch=branch,
            details=form.details(),
            timing=timing,
            by=request.acting,
            now=now,
            key=form.cleaned_data["key"],
        )
        if request.POST.get("then") == "publish":
            event = publish_event(event=event, by=request.acting, now=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    _say_what_happened(request, event, len(list(timing.days())))
    for words in warnings_of(
        details=event.details, timing=timing, branch=branch, now=now, leaving_out=event
    ):
        messages.warning(request, words)
    return event


def _say_what_happened(request: ServiceRequest, event: Event, dates: int) -> None:
    if event.is_draft:
        words = ngettext(
            "Saved as a draft with %(n)s date. Nobody outside the desk sees it yet.",
            "Saved as a draft with %(n)s dates. Nobody outside the desk sees it yet.",
            dates,
        )
    else:
        words = ngettext(
            "Published with %(n)s date. People nearby can find it now.",
            "Published with %(n)s dates. People nearby can find it now.",
            dates,
        )
    messages.success(request, words % {"n": dates})


@desk_page(CREATE_EVENTS)
def change(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Put an event right. Published dates stay on their days; another place is told to everybody who booked."""
    now = clock.now()
    event = permitted(request, CREATE_EVENTS, event_by_public_id(public_id=public_id))
    branches = my_branches(request)
    form = EventForm(
        request.POST if request.method == "POST" else None,
        branches=_choices(branches),
        staff=staff_here(today=clock.in_london(now).date()),
        dates_stay=not event.is_draft,
        initial=EventForm.filled_with(event),
    )
    asks = None
    if request.method == "POST" and form.is_valid():
        branch = _chosen(branches, form)
        asks = of_another_place(request, event, form.details(), branch, now)
        if asks is None and (put := _put(request, event, form, branch, now)) is not None:
            messages.success(request, put_in_words(put))
            say_moved_up(request, put.moved_up)
            return to_first_date(request, event)
    context = {"form": form, "heading": _("Change this event"), "event": event, "unsure": asks}
    return render(request, "events/desk/new.html", context)


def _put(
    request: ServiceRequest, event: Event, form: EventForm, branch: Branch, now: datetime
) -> Put | None:
    try:
        return change_event(
            event=event,
            details=form.details(),
            timing=form.timing() if event.is_draft else None,
            branch=branch,
            by=request.acting,
            now=now,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None


@desk_page(CREATE_EVENTS)
def publish(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Show a draft to the public."""
    event = permitted(request, CREATE_EVENTS, event_by_public_id(public_id=public_id))
    if request.method == "POST":
        try:
            publish_event(event=event, by=request.acting, now=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Published. People nearby can find it now."))
    return to_first_date(request, event)


def to_first_date(request: ServiceRequest, event: Event) -> HttpResponse:
    """Back to the page of an event."""
    first = occurrences_of(event=event).first()
    if first is None:
        return redirect("events:desk_events", request.service.slug)
    return redirect("events:desk_date", request.service.slug, first.public_id)


def my_branches(request: ServiceRequest) -> list[Branch]:
    """The branches where this person may make events."""
    service: Any = request.service
    return [
        branch
        for branch in branches_of(service)
        if CREATE_EVENTS.allows(request.holdings, _At(service.pk, branch.pk))
    ]


def _choices(branches: list[Branch]) -> list[tuple[str, str]]:
    return [(branch.public_id, str(branch.name)) for branch in branches]
