"""A champion’s pages, made for a phone: my learners, by first name and goal; how it went, in under a minute."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.models import Doing
from branchline.people.queries import may_work, worker_of

from .. import actions, queries
from ..data import framework
from ..errors import NoSuchPlan
from ..forms import SessionForm, today
from ..permits import LEAD
from .checks import asked, printed


@desk_page(LEAD)
def mine(request: ServiceRequest) -> HttpResponse:
    """My learners, those not seen for longest first."""
    worker = worker_of(request.acting)
    leads = worker is not None and Doing.DEVICES in worker.doing
    context = {
        "leads": leads,
        "learners": queries.my_learners(worker) if worker else [],
        "lacks": may_work(worker, doing=Doing.DEVICES, on=clock.today()) if worker and leads else [],
    }  # fmt: skip
    return render(request, "skills/desk/mine.html", context)


@desk_page(LEAD)
def session(request: ServiceRequest, public_id: str) -> HttpResponse:
    """How it went: the tasks of the plan to tick, how long, what comes next."""
    worker = worker_of(request.acting)
    plan, learner = queries.my_learner(worker, public_id=public_id)
    if worker is None:
        raise NoSuchPlan
    version = framework(learner.version)
    sent = request.POST if request.method == "POST" else None
    form = SessionForm(sent, version=version, initial={"held_on": today()})
    if sent is not None and form.is_valid():
        try:
            actions.log_session(
                plan=plan, worker=worker, went=form.went(), key=form.cleaned_data["key"], by=request.acting,
                now=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down. Thank you."))
            return redirect("skills:desk_mine", request.service.slug)
    matters = {task.id for task in learner.matters}
    rest = [
        form.ticks_of(part.title, [task for task in part.tasks if task.id not in matters])
        for part in version.parts
    ]
    context = {
        "learner": learner,
        "form": form,
        "matters": form.ticks_of(_("What did you practise?"), learner.matters),
        "rest": [each for each in rest if each.ticks],
        "open": not matters or any(tick.chosen for each in rest for tick in each.ticks),
    }
    return render(request, "skills/desk/session.html", context)


@desk_page(LEAD)
def my_check(request: ServiceRequest, public_id: str, moment: str) -> HttpResponse:
    """What my learner says that they can do."""
    plan, learner = queries.my_learner(worker_of(request.acting), public_id=public_id)
    return asked(request, plan, moment, name=learner.first_name, back="skills:desk_mine")


@desk_page(LEAD)
def my_paper(request: ServiceRequest, public_id: str, moment: str) -> HttpResponse:
    """The same on paper."""
    plan, _learner = queries.my_learner(worker_of(request.acting), public_id=public_id)
    return printed(request, plan, moment)
