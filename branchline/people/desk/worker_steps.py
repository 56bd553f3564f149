"""What pages of workers share: one form on one page, the week, absences."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.forms import Form
from branchline.core.idempotency import once
from branchline.people import actions, queries
from branchline.people.forms.workers import WEEK, AwayForm, WeekForm, time_words
from branchline.people.models import Worker


def week_form(request: Any, found: Worker, back: tuple[str, str]) -> HttpResponse:
    """The week of a worker."""
    form = WeekForm(request.POST or None, times=queries.times_of(found))

    def do() -> None:
        actions.set_availability(
            worker=found, times=form.times, by=request.acting, now=clock.now()
        )  # fmt: skip

    lede = _("Times like 9:00 to 12:00, with a comma between two. A day without times is free.")
    return one_form(request, form, do, title=_("Times of the week"), back=back, lede=lede)


def away_form(request: Any, found: Worker, back: tuple[str, str]) -> HttpResponse:
    """A worker will be away."""
    form = AwayForm(request.POST or None)

    def do() -> None:
        actions.add_absence(worker=found, **form.cleaned_data, by=request.acting, now=clock.now())

    return one_form(request, form, do, title=_("Away"), back=back)


def one_form(
    request: Any,
    form: Form,
    do: Callable[[], str | None],
    *,
    title: str,
    back: tuple[str, str],
    done: str = "",
    lede: str = "",
) -> HttpResponse:
    """One form: when it holds, do it once and go back."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                if key := form.cleaned_data.get("key"):
                    name = f"people.{type(form).__name__}"
                    once(key=key, action=name, now=clock.now(), create=lambda: do() or "")
                else:
                    do()
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done or _("Saved."))
            return redirect(back[0])
    context = {"form": form, "title": title, "lede": lede, "back": back[0], "back_words": back[1]}
    return render(request, "people/desk/workers/step.html", context)


def page_of_worker(request: Any, found: Worker) -> tuple[str, str]:
    """Address and name of a worker’s page."""
    address = reverse("people:worker", args=[request.service.slug, found.public_id])
    return address, found.name


def times_shown(found: Worker) -> dict[str, Any]:
    """Week and absences of a worker, for a template. Two queries."""
    times = queries.times_of(found)
    here = [
        (weekday, [time_words(t) for t in times if t.weekday == weekday]) for weekday in range(7)
    ]
    today = clock.today()
    return {
        "week": [(WEEK[weekday], spans) for weekday, spans in here if spans],
        "absences": [
            each
            for each in found.absences.order_by("first")
            if not each.until or each.until > today
        ],
    }
