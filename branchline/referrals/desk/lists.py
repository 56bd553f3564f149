"""Referrals as a list; those of one person, and a new one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read
from branchline.people.models import Resident
from branchline.people.queries import is_deceased, resident_by_public_id

from ..actions import make_referral
from ..actions.steps import account_of
from ..forms import NewReferralForm
from ..models import Referral, State
from ..parts import referrals_shown
from ..permits import CHOOSE_PARTNERS, MAKE_REFERRALS, SEE_REFERRALS
from ..queries import Board, Sought, board, listed, referrals_of, unanswered

LISTS = ("open", "ask", "drafts", "ended")


@desk_page(SEE_REFERRALS)
def referrals(request: ServiceRequest) -> HttpResponse:
    """Mine or all; open, to ask about, drafts, ended; late ones first."""
    now = clock.now()
    today = in_london(now).date()
    shown = request.GET.get("show", "open")
    shown = shown if shown in LISTS or shown in State.values else "open"
    mine = request.GET.get("whose") == "mine"
    sought = Sought(shown, account_of(request.acting) if mine else None)
    after = request.GET.get("after")
    found = listed(holdings=request.holdings, sought=sought, today=today, cursor=after)
    here, stands = reverse("referrals:desk", args=[request.service.slug]), board(now)
    whose = {"whose": "mine"} if mine else {}
    context = {
        "rows": referrals_shown(found.rows, now=now),
        "board": stands,
        "tabs": _tabs(here, shown, whose, stands),
        "to_chase": list(unanswered(now)[:5]) if shown == "open" else [],
        "mine": mine,
        "mine_address": f"{here}?{urlencode({'show': shown, 'whose': 'mine'})}",
        "all_address": f"{here}?{urlencode({'show': shown})}",
        "older": f"{here}?{urlencode({'show': shown, **whose, 'after': found.after})}"
        if found.after
        else "",
        "newest": f"{here}?{urlencode({'show': shown, **whose})}" if after else "",
        "chooses": CHOOSE_PARTNERS.allows(request.holdings),
        "shown": shown,
    }
    return render(request, "referrals/desk/list.html", context)


def _tabs(here: str, shown: str, whose: dict[str, str], stands: Board) -> list[dict[str, Any]]:
    counted = {
        "open": (_("Open"), stands.open),
        "ask": (_("To ask them about"), stands.to_ask_about),
        "drafts": (_("Not sent yet"), stands.of(State.DRAFT).number),
        "ended": (_("Ended"), ""),
    }
    return [
        {
            "title": title,
            "address": f"{here}?{urlencode({'show': name, **whose})}",
            "current": name == shown,
            "count": count,
        }
        for name, (title, count) in counted.items()
    ]


@desk_page(MAKE_REFERRALS)
def of_person(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What somebody was passed on for, and a form to pass them on. Opening it is written down."""
    found = resident_by_public_id(public_id=public_id)
    if found is None or found.merged_into_id is not None:
        raise Http404
    permitted(request, MAKE_REFERRALS, found)
    now = clock.now()
    died = is_deceased(found)
    form = NewReferralForm(request.POST if request.method == "POST" else None, person=found)
    if request.method == "POST" and not died and form.is_valid():
        made = _make(request, found, form)
        if made is not None:
            return redirect("referrals:desk_referral", request.service.slug, made.public_id)
    note_read(person=found, page="referrals:desk_of", by=request.acting, now=now)
    context = {
        "person": found,
        "died": died,
        "form": form,
        "rows": referrals_shown(referrals_of(person=found), now=now),
        "offers": list(form.offers.values()),
        "chooses": CHOOSE_PARTNERS.allows(request.holdings),
    }
    return render(request, "referrals/desk/of_person.html", context)


def _make(request: ServiceRequest, person: Resident, form: NewReferralForm) -> Referral | None:
    try:
        made = make_referral(
            person=person,
            **form.as_said(),
            consent=None,
            as_draft=True,
            by=request.acting,
            now=clock.now(),
            key=form.cleaned_data["key"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.info(request, _("Kept, not sent yet. Read the words to them first."))
    return made
