"""Surveys as a list; open a new one; close one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.places.models import Branch
from branchline.places.queries import branches_of

from ..actions import close_survey, open_survey
from ..data import newest
from ..forms import OpenForm
from ..models import Asked, Standing, Survey
from ..permits import OPEN_SURVEYS, SEE_SURVEYS
from ..queries import survey_by_public_id, survey_rows

TONES = {
    Standing.OPEN: "good",
    Standing.COMING: "soon",
    Standing.ENDED: "soon",
    Standing.CLOSED: "quiet",
}


@dataclass(frozen=True)
class _At:
    """Somewhere a survey could be opened."""

    service_id: int
    branch_id: int | None


@desk_page(SEE_SURVEYS)
def surveys(request: ServiceRequest) -> HttpResponse:
    """What is being asked, and what was."""
    closed = request.GET.get("show") == "closed"
    found = survey_rows(
        holdings=request.holdings,
        now=clock.now(),
        closed=closed,
        cursor=request.GET.get("after"),
    )
    here = reverse("surveys:desk", args=[request.service.slug])
    closed_page = f"{here}?show=closed"
    context = {
        "rows": [(row, TONES[row.standing]) for row in found.rows],
        "tabs": [
            {"title": _("Being asked"), "address": here, "current": not closed},
            {"title": _("Closed"), "address": closed_page, "current": closed},
        ],
        "closed": closed,
        "older": f"{here}?show={'closed' if closed else 'open'}&after={found.after}"
        if found.after
        else "",
        "newest": (closed_page if closed else here) if request.GET.get("after") else "",
        "may_open": OPEN_SURVEYS.allows(request.holdings),
    }
    return render(request, "surveys/desk/surveys.html", context)


@desk_page(OPEN_SURVEYS)
def new(request: ServiceRequest) -> HttpResponse:
    """Ask people: title, sets, where, how long."""
    branches = _where(request)
    choices = [
        (b.public_id if b else "", b.name if b else _("All our libraries")) for b in branches
    ]
    form = OpenForm(request.POST if request.method == "POST" else None, branches=choices)
    if request.method == "POST" and form.is_valid():
        made = _open(request, form, branches)
        if made is not None:
            messages.success(request, _("Open. People can answer now."))
            return redirect("surveys:desk_survey", request.service.slug, made.public_id)
    return render(request, "surveys/desk/new.html", {"form": form, "sets": newest()})


def _open(request: ServiceRequest, form: OpenForm, branches: list[Branch | None]) -> Survey | None:
    given, now = form.cleaned_data, clock.now()
    branch = next((b for b in branches if b and b.public_id == given["branch"]), None)
    if branch is None and None not in branches:
        form.add_error("branch", _("Choose one of these libraries."))
        return None
    try:
        return open_survey(
            title=form.titled,
            sets=given["sets"],
            branch=branch,
            asked_when=Asked(given["asked_when"]),
            closes_at=now + form.length if form.length else None,
            by=request.acting,
            now=now,
            key=given["key"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _where(request: ServiceRequest) -> list[Branch | None]:
    """Where this person may ask; None stands for all libraries together."""
    service: Any = request.service
    places: list[Branch | None] = [None, *branches_of(service)]
    return [
        branch
        for branch in places
        if OPEN_SURVEYS.allows(request.holdings, _At(service.pk, branch.pk if branch else None))
    ]


@desk_page(OPEN_SURVEYS)
def close(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Close for good: asked once."""
    survey = permitted(request, OPEN_SURVEYS, survey_by_public_id(public_id=public_id))
    if request.method == "POST":
        close_survey(survey=survey, by=request.acting, now=clock.now())
        messages.success(request, _("Closed. Nothing more comes in; the results stay."))
        return redirect("surveys:desk_survey", request.service.slug, survey.public_id)
    return render(request, "surveys/desk/close.html", {"survey": survey})
