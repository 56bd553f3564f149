"""Coordinators: the numbers of a promotional round go to a screening service, and what came back is brought in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.forms import OnceForm
from branchline.core.importing.actions import receive
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from .. import actions, queries
from ..forms import ScreenedForm
from ..imports import Screened
from ..models import CallRound
from ..permits import MANAGE_ROUNDS


@desk_page(MANAGE_ROUNDS)
def screening(request: ServiceRequest, public_id: str) -> HttpResponse:
    """How many wait, the numbers to send, and the file that came back: its preview is the house's own."""
    round_ = permitted(request, MANAGE_ROUNDS, queries.round_at(public_id=public_id))
    shown = queries.screening_of(round_, now=clock.now())
    do = request.POST.get("do", "")
    together = OnceForm(request.POST if do == "together" else None, auto_id="together_%s")
    came = ScreenedForm(
        *((request.POST, request.FILES) if do == "came" else ()), screenings=shown.open
    )
    if do == "together" and together.is_valid() and _put_together(request, round_, together):
        return redirect("calls:desk_screening", request.service.slug, public_id)
    if do == "came" and came.is_valid() and (file := _receive(request, came)):
        return redirect("core:file", request.service.slug, file)
    context = {
        "round": round_,
        "shown": shown,
        "together": together,
        "came": came,
        "error": next((each for each in (came, together) if each.errors), None),
    }
    return render(request, "calls/desk/screening.html", context)


def _put_together(request: ServiceRequest, round_: CallRound, form: OnceForm) -> bool:
    said: dict[str, Any] = {"by": request.acting, "now": clock.now()}
    try:
        actions.put_numbers_together(round_=round_, key=form.cleaned_data["key"], **said)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _receive(request: ServiceRequest, form: ScreenedForm) -> str:
    """The file's public id; nothing where it is no list."""
    upload = form.cleaned_data["file"]
    try:
        run = receive(
            importer=Screened(),
            file=upload.file,
            file_name=upload.name,
            about=form.chosen.public_id,
            by=request.acting,
            now=clock.now(),
            key=form.cleaned_data["key"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return ""
    return run.public_id


@desk_page(MANAGE_ROUNDS)
@require_safe
def screening_numbers(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The numbers and nothing else: one on each line. That they were taken is written down."""
    found = queries.screening_at(public_id=public_id)
    permitted(request, MANAGE_ROUNDS, found.round)
    numbers = actions.take_numbers(screening=found, by=request.acting, now=clock.now())
    answer = HttpResponse(
        "".join(f"{number}\r\n" for number in numbers), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="numbers-{found.public_id}.csv"'
    return answer
