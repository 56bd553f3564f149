"""Tasks: mine, my branch's, and those that nobody has; overdue first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.models import Account

from .. import actions, queries
from ..actions.by_whom import account_of
from ..errors import NoSuchTask
from ..forms import DropForm, FinishForm, GiveForm, PutOffForm
from ..models import Task
from ..parts import link_of
from ..permits import DO_TASKS


@desk_page(DO_TASKS)
def tasks(request: ServiceRequest) -> HttpResponse:
    """Three lists, each with what is overdue first."""
    now = clock.now()
    found = queries.tasks_for(
        account=account_of(request.acting), holdings=request.holdings, now=now
    )
    return render(request, "concerns/desk/tasks.html", {"lists": found, "now": now})


@desk_page(DO_TASKS)
def task(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One task, and what can be done with it."""
    now, me = clock.now(), account_of(request.acting)
    found = queries.task_at(public_id=public_id)
    if found is None or not queries.may_touch(
        task=found, account=me, holdings=request.holdings, now=now
    ):
        raise NoSuchTask
    colleagues = {account.public_id: account for account in queries.who_does_tasks(now=now)}
    choices = [(public_id, str(account)) for public_id, account in colleagues.items()]
    finish, drop, off = (
        FinishForm(prefix="finish"),
        DropForm(prefix="drop"),
        PutOffForm(prefix="off"),
    )
    give = GiveForm(prefix="give", colleagues=choices)
    if request.method == "POST":
        do, data = request.POST.get("do", ""), request.POST
        if do == "finish":
            finish = FinishForm(data, prefix="finish")
        elif do == "drop":
            drop = DropForm(data, prefix="drop")
        elif do == "off":
            off = PutOffForm(data, prefix="off")
        elif do == "give":
            give = GiveForm(data, prefix="give", colleagues=choices)
        form = {"finish": finish, "drop": drop, "off": off, "give": give}.get(do)
        if (form is None or form.is_valid()) and _do(request, found, do, form, colleagues):
            return redirect("concerns:desk_tasks", request.service.slug)
    context = {
        "task": found,
        "now": now,
        "is_mine": me is not None and found.owner_id == me,
        "came_from": link_of(found, request.service.slug),
        "finish": finish,
        "drop": drop,
        "off": off,
        "give": give,
        "form": next((form for form in (finish, drop, off, give) if form.errors), None),
    }
    return render(request, "concerns/desk/task.html", context)


def _do(
    request: ServiceRequest, found: Task, do: str, form: object, colleagues: dict[str, Account]
) -> bool:
    by, now = request.acting, clock.now()
    try:
        match do, form:
            case "take", _form:
                actions.take_task(task=found, by=by, now=now)
                messages.success(request, _("It is yours now."))
            case "finish", FinishForm(cleaned_data=given):
                actions.finish_task(task=found, outcome=given["outcome"], by=by, now=now)
                messages.success(request, _("Done. Thank you."))
            case "drop", DropForm(cleaned_data=given):
                actions.drop_task(task=found, because=given["outcome"], by=by, now=now)
                messages.success(request, _("Dropped. The reason stays on its page."))
            case "off", PutOffForm(cleaned_data=given):
                actions.reschedule_task(task=found, due=given["due"], by=by, now=now)
                messages.success(request, _("Put off."))
            case "give", GiveForm(cleaned_data=given):
                to = colleagues.get(given["owner"])
                actions.give_task(task=found, owner=to, by=by, now=now)
                messages.success(request, _("Given on."))
    except Refusal as refusal:
        if not isinstance(form, DropForm) or refusal.field is None:
            raise
        form.refuse(refusal)
        return False
    return True
