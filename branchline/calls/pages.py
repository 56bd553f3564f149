"""Public: ask for a friendly call."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from branchline.core import clock, limits
from branchline.core.errors import Refusal
from branchline.core.pages import public_page
from branchline.core.requests import ServiceRequest
from branchline.people.errors import AddressNotRight

from . import actions
from .forms import AskForm

ASKED = limits.Limit("calls.asked", most=20, within=timedelta(hours=1), most_of_everybody=300)
"""Twenty, since everybody in a library asks from one network address; a colleague reads each of them."""


@public_page
def ask(request: ServiceRequest) -> HttpResponse:
    """For oneself, or for somebody who has agreed."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            with limits.asking(ASKED, request=request, now=now):
                actions.ask_for_call(
                    asking=form.asking((get_language() or "en")[:2]), key=form.cleaned_data["key"],
                    by=request.acting, now=now,
                )  # fmt: skip
        except AddressNotRight as refusal:
            form.add_error("number", str(refusal))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("calls:asked", request.service.slug)
    return render(request, "calls/ask.html", {"form": form})


@public_page
def asked(request: ServiceRequest) -> HttpResponse:
    """What happens next. The same for everybody: it says nothing of anybody's wishes."""
    return render(request, "calls/asked.html")
