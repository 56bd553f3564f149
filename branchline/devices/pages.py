"""Public: ask for a device, and answer an offer behind the link of a message."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from branchline.core import clock, limits
from branchline.core.errors import Refusal
from branchline.core.pages import link_page, public_page
from branchline.core.requests import ServiceRequest
from branchline.people.errors import AddressNotRight

from . import actions, queries
from .forms import AskForm
from .models import DeviceRequest

ASKED = limits.Limit("devices.asked", most=20, within=timedelta(hours=1), most_of_everybody=300)
"""Twenty, since everybody in a library asks from one network address; a colleague reads each of them."""


@public_page
def ask(request: ServiceRequest) -> HttpResponse:
    """For oneself, or for somebody who has agreed."""
    branches = queries.branches_to_choose(request.service)
    form = AskForm(request.POST if request.method == "POST" else None, branches=branches)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            with limits.asking(ASKED, request=request, now=now):
                actions.ask_for_device(
                    asking=form.asking((get_language() or "en")[:2]), wish=form.wished(),
                    key=form.cleaned_data["key"], by=request.acting, now=now,
                )  # fmt: skip
        except AddressNotRight as refusal:
            form.add_error("number", str(refusal))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("devices:asked", request.service.slug)
    return render(request, "devices/ask.html", {"form": form})


@public_page
def asked(request: ServiceRequest) -> HttpResponse:
    """What happens next. The same for everybody: it says nothing of anybody’s wishes."""
    return render(request, "devices/asked.html")


@link_page
def answer(request: ServiceRequest, token: str) -> HttpResponse:
    """An offer: opening it changes nothing, the buttons do."""
    now = clock.now()
    found = queries.request_by_link(secret=token, now=now)
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            if _answer(request, found, now):
                return redirect(request.path)
        except Refusal as refusal:
            context["refusal"] = refusal
            found = queries.request_by_link(secret=token, now=now)
    context |= {"wish": found, "stage": found.stage, "place": queries.place_of(found)}
    return render(request, "devices/answer.html", context)


def _answer(request: ServiceRequest, found: DeviceRequest, now: datetime) -> bool:
    deeds = {
        "yes": actions.accept_offer,
        "no": actions.decline_offer,
        "later": actions.put_off_offer,
    }
    deed = deeds.get(request.POST.get("answer", ""))
    if deed is not None:
        deed(request=found, by=request.acting, now=now)
    return deed is not None
