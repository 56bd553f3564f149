"""Desk: a worker's own week and absences."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branchline.core import clock
from branchline.core.pages import desk_page, permitted
from branchline.people import actions, permits, queries
from branchline.people.models import Absence, Worker

from .worker_steps import away_form, page_of_worker, times_shown, week_form

FORM = ["GET", "HEAD", "POST"]


@desk_page(permits.MY_TIMES)
@require_safe
def my_times(request: Any) -> HttpResponse:
    """My week, and when I am away."""
    found = queries.worker_of(request.acting)
    context = {"worker": found, **(times_shown(found) if found else {})}
    return render(request, "people/desk/workers/my_times.html", context)


@desk_page(permits.MY_TIMES)
@require_http_methods(FORM)
def my_week(request: Any) -> HttpResponse:
    """When I work."""
    return week_form(request, _myself(request), _my_page(request))


@desk_page(permits.MY_TIMES)
@require_http_methods(FORM)
def my_absence(request: Any) -> HttpResponse:
    """I will be away."""
    return away_form(request, _myself(request), _my_page(request))


@desk_page(permits.MY_TIMES)
@require_POST
def back_again(request: Any, public_id: str) -> HttpResponse:
    """Somebody is back from today on: their own absence, or for a manager anybody's."""
    found = Absence.objects.filter(public_id=public_id).select_related("worker").first()
    if found is None:
        raise Http404
    mine = queries.worker_of(request.acting) == found.worker
    if not mine:
        permitted(request, permits.MANAGE_WORKERS, found.worker)
    actions.end_absence(absence=found, until=clock.today(), by=request.acting, now=clock.now())
    messages.success(request, _("Noted: back from today on."))
    address, _words = _my_page(request) if mine else page_of_worker(request, found.worker)
    return redirect(address)


def _myself(request: Any) -> Worker:
    found = queries.worker_of(request.acting)
    if found is None:
        raise Http404
    return found


def _my_page(request: Any) -> tuple[str, str]:
    return reverse("people:my_times", args=[request.service.slug]), _("My times")
