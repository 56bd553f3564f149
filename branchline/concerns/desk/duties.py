"""Managers name the lead, the deputy and the duty number, and say when the office is open."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from .. import actions, queries
from ..forms import DutyForm, HoursForm
from ..models import Position
from ..permits import SET_DUTIES


@desk_page(SET_DUTIES)
def duties(request: ServiceRequest) -> HttpResponse:
    """Who hears of concerns, in which order, from when until when."""
    now, today = clock.now(), clock.today()
    colleagues = queries.who_can_be_named(today=today)
    choices = [(account.public_id, str(account)) for account in colleagues]
    hours = queries.hours_here()
    initial = {
        "weekdays": [str(day) for day in hours.weekdays],
        "opens": hours.opens,
        "closes": hours.closes,
        "on_bank_holidays": hours.on_bank_holidays,
    }
    duty, office = DutyForm(colleagues=choices), HoursForm(initial=initial, prefix="office")
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do == "end":
            _end(request)
            return redirect("concerns:desk_duties", request.service.slug)
        if do == "hours":
            office = HoursForm(request.POST, prefix="office")
            done = office.is_valid() and _hours(request, office)
        else:
            duty = DutyForm(request.POST, colleagues=choices)
            done = duty.is_valid() and _set(request, duty, {a.public_id: a for a in colleagues})
        if done:
            return redirect("concerns:desk_duties", request.service.slug)
    context = {
        "duty": duty,
        "office": office,
        "held": queries.duties_here(today=today),
        "nobody_set": queries.nobody_is_set(now=now),
        "numbers": queries.duty_numbers(now=now),
        "form": next((form for form in (duty, office) if form.errors), None),
    }
    return render(request, "concerns/desk/duties.html", context)


def _end(request: ServiceRequest) -> None:
    asked = request.POST.get("duty", "")
    for duty in queries.duties_here(today=clock.today()):
        if duty.public_id == asked:
            actions.end_duty(duty=duty, by=request.acting, now=clock.now())
            messages.success(request, _("Ended from today."))


def _set(request: ServiceRequest, form: DutyForm, colleagues: dict[str, object]) -> bool:
    given = form.cleaned_data
    try:
        actions.set_duty(
            position=Position(given["position"]),
            account=colleagues.get(given["account"]),  # type: ignore[arg-type]
            name=given["name"],
            telephone=given["telephone"],
            weekdays=[int(day) for day in given["weekdays"]],
            by=request.acting,
            now=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Set from today."))
    return True


def _hours(request: ServiceRequest, form: HoursForm) -> bool:
    given = form.cleaned_data
    try:
        actions.set_hours(
            weekdays=[int(day) for day in given["weekdays"]],
            opens=given["opens"],
            closes=given["closes"],
            on_bank_holidays=given["on_bank_holidays"],
            by=request.acting,
            now=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(
        request, _("The office’s hours are kept. Clocks that run already stay as they are.")
    )
    return True
