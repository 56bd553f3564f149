"""Lend or book a device: find the person, say the days, tick the parts, read the agreement, sign."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read
from branchline.people.models import Resident
from branchline.people.permits import SEE_RESIDENTS
from branchline.people.queries import find_residents, resident_by_public_id

from .. import actions, queries
from ..actions import Signed
from ..agreement import agreement_in
from ..errors import NoSuchDevice
from ..forms import BookForm, LendForm
from ..models import Device, Need, Standing, Way
from ..permits import LEND
from .once import done_once

SHOWN = 8
AHEAD = 28
"""Days of the little calendar."""


def _device(request: ServiceRequest, public_id: str) -> Device:
    found = queries.device_at(public_id=public_id)
    if found is None:
        raise NoSuchDevice
    kept: Device = permitted(request, LEND, found)
    return kept


def _person(request: ServiceRequest, public_id: str) -> Resident:
    found = resident_by_public_id(public_id=public_id)
    if found is None or found.merged_into_id is not None:
        raise Http404
    kept: Resident = permitted(request, SEE_RESIDENTS, found)
    return kept


@desk_page(LEND)
def lend(request: ServiceRequest, public_id: str) -> HttpResponse:
    """To whom? Looked up by name, card or telephone number; who has it booked is named first."""
    found, today = _device(request, public_id), clock.today()
    typed = request.GET.get("who", "").strip()[:100]
    known: list[Resident] = []
    if typed and SEE_RESIDENTS.allows(request.holdings):
        visible = SEE_RESIDENTS.visible(request.holdings)
        known = list(find_residents(text=typed, visible=visible, limit=SHOWN).page.rows)
    context = {
        "device": found,
        "who": typed,
        "known": known,
        "ready": found.standing == Standing.AVAILABLE,
        "countable": found.standing in queries.COUNTED,
        "bookings": queries.bookings_of(found),
        "calendar": queries.availability(
            model=found.model, branch=found.branch, first=today, days=AHEAD, today=today
        ),
    }
    return render(request, "devices/desk/lend.html", context)


@desk_page(LEND)
def lend_to(request: ServiceRequest, public_id: str, resident: str) -> HttpResponse:
    """Days, parts and the agreement on one page. Opening it is written down."""
    found, person, now = _device(request, public_id), _person(request, resident), clock.now()
    parts = queries.parts_to_lend(found)
    easy = request.GET.get("easy", "") == "1"
    text = agreement_in(get_language() or "en", easy=easy)
    due = queries.next_open_day(found.branch, clock.today() + queries.LENGTH)
    initial = {
        "due_day": due,
        "way": Way.TYPED,
        "parts": [p.name for p in parts if p.need == Need.ESSENTIAL],
    }
    sent = request.POST if request.method == "POST" else None
    form = LendForm(sent, parts=[part.name for part in parts], initial=initial)
    if sent is not None and form.is_valid():
        given = form.cleaned_data
        signed = Signed(Way(given["way"]), given["name"], given["drawing"], text.language, easy)
        done = done_once(
            form, "devices.lend",
            lambda: actions.lend_device(
                device=found, resident=person, due_day=given["due_day"], parts=given.get("parts", ()), signed=signed,
                purpose=given["purpose"], by=request.acting, now=now,
            ).public_id,
        )  # fmt: skip
        if done:
            messages.success(request, _("It is theirs until then. Print the copy for them."))
            return redirect("devices:desk_loan", request.service.slug, done)
    note_read(person=person, page="devices:desk_lend_to", by=request.acting, now=now)
    context = {"device": found, "person": person, "form": form, "text": text, "easy": easy}
    return render(request, "devices/desk/lend_to.html", context)


@desk_page(LEND)
def book_for(request: ServiceRequest, public_id: str, resident: str) -> HttpResponse:
    """Days to come, for somebody. Opening it is written down."""
    found, person, now = _device(request, public_id), _person(request, resident), clock.now()
    sent = request.POST if request.method == "POST" else None
    form = BookForm(sent)
    if sent is not None and form.is_valid():
        given = form.cleaned_data
        done = done_once(
            form, "devices.book",
            lambda: actions.reserve_device(
                device=found, resident=person, from_day=given["from_day"], due_day=given["due_day"],
                purpose=given["purpose"], by=request.acting, now=now,
            ).public_id,
        )  # fmt: skip
        if done:
            messages.success(request, _("It is kept for them."))
            return redirect("devices:desk_loan", request.service.slug, done)
    note_read(person=person, page="devices:desk_book_for", by=request.acting, now=now)
    context = {"device": found, "person": person, "form": form}
    return render(request, "devices/desk/book_for.html", context)
