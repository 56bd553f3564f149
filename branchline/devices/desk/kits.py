"""Kit cases with their parts, and SIM cards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from .. import actions, queries
from ..errors import NoSuchDevice, NotOneOfOurTags
from ..forms import CaseForm, MoveCaseForm, PartForm, PutSimForm, SimForm
from ..models import Device, KitCase, Need
from ..permits import HANDLE_STOCK, KEEP_STOCK, SEE_STOCK
from .once import done_once
from .stock import chosen
from .tabs import tabs


@desk_page(SEE_STOCK)
def cases(request: ServiceRequest) -> HttpResponse:
    """All of them, and a new one."""
    branches = queries.branches_to_choose(request.service)
    keeps = KEEP_STOCK.allows(request.holdings)
    sent = request.POST if request.method == "POST" and keeps else None
    form = CaseForm(sent, branches=branches)
    if sent is not None and form.is_valid():
        given = form.cleaned_data
        made = done_once(
            form, "devices.add_case",
            lambda: actions.add_case(
                name=given["name"], branch=chosen(branches, given["branch"]),
                by=request.acting, now=clock.now(),
            ).public_id,
        )  # fmt: skip
        if made:
            messages.success(request, _("Added. Say what belongs into it."))
            return redirect("devices:desk_case", request.service.slug, made)
    page = queries.cases_here(after=request.GET.get("after"))
    context = {
        "form": form,
        "page": page,
        "later": f"?{urlencode({'after': page.after})}" if page.after else "",
        "keeps": keeps,
        "tabs": tabs(request, "desk_cases"),
    }
    return render(request, "devices/desk/cases.html", context)


@desk_page(SEE_STOCK)
def case(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What is in it, what belongs into it; a part more or less; to another library."""
    found = queries.case_at(public_id=public_id)
    if found is None:
        raise NoSuchDevice
    branches = queries.branches_to_choose(request.service)
    part, move = PartForm(), MoveCaseForm(branches=branches)
    handles = HANDLE_STOCK.allows(request.holdings, found)
    if request.method == "POST":
        permitted(request, HANDLE_STOCK, found)
        do, by, now = request.POST.get("do", ""), request.acting, clock.now()
        if do == "part":
            part = PartForm(request.POST)
            given = part.cleaned_data if part.is_valid() else {}
            done = bool(given) and bool(done_once(
                part, "devices.add_part",
                lambda: str(actions.add_part(
                    case=found, name=given["name"], need=Need(given["need"]), quantity=given["quantity"], by=by, now=now
                ).pk),
            ))  # fmt: skip
        elif do == "move":
            move = MoveCaseForm(request.POST, branches=branches)
            done = move.is_valid() and bool(done_once(
                move, "devices.move_case",
                lambda: actions.move_case(
                    case=found, branch=chosen(branches, move.cleaned_data["branch"]), by=by, now=now
                ).public_id,
            ))  # fmt: skip
        else:
            done = _remove(found, request.POST.get("part", ""), request)
        if done:
            messages.success(request, _("Written down."))
            return redirect("devices:desk_case", request.service.slug, public_id)
    context = {
        "case": found,
        "parts": found.parts.order_by("pk"),
        "devices": queries.devices_in(found),
        "part": part,
        "move": move,
        "form": next((form for form in (part, move) if form.errors), None),
        "handles": handles,
    }
    return render(request, "devices/desk/case.html", context)


def _remove(found: KitCase, number: str, request: ServiceRequest) -> bool:
    part = found.parts.filter(pk=number).first() if number.isascii() and number.isdigit() else None
    if part is not None:
        actions.remove_part(part=part, by=request.acting, now=clock.now())
    return True


@desk_page(SEE_STOCK)
def sims(request: ServiceRequest) -> HttpResponse:
    """All of them, and a new one."""
    branches, today = queries.branches_to_choose(request.service), clock.today()
    keeps = KEEP_STOCK.allows(request.holdings)
    sent = request.POST if request.method == "POST" and keeps else None
    form = SimForm(sent, branches=branches)
    if sent is not None and form.is_valid():
        branch = chosen(branches, form.cleaned_data["branch"])
        made = done_once(
            form, "devices.add_sim",
            lambda: actions.add_sim(
                facts=form.facts(), branch=branch,
                by=request.acting, now=clock.now(),
            ).public_id,
        )  # fmt: skip
        if made:
            messages.success(request, _("Added."))
            return redirect("devices:desk_sims", request.service.slug)
    page = queries.sims_here(after=request.GET.get("after"))
    context = {
        "form": form,
        "rows": [(each, queries.ends_soon(each, today=today)) for each in page.rows],
        "later": f"?{urlencode({'after': page.after})}" if page.after else "",
        "keeps": keeps,
        "tabs": tabs(request, "desk_sims"),
    }
    return render(request, "devices/desk/sims.html", context)


@desk_page(HANDLE_STOCK)
def sim(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One card: into a device, or out of it."""
    found = queries.sim_at(public_id=public_id)
    if found is None:
        raise NoSuchDevice
    permitted(request, HANDLE_STOCK, found)
    initial = {"code": found.device.printed_tag if found.device else ""}
    form = PutSimForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]

        def put() -> str:
            device = _device(request, code) if code else None
            return actions.put_sim(
                sim=found, device=device, by=request.acting, now=clock.now()
            ).public_id

        if done_once(form, "devices.put_sim", put):
            messages.success(request, _("Written down."))
            return redirect("devices:desk_sims", request.service.slug)
    return render(request, "devices/desk/sim.html", {"form": form, "sim": found})


def _device(request: ServiceRequest, code: str) -> Device:
    found = queries.what_has(code, service=request.service)
    if not isinstance(found, Device):
        raise NotOneOfOurTags(_("This is the tag of a kit case. Scan the device itself."))
    return found
