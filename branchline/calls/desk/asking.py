"""Coordinators: who asked for a friendly call, and on which round they come."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read
from branchline.referrals.models import How
from branchline.referrals.queries import said_beside, whose, why_of

from .. import actions, queries
from ..forms import TakeUpForm
from ..permits import MANAGE_ROUNDS


@desk_page(MANAGE_ROUNDS)
def asked(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One who asked, or was referred: who they are, and putting them on a round."""
    found = queries.asked_at(public_id=public_id)
    rounds = queries.rounds_at_work()
    sent = request.POST if request.method == "POST" else None
    form = TakeUpForm(
        sent,
        rounds=rounds,
        initial={"why": why_of(found), "matters": said_beside(found)},
    )
    by, now = request.acting, clock.now()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.take_up(
                referral=found, round_=next(each for each in rounds if each.public_id == given["round"]),
                why=given["why"], matters=given["matters"], heard=How(given["heard"]), by=by, now=now,
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("They are in the queue."))
            return redirect("calls:desk_person", request.service.slug, made.public_id)
    note_read(person=found.person, page="calls:desk_asked", by=by, now=now)
    context = {
        "asked": found,
        "why": why_of(found),
        "resident": whose(found),
        "form": form,
        "rounds": rounds,
    }
    return render(request, "calls/desk/asked.html", context)
