"""Public page: a partner without a log-in answers behind the link of a mail. Their own desk shows the same."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import link_page
from branchline.core.requests import ServiceRequest

from .actions import accept_referral, decline_referral, report_done
from .errors import SayWhy
from .forms import DeclineForm
from .models import Referral
from .queries import facts_for_partner, may_be_read, referral_by_link


@link_page
def answer(request: ServiceRequest, token: str) -> HttpResponse:
    """Opening changes nothing, the buttons do."""
    now = clock.now()
    found = referral_by_link(secret=token, now=now)
    return answering(request, found, "referrals/answer.html", now=now)


def answering(
    request: ServiceRequest, found: Referral, template: str, *, now: datetime, **more: Any
) -> HttpResponse:
    """One referral as its partner sees it, and the buttons that fit its state."""
    said_no = request.method == "POST" and request.POST.get("answer") == "no"
    form = DeclineForm(request.POST if said_no else None)
    context: dict[str, Any] = {"form": form, **more}
    if request.method == "POST":
        try:
            if _answer(request, found, form, now):
                return redirect(request.path)
        except Refusal as refusal:
            if said_no and refusal.field:
                form.refuse(refusal)
            else:
                context["refusal"] = refusal
            found.refresh_from_db()
    readable = may_be_read(found, now)
    context |= {
        "referral": found,
        "readable": readable,
        "facts": facts_for_partner(found, now) if readable else [],
        # Taken back, or not to be read any more, although nobody has written that down yet.
        "gone": found.state == "withdrawn" or (found.is_open and not readable),
        "now": now,
    }
    return render(request, template, context)


def _answer(request: ServiceRequest, found: Referral, form: DeclineForm, now: datetime) -> bool:
    """Whether something was done."""
    by = request.acting
    match request.POST.get("answer"):
        case "yes":
            accept_referral(referral=found, by=by, now=now)
        case "done":
            report_done(referral=found, by=by, now=now)
        case "no":
            if not form.is_valid():
                return False
            if not form.why.strip():
                raise SayWhy(field="other")
            decline_referral(
                referral=found,
                reason=form.why,
                instead=form.cleaned_data["instead"],
                by=by,
                now=now,
            )
        case _:
            return False
    return True
