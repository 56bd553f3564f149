"""What somebody can do, before and after: on the screen, or on paper. For the coordinator, and for who leads."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read

from .. import actions, queries
from ..forms import CheckForm
from ..models import Moment, Plan
from ..papers import check_pdf
from ..permits import COORDINATE


@desk_page(COORDINATE)
def check(request: ServiceRequest, public_id: str, moment: str) -> HttpResponse:
    """At the desk. Opening it is written down."""
    plan = permitted(request, COORDINATE, queries.plan_at(public_id=public_id))
    note_read(person=plan.resident, page="skills:desk_check", by=request.acting, now=clock.now())
    return asked(request, plan, moment, name=plan.resident.name, back="skills:desk_plan")


@desk_page(COORDINATE)
def paper(request: ServiceRequest, public_id: str, moment: str) -> HttpResponse:
    """To print. Only a first name and the goal stand on it."""
    plan = permitted(request, COORDINATE, queries.plan_at(public_id=public_id))
    note_read(person=plan.resident, page="skills:desk_check", by=request.acting, now=clock.now())
    return printed(request, plan, moment)


def asked(
    request: ServiceRequest, plan: Plan, moment: str, *, name: str, back: str
) -> HttpResponse:
    """The page of either: the newest answers stand there to begin with."""
    when = moment_of(moment)
    sent = request.POST if request.method == "POST" else None
    newest = queries.check_of(plan, when)
    form = CheckForm(sent, version=plan.version, initial=newest.answers if newest else {})
    where = [request.service.slug] if back == "skills:desk_mine" else [request.service.slug, plan.public_id]  # fmt: skip
    if sent is not None and form.is_valid():
        try:
            actions.check_skills(
                plan=plan, moment=when, answers=form.answers, key=form.cleaned_data["key"], by=request.acting,
                now=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down, as it was said."))
            return redirect(back, *where)
    context = {
        "plan": plan,
        "name": name,
        "moment": when,
        "form": form,
        "back": back,
        "newest": newest,
    }
    return render(request, "skills/desk/check.html", context)


def printed(request: ServiceRequest, plan: Plan, moment: str) -> HttpResponse:
    """A4, in the language of the page."""
    made = check_pdf(
        plan, moment_of(moment), service=str(request.service.name), language=(get_language() or "en")[:2], now=clock.now()
    )  # fmt: skip
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="skills.pdf"'
    return answer


def moment_of(said: str) -> Moment:
    """Before or after; 404 for anything else."""
    try:
        return Moment(said)
    except ValueError:
        raise Http404 from None
