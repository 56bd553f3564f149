"""Desk: workers, what was seen of them, when they work."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from branchline.core import clock
from branchline.core.errors import NotFound
from branchline.core.pages import desk_page, permitted
from branchline.people import actions, permits, queries
from branchline.people.forms.workers import (
    SeenForm,
    TimeForm,
    WorkerForm,
    worker_said,
)
from branchline.people.models import Account, CheckKind, Doing, Worker
from branchline.places.models import Branch

from .worker_steps import away_form, one_form, page_of_worker, times_shown, week_form

FORM = ["GET", "HEAD", "POST"]
LAST = 20
"""Rows of worked time that a page shows."""


@desk_page(permits.SEE_WORKERS)
@require_safe
def workers(request: Any) -> HttpResponse:
    """Who works with residents and whether they may today; managers also see why not, and what runs out."""
    context = {
        "workers": queries.workers_today(clock.now()),
        "manages": permits.MANAGE_WORKERS.allows(request.holdings),
        "today": clock.today(),
        "tab": "workers",
    }
    return render(request, "people/desk/workers/list.html", context)


@desk_page(permits.MANAGE_WORKERS)
@require_http_methods(FORM)
def new_worker(request: Any) -> HttpResponse:
    """Somebody begins."""
    form = WorkerForm(request.POST or None, **_choices(request))

    def do() -> str:
        made = actions.add_worker(**form.as_said(), by=request.acting, now=clock.now())
        return made.public_id

    back = reverse("people:workers", args=[request.service.slug])
    return one_form(
        request, form, do, title=_("Add a worker"), done=_("They are down as a worker now. Next: what was seen of them."),
        back=(back, _("Workers")),
    )  # fmt: skip


@desk_page(permits.MANAGE_WORKERS)
@require_safe
def worker(request: Any, public_id: str) -> HttpResponse:
    """Everything we hold of one worker."""
    found = _worker(request, public_id)
    today = clock.today()
    context = {
        "worker": found,
        "does": [
            (Doing(each).label, queries.may_work(found, doing=Doing(each), on=today))
            for each in found.doing
        ],
        "branches": list(found.branches.all()),
        "checks": found.checks.select_related("seen_by").order_by("-seen_on", "-pk"),
        "trainings": found.trainings.order_by("-done_on", "-pk"),
        "worked": found.worked.order_by("-day", "-pk")[:LAST],
        "today": today,
        **times_shown(found),
    }
    return render(request, "people/desk/workers/worker.html", context)


@desk_page(permits.MANAGE_WORKERS)
@require_http_methods(FORM)
def change_worker(request: Any, public_id: str) -> HttpResponse:
    """What is known of them."""
    found = _worker(request, public_id)
    form = WorkerForm(request.POST or None, initial=worker_said(found), **_choices(request))

    def do() -> None:
        actions.change_worker(
            worker=found, **form.as_said(), by=request.acting, now=clock.now()
        )  # fmt: skip

    return one_form(
        request, form, do, title=_("Change details"), back=page_of_worker(request, found)
    )


@desk_page(permits.MANAGE_WORKERS)
@require_http_methods(FORM)
def worker_seen(request: Any, public_id: str) -> HttpResponse:
    """A check was seen, or a training was done."""
    found = _worker(request, public_id)
    form = SeenForm(request.POST or None)

    def do() -> None:
        said, kind = form.cleaned_data, form.kind
        same = {"worker": found, "expires_on": said["expires_on"]}
        same |= {"by": request.acting, "now": clock.now()}
        if isinstance(kind, CheckKind):
            actions.note_check(kind=kind, seen_on=said["on"], **same)
        else:
            actions.note_training(kind=kind, done_on=said["on"], **same)

    return one_form(
        request, form, do, title=_("Note a check or a training"), back=page_of_worker(request, found),
        lede=_("Note that it was seen. Keep no copy, no number and nothing of what it says."),
    )  # fmt: skip


@desk_page(permits.MANAGE_WORKERS)
@require_http_methods(FORM)
def worker_week(request: Any, public_id: str) -> HttpResponse:
    """When they work."""
    found = _worker(request, public_id)
    return week_form(request, found, page_of_worker(request, found))


@desk_page(permits.MANAGE_WORKERS)
@require_http_methods(FORM)
def worker_away(request: Any, public_id: str) -> HttpResponse:
    """They will be away."""
    found = _worker(request, public_id)
    return away_form(request, found, page_of_worker(request, found))


@desk_page(permits.MANAGE_WORKERS)
@require_http_methods(FORM)
def worker_time(request: Any, public_id: str) -> HttpResponse:
    """Time that they gave."""
    found = _worker(request, public_id)
    form = TimeForm(request.POST or None)

    def do() -> str:
        said = form.cleaned_data
        made = actions.note_time(
            worker=found, day=said["day"], minutes=said["minutes"], doing=Doing(said["doing"]),
            by=request.acting, now=clock.now(),
        )  # fmt: skip
        return made.public_id

    return one_form(
        request, form, do, title=_("Note time given"), back=page_of_worker(request, found)
    )


@desk_page(permits.MANAGE_WORKERS)
@require_http_methods(FORM)
def end_worker(request: Any, public_id: str) -> HttpResponse:
    """They no longer work here: asked once."""
    found = _worker(request, public_id)
    if request.method == "POST":
        actions.end_worker(worker=found, by=request.acting, now=clock.now())
        ended = _("%(name)s no longer works with residents.")
        messages.success(request, ended % {"name": found.name})
        return redirect("people:workers", request.service.slug)
    return render(request, "people/desk/workers/end.html", {"worker": found})


def _worker(request: Any, public_id: str) -> Worker:
    try:
        found = queries.worker_at(public_id=public_id)
    except NotFound as missing:
        raise Http404 from missing
    kept: Worker = permitted(request, permits.MANAGE_WORKERS, found)
    return kept


def _choices(request: Any) -> dict[str, Any]:
    roles = permits.MY_TIMES.roles
    today = clock.today()
    held = queries.colleagues(holdings=request.holdings, today=today).filter(role__in=roles)
    accounts = Account.objects.filter(memberships__in=held.values("pk")).distinct().order_by("name")
    branches = Branch.objects.open().filter(service=request.service).order_by("name__en")
    return {"accounts": list(accounts), "branches": list(branches)}
