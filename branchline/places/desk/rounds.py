"""Seasonal weeks, and the stops of a mobile library."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.idempotency import once
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.places.actions import add_stop, plan_season, remove_stop, withdraw_season
from branchline.places.forms import SeasonForm, StopForm
from branchline.places.models import Season, Stop
from branchline.places.permits import CHANGE_BRANCH
from branchline.places.queries import calendar_of, next_visits, usual_week, visits

from .showing import address_of, branch_here, one_form


@desk_page(CHANGE_BRANCH)
def add_season(request: ServiceRequest, public_id: str) -> HttpResponse:
    """A week that holds for a while instead of the usual one."""
    branch = permitted(request, CHANGE_BRANCH, branch_here(request, public_id))
    form = SeasonForm(request.POST if request.method == "POST" else None, week=usual_week(branch))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            plan_season(
                branch=branch,
                name=form.translated("name"),
                first_day=data["first_day"],
                last_day=data["last_day"],
                week=form.week(),
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept. Residents see it on the library’s page now."))
            return redirect(address_of(request, branch))
    return one_form(
        request, form, title=_("Hours for a while"), button=_("Keep these hours"), branch=branch,
        lede=_("Summer hours, school holidays, building work: another week from one day until another."),
        template="places/desk/season.html",
    )  # fmt: skip


@desk_page(CHANGE_BRANCH)
@require_POST
def drop_season(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The usual week holds again."""
    rows = Season.objects.filter(service=request.service).select_related("branch")
    season: Any = rows.filter(public_id=public_id[:20]).first()
    if season is None:
        raise Http404
    permitted(request, CHANGE_BRANCH, season.branch)
    withdraw_season(season=season, by=request.acting, now=clock.now())
    messages.success(request, _("Taken back. The usual hours hold again."))
    return redirect(address_of(request, season.branch))


@desk_page(CHANGE_BRANCH)
def stops(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Where a mobile library stops; add a stop."""
    branch = permitted(request, CHANGE_BRANCH, branch_here(request, public_id))
    now = clock.now()
    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            # What is refused takes the key back too: the same form may be sent again.
            with transaction.atomic():
                once(
                    key=data["key"],
                    action="places.add_stop",
                    now=now,
                    create=lambda: (
                        add_stop(
                            branch=branch,
                            name=form.translated("name"),
                            address=form.address(),
                            first_day=data["first_day"],
                            last_day=data["last_day"],
                            every_weeks=int(data["every_weeks"]),
                            opens=data["opens"],
                            closes=data["closes"],
                            by=request.acting,
                            now=now,
                        ).public_id
                    ),
                )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Added. Residents see when it comes next."))
            return redirect(request.path)
    calendar = calendar_of(branch, from_day=clock.in_london(now).date())
    coming = {v.stop.pk: v for v in next_visits(visits(branch, calendar, now=now))}
    return one_form(
        request,
        form,
        title=_("Stops of this mobile library"),
        button=_("Add this stop"),
        branch=branch,
        template="places/desk/stops.html",
        stops=[(stop, coming.get(stop.pk)) for stop in branch.stops.all()],
    )


@desk_page(CHANGE_BRANCH)
@require_POST
def drop_stop(request: ServiceRequest, public_id: str) -> HttpResponse:
    """It stops there no more."""
    rows = Stop.objects.filter(service=request.service).select_related("branch")
    stop: Any = rows.filter(public_id=public_id[:20]).first()
    if stop is None:
        raise Http404
    permitted(request, CHANGE_BRANCH, stop.branch)
    remove_stop(stop=stop, by=request.acting, now=clock.now())
    messages.success(request, _("Removed. It stops there no more."))
    return redirect("places:desk_stops", request.service.slug, stop.branch.public_id)
