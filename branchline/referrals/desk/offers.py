"""Which partners take whom, in how many days they answer: the settings of this room."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.models import Organisation
from branchline.people.queries import partners

from .. import queries
from ..actions import add_offer, change_offer, end_offer
from ..forms import OfferForm
from ..permits import CHOOSE_PARTNERS


@desk_page(CHOOSE_PARTNERS)
def offers(request: ServiceRequest) -> HttpResponse:
    """Who takes people, for what."""
    rows = [(offer, queries.reach_of_offer(offer)) for offer in queries.offers()]
    return render(request, "referrals/desk/offers.html", {"rows": rows})


def _partners() -> list[Organisation]:
    return [partner.organisation for partner in partners(today=clock.today())]


@desk_page(CHOOSE_PARTNERS)
def new_offer(request: ServiceRequest) -> HttpResponse:
    """Somebody else who takes people."""
    form = OfferForm(request.POST if request.method == "POST" else None, partners=_partners())
    if request.method == "POST" and form.is_valid():
        try:
            add_offer(
                facts=form.facts(), by=request.acting, now=clock.now(), key=form.cleaned_data["key"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Added. People can be passed on to them from now on."))
            return redirect("referrals:desk_offers", request.service.slug)
    return render(request, "referrals/desk/offer.html", {"form": form, "offer": None})


@desk_page(CHOOSE_PARTNERS)
def offer(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Change what they take, or end it."""
    found = queries.offer_at(public_id=public_id)
    if found is None:
        raise Http404
    permitted(request, CHOOSE_PARTNERS, found)
    ends = request.method == "POST" and request.POST.get("do") == "end"
    if ends:
        end_offer(offer=found, by=request.acting, now=clock.now())
        messages.success(request, _("Ended. What they have already goes on."))
        return redirect("referrals:desk_offers", request.service.slug)
    own = [found.organisation] if found.organisation else []
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        partners=own,
        initial=OfferForm.of(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_offer(offer=found, facts=form.facts(), by=request.acting, now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("referrals:desk_offers", request.service.slug)
    return render(request, "referrals/desk/offer.html", {"form": form, "offer": found})
