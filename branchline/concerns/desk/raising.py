"""Raise a concern from any page, and what happens next."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.models import Resident
from branchline.people.permits import SEE_RESIDENTS
from branchline.people.queries import resident_by_public_id, resident_now

from ..actions import raise_concern
from ..actions.by_whom import account_of
from ..forms import RaiseForm
from ..models import Urgency
from ..permits import RAISE_CONCERNS
from ..queries import duty_numbers, office_here, received


@desk_page(RAISE_CONCERNS)
def raise_one(request: ServiceRequest) -> HttpResponse:
    """One short form. The person and the page it comes from travel along."""
    given: Any = request.POST if request.method == "POST" else request.GET
    resident = _about(str(given.get("about", "")))
    if request.method == "POST":
        form = RaiseForm(request.POST, about_known=resident is not None)
        if form.is_valid():
            made = _raise(request, form, resident)
            if made:
                return redirect("concerns:desk_received", request.service.slug, made)
    else:
        initial = {
            "about": resident.public_id if resident else "",
            "link_name": request.GET.get("page", "")[:60],
            "link_key": request.GET.get("of", "")[:40],
        }
        form = RaiseForm(initial=initial, about_known=resident is not None)
    context = {
        "form": form,
        "about": _called(request, resident),
        "numbers": duty_numbers(now=clock.now()),
    }
    return render(request, "concerns/desk/raise.html", context)


def _raise(request: ServiceRequest, form: RaiseForm, resident: Resident | None) -> str:
    given, said = form.cleaned_data, form.said
    link = (given["link_name"], given["link_key"]) if given["link_name"] else None
    try:
        concern = raise_concern(
            **said,
            resident=None if said["about_words"] else resident,
            branch=request.device.branch if request.device else None,
            link=link,
            by=request.acting,
            now=clock.now(),
            key=given["key"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return ""
    return concern.public_id


@desk_page(RAISE_CONCERNS)
def received_one(request: ServiceRequest, public_id: str) -> HttpResponse:
    """After sending: what happens next, and whom to ring. Only for whoever raised it."""
    found = received(public_id=public_id, account=account_of(request.acting))
    if found is None:
        raise Http404
    now = clock.now()
    context = {
        "concern": found,
        "danger": found.urgency == Urgency.NOW,
        "numbers": duty_numbers(now=now),
        "open_now": office_here().is_open(now),
    }
    return render(request, "concerns/desk/received.html", context)


def _about(public_id: str) -> Resident | None:
    """The record that stands today, of a page about somebody."""
    found = resident_by_public_id(public_id=public_id) if public_id.isalnum() else None
    if found is not None and found.merged_into_id is not None:
        return resident_now(number=found.pk)
    return found


def _called(request: ServiceRequest, resident: Resident | None) -> str:
    """Volunteers know people by their first name."""
    if resident is None:
        return ""
    if SEE_RESIDENTS.allows(request.holdings, resident):
        return resident.name
    return (resident.known_as or resident.name).split(" ")[0]
