"""One device: its page, what is done with it, and making it ready."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core import clock
from branchline.core.acting import Acting
from branchline.core.pages import desk_page, permitted
from branchline.core.permits import Permit
from branchline.core.requests import ServiceRequest
from branchline.people.actions.written import account_of

from .. import actions, queries
from ..errors import NoSuchDevice
from ..forms import (
    IntoCaseForm,
    KnownForm,
    MoveForm,
    PerhapsWordsForm,
    TestForm,
    WordsForm,
    known_of,
)
from ..models import Device, Event, Standing
from ..permits import HANDLE_STOCK, KEEP_STOCK, LEND, SEE_STOCK
from .once import done_once
from .stock import chosen

TONES = {
    Standing.TO_READY: "soon", Standing.AVAILABLE: "good", Standing.IN_REPAIR: "soon", Standing.LOST: "wrong",
    Standing.STOLEN: "wrong", Standing.LENT: "good", Standing.WRITTEN_OFF: "quiet", Standing.GIFTED: "quiet",
}  # fmt: skip
Do = Callable[[Device, Any, Acting, datetime], object]


@dataclass(frozen=True)
class Deed:
    """One thing that can be done with a device, on a page of its own."""

    title: "str | Promise"
    done: "str | Promise"
    form: type[Any]
    do: Do
    permit: Permit = HANDLE_STOCK


def _in_words(action: Callable[..., object]) -> Do:
    return lambda device, given, by, now: action(
        device=device, words=given["words"], by=by, now=now
    )


def _test(device: Device, given: Any, by: Acting, now: datetime) -> object:
    return actions.record_test(
        device=device, passed=given["passed"] == "yes", tested_on=given["tested_on"], words=given["words"],
        by=by, now=now,
    )  # fmt: skip


def _move(device: Device, given: Any, by: Acting, now: datetime) -> object:
    return actions.move_device(
        device=device, branch=given["branch"], shelf=given["shelf"], by=by, now=now
    )


SAID = gettext_lazy("Written down.")
DEEDS: dict[str, Deed] = {
    "move": Deed(gettext_lazy("Move it"), gettext_lazy("Moved."), MoveForm, _move),
    "again": Deed(
        gettext_lazy("Make it ready again"), gettext_lazy("It is made ready from the first step."), PerhapsWordsForm,
        _in_words(actions.begin_again),
    ),
    "test": Deed(gettext_lazy("Write down its electrical test"), SAID, TestForm, _test),
    "repair": Deed(gettext_lazy("Send it to repair"), SAID, WordsForm, _in_words(actions.send_to_repair)),
    "repaired": Deed(
        gettext_lazy("It is back from repair"), gettext_lazy("It is back, and is made ready from the first step."),
        PerhapsWordsForm, _in_words(actions.back_from_repair),
    ),
    "lost": Deed(gettext_lazy("It is lost"), SAID, WordsForm, _in_words(actions.report_lost)),
    "stolen": Deed(gettext_lazy("It was stolen"), SAID, WordsForm, _in_words(actions.report_stolen)),
    "found": Deed(
        gettext_lazy("It was found"), gettext_lazy("It is back, and is made ready from the first step."), WordsForm,
        _in_words(actions.found_again),
    ),
    "write_off": Deed(gettext_lazy("Write it off"), SAID, WordsForm, _in_words(actions.write_off), KEEP_STOCK),
    "give": Deed(gettext_lazy("Give it away for good"), SAID, WordsForm, _in_words(actions.give_away), KEEP_STOCK),
}  # fmt: skip


OTHERS = {"ready": HANDLE_STOCK, "lend": LEND, "back": LEND}
"""What has pages of its own."""


def _device(request: ServiceRequest, public_id: str, permit: Permit) -> Device:
    found = queries.device_at(public_id=public_id)
    if found is None:
        raise NoSuchDevice
    kept: Device = permitted(request, permit, found)
    return kept


def _may(request: ServiceRequest, device: Device) -> list[tuple[str, Any, str]]:
    """(name, title, address) of what this person may do with it now, the next step first."""
    titles = {"ready": _("Make it ready"), "lend": _("Lend it"), "back": _("Take it back")} | {
        name: deed.title for name, deed in DEEDS.items()
    }
    return [
        (name, titles[name], _address(request, device, name))
        for name in queries.deeds_for(device, today=clock.today())
        if (DEEDS[name].permit if name in DEEDS else OTHERS[name]).allows(request.holdings, device)
    ]


def _address(request: ServiceRequest, device: Device, name: str) -> str:
    slug, here = request.service.slug, device.public_id
    if name in DEEDS:
        return reverse("devices:desk_deed", args=[slug, here, name])
    if name == "back":
        loan = queries.loan_out(device)
        return reverse("devices:desk_loan", args=[slug, loan.public_id if loan else here])
    return reverse(f"devices:desk_{name}", args=[slug, here])


@desk_page(SEE_STOCK)
def device(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What it is, where it stands, its next step, and what happened to it."""
    found, today = _device(request, public_id, SEE_STOCK), clock.today()
    may = _may(request, found)
    context = {
        "device": found,
        "tone": TONES[Standing(found.standing)],
        "next": may[0] if may else None,
        "further": may[1:],
        "test_due": found.test_is_due(today),
        "in_warranty": found.warranty_until is not None and found.warranty_until >= today,
        "sim": getattr(found, "sim", None),
        "history": queries.history_of(found),
        "handles": HANDLE_STOCK.allows(request.holdings, found) and not found.has_ended,
        "keeps": KEEP_STOCK.allows(request.holdings, found) and not found.has_ended,
    }
    return render(request, "devices/desk/device.html", context)


@desk_page(HANDLE_STOCK)
def ready(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The checklist of its system, one press a step; the last by a second person."""
    found = _device(request, public_id, HANDLE_STOCK)
    by, now = request.acting, clock.now()
    if request.method == "POST":
        step = request.POST.get("step", "")
        if step == "again":
            actions.begin_again(device=found, by=by, now=now)
            messages.success(request, _("It is made ready from the first step."))
        elif step in Event.values:
            left = actions.make_ready_step(device=found, step=Event(step), by=by, now=now)
            if left.standing == Standing.AVAILABLE:
                messages.success(request, _("It is ready, and available."))
                return redirect("devices:desk_device", request.service.slug, public_id)
        return redirect("devices:desk_ready", request.service.slug, public_id)
    context = {
        "device": found,
        "list": queries.checklist_of(found, account=account_of(by)),
        "tone": TONES[Standing(found.standing)],
        "waits": found.standing == Standing.TO_READY,
    }
    return render(request, "devices/desk/ready.html", context)


@desk_page(HANDLE_STOCK)
def deed(request: ServiceRequest, public_id: str, name: str) -> HttpResponse:
    """One of them: a short form, and back to the device."""
    if name not in DEEDS:
        raise Http404
    doing = DEEDS[name]
    found = _device(request, public_id, doing.permit)
    sent, more = request.POST if request.method == "POST" else None, {}
    if doing.form is MoveForm:
        more = {"branches": queries.branches_to_choose(request.service)}
    initial = {"tested_on": clock.today(), "branch": found.branch.public_id, "shelf": found.shelf}
    form = doing.form(sent, initial=initial, **more)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        if more:
            given["branch"] = chosen(more["branches"], given["branch"])
        if done_once(
            form, f"devices.{name}", lambda: doing.do(found, given, request.acting, clock.now())
        ):
            messages.success(request, str(doing.done))
            return redirect("devices:desk_device", request.service.slug, public_id)
    may = [each for each, _title, _there in _may(request, found)]
    context = {"form": form, "device": found, "title": doing.title, "possible": name in may}
    return render(request, "devices/desk/deed.html", context)


@desk_page(KEEP_STOCK)
def change_device(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What is known of it."""
    found = _device(request, public_id, KEEP_STOCK)
    form = KnownForm(request.POST if request.method == "POST" else None, initial=known_of(found))
    if request.method == "POST" and form.is_valid():

        def change() -> object:
            return actions.change_device(
                device=found, facts=form.facts(), by=request.acting, now=clock.now()
            )

        if done_once(form, "devices.change", change):
            messages.success(request, _("Saved."))
            return redirect("devices:desk_device", request.service.slug, public_id)
    context = {
        "form": form,
        "device": found,
        "title": _("Change what is known of it"),
        "possible": not found.has_ended,
    }
    return render(request, "devices/desk/deed.html", context)


@desk_page(HANDLE_STOCK)
def into_case(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Into a kit case, or out of it."""
    found = _device(request, public_id, HANDLE_STOCK)
    cases = list(queries.cases_to_choose())
    initial = {"case": found.case.public_id if found.case else ""}
    form = IntoCaseForm(
        request.POST if request.method == "POST" else None, initial=initial, cases=cases
    )
    if request.method == "POST" and form.is_valid():
        case = next((each for each in cases if each.public_id == form.cleaned_data["case"]), None)

        def put() -> object:
            return actions.put_into_case(
                device=found, case=case, by=request.acting, now=clock.now()
            )

        if done_once(form, "devices.into_case", put):
            messages.success(request, SAID)
            return redirect("devices:desk_device", request.service.slug, public_id)
    context = {
        "form": form,
        "device": found,
        "title": _("Kit case"),
        "possible": not found.has_ended,
    }
    return render(request, "devices/desk/deed.html", context)
