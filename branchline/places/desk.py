"""Staff's pages: the service's libraries; hours, days and access of one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.core.words import said

from .actions import announce_days, change_access, change_hours, withdraw_days
from .forms import AccessForm, DaysForm, WeekForm
from .models import Branch, OpeningException
from .permits import CHANGE_BRANCH, SEE_BRANCHES
from .queries import branches_at_desk, unusual_days, usual_week


@desk_page(SEE_BRANCHES)
def libraries(request: ServiceRequest) -> HttpResponse:
    """All libraries of the service, with what is still missing for each."""
    context = {"rows": branches_at_desk(request.service)}
    return render(request, "places/desk/libraries.html", context)


@desk_page(SEE_BRANCHES)
def library(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One library as residents are told of it; announce days that differ."""
    branch = _branch(request, public_id)
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
                    because=said(**{_page_language(): data["because"]}),
                    by=request.acting,
                    now=now,
                )
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                messages.success(
                    request, _("Announced. Residents see it on the library’s page now.")
                )
                return redirect(_address(request, branch))
    context = {
        "branch": branch,
        "week": usual_week(branch),
        "unusual": unusual_days(branch, from_day=clock.in_london(now).date()),
        "access": branch.access(),
        "form": form,
        "may_change": may_change,
        **_way_back(request, branch),
    }
    return render(request, "places/desk/library.html", context)


@desk_page(CHANGE_BRANCH)
def hours(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The usual week."""
    branch = permitted(request, CHANGE_BRANCH, _branch(request, public_id))
    form = WeekForm(request.POST if request.method == "POST" else None, week=usual_week(branch))
    if request.method == "POST" and form.is_valid():
        try:
            change_hours(branch=branch, week=form.week(), by=request.acting, now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The usual hours are kept."))
            return redirect(_address(request, branch))
    return render(
        request,
        "places/desk/hours.html",
        {"branch": branch, "form": form, **_way_back(request, branch)},
    )


@desk_page(CHANGE_BRANCH)
def access(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What people need to know to get in."""
    branch = permitted(request, CHANGE_BRANCH, _branch(request, public_id))
    form = AccessForm(request.POST if request.method == "POST" else None, branch=branch)
    if request.method == "POST" and form.is_valid():
        change_access(
            branch=branch,
            facts=form.facts(),
            note=form.words(branch.access_note, _page_language()),
            by=request.acting,
            now=clock.now(),
        )
        messages.success(request, _("Kept. Residents see it on the library’s page now."))
        return redirect(_address(request, branch))
    return render(
        request,
        "places/desk/access.html",
        {"branch": branch, "form": form, **_way_back(request, branch)},
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
    return redirect(_address(request, exception.branch))


def _branch(request: ServiceRequest, public_id: str) -> Branch:
    branch = Branch.objects.filter(service=request.service, public_id=public_id[:20]).first()
    if branch is None:
        raise Http404
    return branch


def _address(request: ServiceRequest, branch: Branch) -> str:
    return reverse("places:desk_library", args=[request.service.slug, branch.public_id])


def _way_back(request: ServiceRequest, branch: Branch) -> dict[str, str]:
    return {
        "desk_libraries": reverse("places:desk_libraries", args=[request.service.slug]),
        "desk_library": _address(request, branch),
    }


def _page_language() -> str:
    return "cy" if (get_language() or "").startswith("cy") else "en"
