"""Coordinators: who rings whom this week, what is missing for it, and what a caller who is away hands over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_reads
from branchline.people.queries import worker_at

from .. import actions, queries
from ..permits import MANAGE_ROUNDS, SEE_ROUNDS

NEXT = "next"


@desk_page(MANAGE_ROUNDS)
def rota(request: ServiceRequest) -> HttpResponse:
    """This week's, or with ?week=next the coming one's; plan it, plan it again, give it out."""
    by, now = request.acting, clock.now()
    ahead = request.GET.get("week") == NEXT
    monday = queries.monday_of(now, ahead=1 if ahead else 0)
    found = queries.rota_of(monday, caller=request.GET.get("caller", ""))
    if request.method == "POST":
        match request.POST.get("do", ""):
            case "plan":
                actions.plan_week(monday=monday, service=request.service, by=by, now=now)
                messages.success(request, _("The week is planned."))
            case "give_out" if found is not None:
                actions.give_out_week(week=found.week, by=by, now=now)
                messages.success(
                    request, _("Callers see their week now, and the queue goes by it.")
                )
        here = reverse("calls:desk_rota", args=[request.service.slug])
        return redirect(f"{here}?week={NEXT}" if ahead else here)
    context = {
        "rota": found,
        "monday": monday,
        "ahead": ahead,
        "away": queries.away_in(monday),
    }
    return render(request, "calls/desk/rota.html", context)


@desk_page(SEE_ROUNDS)
def handover(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Whom a caller rings, the last note for whoever comes next, and who that is."""
    worker, by, now = worker_at(public_id=public_id), request.acting, clock.now()
    rows = queries.handover_of(worker, now=now)
    note_reads(
        residents=[each.person.callee.resident_id for each in rows],
        page="calls:desk_handover",
        by=by,
        now=now,
    )
    return render(request, "calls/desk/handover.html", {"worker": worker, "rows": rows})
