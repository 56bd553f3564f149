"""Loans at the desk: who has what, one loan, and those of somebody."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branchline.core import clock
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read, note_reads
from branchline.people.permits import SEE_RESIDENTS
from branchline.people.queries import is_deceased, resident_by_public_id

from .. import actions, queries
from ..errors import NoSuchLoan
from ..forms import ExtendForm, PartsForm, SwapForm
from ..models import Loan
from ..papers import agreement_pdf
from ..permits import KEEP_DAYS, KEEP_STOCK, LEND, PAUSE_DATA
from .once import done_once
from .stock import perhaps_chosen
from .tabs import tabs


@desk_page(LEND)
def loans(request: ServiceRequest) -> HttpResponse:
    """Late, due soon, all that are out, and booked. Opening it is written down for everybody named on it."""
    today, now = clock.today(), clock.now()
    branches = queries.branches_to_choose(request.service)
    branch = perhaps_chosen(branches, request.GET.get("library", ""))
    shown = request.GET.get("show", "")
    rows = {
        name: queries.loans_that_are(
            name, visible=LEND.visible(request.holdings), branch=branch, today=today
        )
        for name in queries.SHOWS
    }
    counts = {name: found.count() for name, found in rows.items()}
    shown = shown if shown in rows else next((n for n in rows if counts[n]), "out")
    page = queries.loans_here(rows[shown], after=request.GET.get("after"))
    people = [loan.resident_id for loan in page.rows if loan.resident_id]
    note_reads(residents=people, page="devices:desk_loans", by=request.acting, now=now)
    kept = {"show": shown, "library": branch.public_id if branch else ""}
    context = {
        "page": page,
        "shown": shown,
        "views": _views(request, shown, counts, kept["library"]),
        "later": f"?{urlencode(kept | {'after': page.after})}" if page.after else "",
        "fields": [_library(branches, kept["library"])],
        "today": today,
        "stands": queries.how_they_stand(page.rows, today=today) if shown == "late" else {},
        "keeps": KEEP_DAYS.allows(request.holdings),
        "tabs": tabs(request, "desk_loans"),
    }
    return render(request, "devices/desk/loans.html", context)


def _views(
    request: ServiceRequest, shown: str, counts: dict[str, int], library: str
) -> list[dict[str, Any]]:
    titles = {
        "late": _("Later than expected"), "soon": _("Due within a week"),
        "out": pgettext("devices", "On loan"), "booked": _("Booked"),
    }  # fmt: skip
    here = reverse("devices:desk_loans", args=[request.service.slug])
    return [
        {
            "title": title,
            "address": f"{here}?{urlencode({'show': name, 'library': library})}",
            "current": name == shown,
            "count": counts[name],
        }
        for name, title in titles.items()
    ]


def _library(branches: list[Any], mine: str) -> dict[str, Any]:
    choices = [("", _("Every library")), *((b.public_id, b.name) for b in branches)]
    return {
        "name": "library", "id": "library", "label": _("Library"),
        "options": [{"value": v, "title": t, "chosen": v == mine} for v, t in choices],
    }  # fmt: skip


def found_loan(request: ServiceRequest, public_id: str) -> Loan:
    """The one in the address, if this person lends at its library."""
    found = queries.loan_at(public_id=public_id)
    if found is None:
        raise NoSuchLoan
    kept: Loan = permitted(request, LEND, found)
    return kept


def _forms(loan: Loan, do: str, sent: Any) -> dict[str, Any]:
    """What can be done with it now, each as a form."""

    def post(name: str) -> Any:
        return sent if do == name else None

    if loan.is_booked:
        return {"drop": PartsForm(post("drop"), parts=[])}
    if not loan.is_out:
        return {}
    parts = {"parts": loan.parts_out}
    return {
        "back": PartsForm(post("back"), parts=loan.parts_out, initial=parts),
        "extend": ExtendForm(post("extend")),
        "swap": SwapForm(post("swap"), parts=loan.parts_out, devices=queries.others_to_lend(loan), initial=parts),
    }  # fmt: skip


def _do(loan: Loan, name: str, given: dict[str, Any], request: ServiceRequest) -> Loan:
    by, now = request.acting, clock.now()
    if name == "extend":
        return actions.extend_loan(loan=loan, due_day=given["due_day"], by=by, now=now)
    if name == "back":
        return actions.take_back(loan=loan, parts=given.get("parts", ()), by=by, now=now)
    if name == "drop":
        return actions.drop_booking(loan=loan, by=by, now=now)
    other = queries.device_at(public_id=given["device"])
    if other is None:
        raise Http404
    everything = [part.name for part in queries.parts_to_lend(other)]
    return actions.swap_device(
        loan=loan, device=other, parts=given.get("parts", ()), parts_out=everything, by=by, now=now
    )


@desk_page(LEND)
def loan(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One loan: who, until when, what was signed, and what can be done now."""
    found, now = found_loan(request, public_id), clock.now()
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(found, do, request.POST)
    if do in forms and forms[do].is_valid():
        given = forms[do].cleaned_data
        left = done_once(
            forms[do], f"devices.{do}", lambda: _do(found, do, given, request).public_id
        )
        if left:
            said = {
                "back": _("Thank you. It is back, and is made ready from the first step."),
                "extend": _("They may keep it for longer."),
                "swap": _("Swapped. Here is the new loan, under what was signed."),
                "drop": _("The booking is taken back."),
            }
            messages.success(request, said[do])
            return redirect("devices:desk_loan", request.service.slug, left)
    if found.resident is not None:
        note_read(person=found.resident, page="devices:desk_loan", by=request.acting, now=now)
    context = {
        "loan": found,
        "forms": forms,
        "do": do,
        "form": forms.get(do),
        "late": found.is_late(clock.today()),
        "agreement": getattr(found, "agreement", None),
        "stands": queries.how_it_stands(found, today=clock.today()),
        "news": queries.news_of(found),
        "gives": KEEP_STOCK.allows(request.holdings),
        "pauses": PAUSE_DATA.allows(request.holdings),
    }
    return render(request, "devices/desk/loan.html", context)


@desk_page(LEND)
def agreement(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What was signed, on paper to take home."""
    found = found_loan(request, public_id)
    if not hasattr(found, "agreement") or found.resident is None:
        raise NoSuchLoan
    note_read(person=found.resident, page="devices:desk_loan", by=request.acting, now=clock.now())
    made = agreement_pdf(found, service=str(request.service.name), now=clock.now())
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="agreement.pdf"'
    return answer


@desk_page(SEE_RESIDENTS)
def loans_of(request: ServiceRequest, public_id: str) -> HttpResponse:
    """From somebody's record: what they have and had, of libraries where one lends. Opening it is written down."""
    found = resident_by_public_id(public_id=public_id)
    if found is None or found.merged_into_id is not None:
        raise Http404
    permitted(request, SEE_RESIDENTS, found)
    note_read(person=found, page="devices:desk_loans_of", by=request.acting, now=clock.now())
    visible = [one for one in queries.loans_of(found) if LEND.allows(request.holdings, one)]
    context = {
        "person": found,
        "died": is_deceased(found),
        "loans": visible,
        "today": clock.today(),
    }
    return render(request, "devices/desk/loans_of.html", context)
