"""One referral at the desk: how it stands, its steps, and what can be done now. Each deed is one form."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.errors import Refusal
from branchline.core.forms import Form
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read

from ..actions import (
    accept_referral,
    chase_referral,
    decline_referral,
    note_felt,
    report_done,
    send_referral,
    withdraw_referral,
)
from ..errors import SayWhy
from ..forms import ConsentForm, DeclineForm, FeltForm, NoteForm
from ..models import Referral, State
from ..parts import referrals_shown
from ..permits import MAKE_REFERRALS, SEE_REFERRALS
from ..queries import consent_words, known_facts, reach_of_offer, referral_at

FORMS: dict[str, type[Form]] = {
    "send": ConsentForm,
    "accept": NoteForm,
    "decline": DeclineForm,
    "done": NoteForm,
    "felt": FeltForm,
    "chase": NoteForm,
    "withdraw": NoteForm,
}
FITTING: dict[State, tuple[str, ...]] = {
    State.DRAFT: ("send", "withdraw"),
    State.SENT: ("accept", "decline", "chase", "felt", "withdraw"),
    State.ACCEPTED: ("felt", "done", "decline", "withdraw"),
    State.DONE: ("felt", "withdraw"),
}
"""What can be done in a state, the likeliest first."""


@desk_page(SEE_REFERRALS)
def referral(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One referral. Opening it is written down."""
    found = referral_at(public_id=public_id)
    if found is None:
        raise Http404
    permitted(request, SEE_REFERRALS, found)
    now = clock.now()
    may = MAKE_REFERRALS.allows(request.holdings, found)
    asked = request.POST.get("do", "") if request.method == "POST" and may else ""
    fitting = FITTING.get(State(found.state), ())
    if asked in FORMS and asked not in fitting:
        messages.info(request, _("Something has changed meanwhile: look at how it stands now."))
        return redirect(request.path)
    forms = {
        name: FORMS[name](request.POST if name == asked else None, prefix=name) for name in fitting
    }
    if asked in forms and forms[asked].is_valid():
        try:
            said = DEEDS[asked](request, found, forms[asked], now)
        except Refusal as refusal:
            forms[asked].refuse(refusal)
        else:
            messages.success(request, said)
            return redirect(request.path)
    note_read(person=found.person, page="referrals:desk_referral", by=request.acting, now=now)
    return render(request, "referrals/desk/referral.html", _context(found, forms, may, asked, now))


def _context(
    found: Referral, forms: dict[str, Form], may: bool, asked: str, now: datetime
) -> dict[str, Any]:
    known = known_facts(found.person)
    offer = found.offer
    return {
        "referral": found,
        "shown": referrals_shown([found], now=now)[0],
        "steps": list(found.events.select_related("by").order_by("pk")),
        "facts": [(fact.label, known[fact]) for fact in known if fact in found.share],
        "reach": reach_of_offer(offer) if offer else [],
        "words": consent_words(partner=found.whom, kind=found.kind, share=found.share),
        "forms": forms if may else {},
        "form": forms.get(asked),
        "asked": asked,
        "late": found.is_late(in_london(now).date()),
        "now": now,
    }


def _send(request: Any, found: Referral, form: Any, now: datetime) -> str:
    send_referral(referral=found, consent=form.how, by=request.acting, now=now)
    return _("Sent. You see here when they answer.")


def _accept(request: Any, found: Referral, form: Any, now: datetime) -> str:
    accept_referral(
        referral=found, by_partner=False, note=form.cleaned_data["note"], by=request.acting, now=now
    )
    return _("Written down: they will help.")


def _decline(request: Any, found: Referral, form: Any, now: datetime) -> str:
    if not form.why.strip():
        raise SayWhy(field="other")
    decline_referral(
        referral=found, reason=form.why, instead=form.cleaned_data["instead"], by_partner=False,
        by=request.acting, now=now,
    )  # fmt: skip
    return _("Written down: they can’t help. The person is told why, and what else can help.")


def _done(request: Any, found: Referral, form: Any, now: datetime) -> str:
    report_done(
        referral=found, by_partner=False, note=form.cleaned_data["note"], by=request.acting, now=now
    )
    return _("Written down: the partner says it is done. Now ask the person.")


def _felt(request: Any, found: Referral, form: Any, now: datetime) -> str:
    note_felt(
        referral=found, felt=form.said, note=form.cleaned_data["note"], by=request.acting, now=now
    )
    return _("Written down, in their word.")


def _chase(request: Any, found: Referral, form: Any, now: datetime) -> str:
    chase_referral(referral=found, note=form.cleaned_data["note"], by=request.acting, now=now)
    return _("Reminded. You are asked to look again in two working days.")


def _withdraw(request: Any, found: Referral, form: Any, now: datetime) -> str:
    withdraw_referral(referral=found, note=form.cleaned_data["note"], by=request.acting, now=now)
    return _("Taken back. The partner is told, and can read nothing of it any more.")


DEEDS: dict[str, Callable[[Any, Referral, Any, datetime], str]] = {
    "send": _send,
    "accept": _accept,
    "decline": _decline,
    "done": _done,
    "felt": _felt,
    "chase": _chase,
    "withdraw": _withdraw,
}
