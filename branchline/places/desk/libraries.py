"""Staff's pages: the service's libraries; hours, days and access of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.core.rooms import StillOn, rooms
from branchline.core.words import said
from branchline.places.actions import announce_days, change_access, change_hours, withdraw_days
from branchline.places.forms import AccessForm, DaysForm, WeekForm
from branchline.places.models import Branch, Kind, OpeningException
from branchline.places.permits import CHANGE_BRANCH, KEEP_LIBRARIES, SEE_BRANCHES
from branchline.places.queries import (
    branches_at_desk,
    changes_of,
    differences,
    drafts_of,
    how_to_reach,
    seasons_of,
    unusual_days,
    usual_week,
)

from .showing import address_of, branch_here, page_language, way_back


@desk_page(SEE_BRANCHES)
def libraries(request: ServiceRequest) -> HttpResponse:
    """All libraries of the service, with what is still missing for each."""
    context = {
        "rows": branches_at_desk(request.service),
        "may_keep": KEEP_LIBRARIES.allows(request.holdings),
        "drafts": len(drafts_of(request.service)),
    }
    return render(request, "places/desk/libraries.html", context)


@desk_page(SEE_BRANCHES)
def library(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One library as residents are told of it; announce days that differ."""
    branch = branch_here(request, public_id)
    now = clock.now()
    may_change = CHANGE_BRANCH.allows(request.holdings, branch)
    form = DaysForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        permitted(request, CHANGE_BRANCH, branch)
        if form.is_valid():
            data = form.cleaned_data
            try:
                announce_days(
                    branch=branch,
                    first_day=data["first_day"],
                    last_day=data["last_day"],
                    opens=data["opens"],
                    closes=data["closes"],
                    because=said(**{page_language(): data["because"]}),
                    by=request.acting,
                    now=now,
                )
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                messages.success(
                    request, _("Announced. Residents see it on the library’s page now.")
                )
                return redirect(address_of(request, branch))
    unusual = unusual_days(branch, from_day=clock.in_london(now).date())
    context = {
        "branch": branch,
        "week": usual_week(branch),
        "unusual": unusual,
        "still_on": _still_on(branch, unusual),
        "access": branch.access(),
        "unknown": [str(label) for label, value in branch.access() if value is None],
        "form": form,
        "may_change": may_change,
        "may_keep": KEEP_LIBRARIES.allows(request.holdings, branch),
        "reach": how_to_reach(branch),
        "seasons": seasons_of(branch, from_day=clock.in_london(now).date()),
        "mobile": branch.kind == Kind.MOBILE,
        "stops": list(branch.stops.all()) if branch.kind == Kind.MOBILE else [],
        "differing": differences(branch),
        "changes": changes_of(branch),
        **way_back(request, branch),
    }
    return render(request, "places/desk/library.html", context)


def _still_on(branch: Branch, unusual: Sequence[OpeningException]) -> list[StillOn]:
    """What the rooms above have on while it is closed: nobody else would notice."""
    days = [(day.first_day, day.last_day) for day in unusual if day.closed]
    if branch.closed_on:
        days.append((branch.closed_on, date.max))
    return [s for room in rooms() for s in room.still_on(branch_id=branch.pk, days=days)]


@desk_page(CHANGE_BRANCH)
def hours(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The usual week."""
    branch = permitted(request, CHANGE_BRANCH, branch_here(request, public_id))
    form = WeekForm(request.POST if request.method == "POST" else None, week=usual_week(branch))
    if request.method == "POST" and form.is_valid():
        try:
            change_hours(branch=branch, week=form.week(), by=request.acting, now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The usual hours are kept."))
            return redirect(address_of(request, branch))
    return render(
        request,
        "places/desk/hours.html",
        {"branch": branch, "form": form, **way_back(request, branch)},
    )


@desk_page(CHANGE_BRANCH)
def access(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What people need to know to get in."""
    branch = permitted(request, CHANGE_BRANCH, branch_here(request, public_id))
    form = AccessForm(request.POST if request.method == "POST" else None, branch=branch)
    if request.method == "POST" and form.is_valid():
        change_access(
            branch=branch,
            facts=form.facts(),
            note=form.words(branch.access_note, page_language()),
            by=request.acting,
            now=clock.now(),
        )
        messages.success(request, _("Kept. Residents see it on the library’s page now."))
        return redirect(address_of(request, branch))
    return render(
        request,
        "places/desk/access.html",
        {"branch": branch, "form": form, **way_back(request, branch)},
    )


@desk_page(CHANGE_BRANCH)
@require_POST
def withdraw(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Take announced days back."""
    rows = OpeningException.objects.filter(service=request.service).select_related("branch")
    exception: Any = rows.filter(public_id=public_id[:20]).first()
    if exception is None:
        raise Http404
    permitted(request, CHANGE_BRANCH, exception.branch)
    withdraw_days(exception=exception, by=request.acting, now=clock.now())
    messages.success(request, _("Taken back. These days are as usual again."))
    return redirect(address_of(request, exception.branch))
