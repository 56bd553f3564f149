"""Desk: who booked without an account."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branchline.core import clock
from branchline.core.limits import Limit
from branchline.core.pages import desk_page
from branchline.messages.models import Route
from branchline.people import actions, permits, queries
from branchline.people.errors import NotToBeWrittenTo
from branchline.people.forms.residents import CodeForm
from branchline.people.models import Purpose

from .steps import contact_of, step

PROOFS = Limit("people.proofs", most=10, within=timedelta(minutes=15), most_of_everybody=100)
"""Codes that prove an address, told to staff: a slip or two each, but nobody's address is proven by trying."""


@desk_page(permits.SEE_RESIDENTS)
@require_safe
def contacts(request: Any) -> HttpResponse:
    """Contacts by name; or only those who may be a resident we know."""
    text, only_open = request.GET.get("who", ""), request.GET.get("show") == "known"
    page = queries.find_contacts(
        text=text,
        visible=permits.SEE_RESIDENTS.visible(request.holdings),
        only_open=only_open,
        after=request.GET.get("after"),
    )
    show = {"show": "known"} if only_open else {}
    context = {
        "text": text,
        "page": page,
        "only_open": only_open,
        "later": f"?{urlencode({'who': text, 'after': page.after, **show})}" if page.after else "",
        "waiting": queries.people_to_do(today=clock.today()),
        "tab": "contacts",
    }
    return render(request, "people/desk/residents/contacts.html", context)


@desk_page(permits.SEE_RESIDENTS)
@require_safe
def contact(request: Any, public_id: str) -> HttpResponse:
    """One contact. Opening it is written down."""
    found = contact_of(request, permits.SEE_RESIDENTS, public_id)
    actions.note_read(person=found, page="people:contact", by=request.acting, now=clock.now())
    consents = list(queries.consents_of(person=found))
    context = {
        "contact": found,
        "flags": queries.needs_of(contacts=[found]).get(found.pk, []),
        "links": queries.links_of(contact=found),
        "acts_for": queries.acts_for_whom(contact=found),
        "alike": queries.residents_alike(contact=found),
        "marks": found.marks.order_by("-pk"),
        "may_write": queries.may_contact(
            person=found,
            route=Route(found.route),
            purpose=Purpose.OWN_AFFAIRS,
            now=clock.now(),
        ),
        "standing": queries.standing_consents(consents),
        "changes": permits.CHANGE_RESIDENTS.allows(request.holdings, found),
        "reviews": permits.REVIEW_RESIDENTS.allows(request.holdings, found),
        "answers": permits.ANSWER_FOR_RECORDS.allows(request.holdings, found),
    }
    return render(request, "people/desk/residents/contact.html", context)


@desk_page(permits.CHANGE_RESIDENTS)
@require_POST
def vouch(request: Any, public_id: str) -> HttpResponse:
    """A colleague knows that the address is theirs."""
    found = contact_of(request, permits.CHANGE_RESIDENTS, public_id)
    actions.vouch_for_contact(contact=found, by=request.acting, now=clock.now())
    messages.success(request, _("Noted: you vouch for it."))
    return redirect("people:contact", request.service.slug, public_id)


@desk_page(permits.CHANGE_RESIDENTS)
@require_POST
def send_code(request: Any, public_id: str) -> HttpResponse:
    """Send a code to the address."""
    found = contact_of(request, permits.CHANGE_RESIDENTS, public_id)
    try:
        actions.ask_for_proof(contact=found, by=request.acting, now=clock.now())
    except NotToBeWrittenTo as refusal:
        messages.error(request, str(refusal))
        return redirect("people:contact", request.service.slug, public_id)
    messages.success(request, _("The code is on its way. Ask them to tell it to you."))
    return redirect("people:prove", request.service.slug, public_id)


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: Any, public_id: str) -> HttpResponse:
    """They tell the code, which shows that the address is theirs."""
    found = contact_of(request, permits.CHANGE_RESIDENTS, public_id)

    def do(form: Any) -> None:
        actions.prove_contact(
            contact=found, code=form.cleaned_data["code"], by=request.acting, now=clock.now()
        )

    form = CodeForm(request.POST or None)
    done = _("The address is theirs.")
    title = _("Is the address theirs?")
    return step(request, found, form, do, title=title, done=done, limit=PROOFS)
