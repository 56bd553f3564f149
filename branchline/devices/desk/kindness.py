"""At the desk: what was heard of a loan, the data of its SIM card, and on which days people are asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read

from .. import actions, queries
from ..forms import DaysForm, NewsForm
from ..ladder import Rung
from ..models import Loan, News
from ..permits import KEEP_DAYS, KEEP_STOCK, LEND, PAUSE_DATA
from .loans import found_loan
from .once import done_once


@desk_page(LEND)
def heard(request: ServiceRequest, public_id: str) -> HttpResponse:
    """From them or somebody close; perhaps a day until which we are quiet, which can be ended. Opening it is written down."""
    found, now = found_loan(request, public_id), clock.now()
    sent = request.POST if request.method == "POST" else None
    if sent is not None and sent.get("do") == "again":
        actions.end_quiet(loan=found, by=request.acting, now=now)
        messages.success(request, _("We may ask again. What comes next stands here."))
        return redirect("devices:desk_loan", request.service.slug, public_id)
    form = NewsForm(sent)
    if sent is not None and form.is_valid() and _note(request, found, form):
        messages.success(request, _("Written down."))
        return redirect("devices:desk_loan", request.service.slug, public_id)
    _read(request, found, "devices:desk_loan_heard")
    return render(request, "devices/desk/heard.html", {"loan": found, "form": form})


def _note(request: ServiceRequest, found: Loan, form: NewsForm) -> bool:
    given, now = form.cleaned_data, clock.now()
    made = done_once(
        form, "devices.heard",
        lambda: str(
            actions.note_news(
                loan=found, what=News(given["what"]), words=given["words"], quiet_until=given["quiet_until"],
                by=request.acting, now=now,
            ).pk
        ),
    )  # fmt: skip
    return bool(made)


@desk_page(PAUSE_DATA)
def data(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Told, paused, on again: each a press of a manager, who does it at the network. Opening it is written down."""
    found = found_loan(request, public_id)
    permitted(request, PAUSE_DATA, found)
    context: dict[str, Any] = {}
    if request.method == "POST":
        deeds = {
            "tell": (actions.tell_of_pause, _("They are told. Nothing is paused before that day.")),
            "paused": (actions.note_paused, _("Written down.")),
            "on": (actions.note_on_again, _("Written down.")),
        }
        deed = deeds.get(request.POST.get("do", ""))
        try:
            if deed is not None:
                deed[0](loan=found, by=request.acting, now=clock.now())
                messages.success(request, deed[1])
                return redirect(request.path)
        except Refusal as refusal:
            context["refusal"] = refusal
    today = clock.today()
    stands, pause = queries.how_it_stands(found, today=today), queries.pause_of(found)
    _read(request, found, "devices:desk_loan_data")
    context |= {
        "loan": found,
        "sim": queries.sim_in(found),
        "pause": pause,
        "last": stands is not None and any(row.rung == Rung.SORT for row in stands.rungs),
        "wanted_on": pause is not None and not found.is_late(today),
    }
    return render(request, "devices/desk/data.html", context)


@desk_page(KEEP_STOCK)
def gift(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Let them have it for good: asks once. Opening it is written down."""
    found = found_loan(request, public_id)
    if request.method == "POST":
        actions.give_to_borrower(loan=found, by=request.acting, now=clock.now())
        messages.success(
            request, _("It is theirs. Tell them, and take it out of our management of devices.")
        )
        return redirect("devices:desk_loan", request.service.slug, public_id)
    _read(request, found, "devices:desk_loan_gift")
    return render(request, "devices/desk/gift.html", {"loan": found})


def _read(request: ServiceRequest, found: Loan, page: str) -> None:
    if found.resident is not None:
        note_read(person=found.resident, page=page, by=request.acting, now=clock.now())


@desk_page(KEEP_DAYS)
def days(request: ServiceRequest) -> HttpResponse:
    """How many days before or after the day a device is due; empty: left out."""
    initial = {rung.value: abs(number) for rung, number in queries.rung_days().items()}
    form = DaysForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_days(days=form.days())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down. It holds from now on."))
            return redirect("devices:desk_days", request.service.slug)
    return render(request, "devices/desk/days.html", {"form": form})
