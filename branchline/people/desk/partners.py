"""Desk: partners and councils that work with the service."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.people import actions, permits, queries
from branchline.people.forms.accounts import PartnerForm
from branchline.people.models import Organisation, OrganisationKind


@desk_page(permits.SEE_COLLEAGUES)
@require_safe
def partners(request: Any) -> HttpResponse:
    """Who works with us, how many of their people come to the desk here, and since when."""
    context = {
        "partners": queries.partners(today=clock.today()),
        "manages": permits.MANAGE_COLLEAGUES.allows(request.holdings),
        "tab": "partners",
    }
    return render(request, "people/desk/partners.html", context)


@desk_page(permits.MANAGE_COLLEAGUES)
@require_http_methods(["GET", "HEAD", "POST"])
def add_partner(request: Any) -> HttpResponse:
    """Begin to work with a partner or council; the next step invites its first worker."""
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = actions.begin_partnership(
                name=form.cleaned_data["name"],
                kind=OrganisationKind(form.cleaned_data["kind"]),
                key=form.cleaned_data["key"],
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            added = _("%(name)s is a partner now. Whom of theirs shall we invite first?")
            messages.success(request, added % {"name": organisation.name})
            invite = reverse("people:invite", args=[request.service.slug])
            return redirect(f"{invite}?for={organisation.public_id}")
    return render(request, "people/desk/add_partner.html", {"form": form})


@desk_page(permits.MANAGE_COLLEAGUES)
@require_http_methods(["GET", "HEAD", "POST"])
def end_partner(request: Any, public_id: str) -> HttpResponse:
    """A partnership ends: asked once, with what it means for their people."""
    partner = queries.partner_at(public_id=public_id, today=clock.today())
    if partner is None:
        raise Http404
    organisation: Organisation = partner.organisation
    if request.method == "POST":
        actions.end_partnership(organisation=organisation, by=request.acting, now=clock.now())
        ended = _("The partnership with %(name)s has ended.")
        messages.success(request, ended % {"name": organisation.name})
        return redirect("people:partners", request.service.slug)
    return render(request, "people/desk/end_partner.html", {"partner": partner})
