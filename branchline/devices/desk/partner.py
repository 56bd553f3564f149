"""The partner’s own desk: whom they referred for a device, how far each has come, and a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock, limits
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.errors import AddressNotRight
from branchline.people.models import Organisation
from branchline.people.queries import partners
from branchline.referrals.models import ReferralKind
from branchline.referrals.queries import consent_words

from .. import actions, queries
from ..forms import ReferForm
from ..pages import ASKED
from ..permits import REFER_FOR_DEVICE


@desk_page(REFER_FOR_DEVICE)
def referred(request: ServiceRequest) -> HttpResponse:
    """Theirs alone, each with its stage; what was promised while it is not decided."""
    rows = queries.referred_by(request.holdings)
    context = {"rows": rows, "asked": queries.asked_about(rows)}
    return render(request, "devices/partner/list.html", context)


@desk_page(REFER_FOR_DEVICE)
def refer(request: ServiceRequest) -> HttpResponse:
    """Eleven fields, and the sentence to read out."""
    branches = queries.branches_to_choose(request.service)
    form = ReferForm(request.POST if request.method == "POST" else None, branches=branches)
    partner = _partner(request)
    if request.method == "POST" and partner is not None and form.is_valid():
        now = clock.now()
        try:
            with limits.asking(ASKED, request=request, now=now):
                actions.refer_for_device(
                    reach=form.reach((get_language() or "en")[:2]), wish=form.wished(), organisation=partner,
                    consent=form.how, by=request.acting, now=now, key=form.cleaned_data["key"],
                )  # fmt: skip
        except AddressNotRight as refusal:
            form.add_error("address", str(refusal))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Thank you. We answer within five working days."))
            return redirect("devices:partner", request.service.slug)
    said = consent_words(
        partner=str(request.service.name), kind=ReferralKind.DEVICES, language=(get_language() or "en")[:2],
        share=actions.SHARED,
    )  # fmt: skip
    return render(request, "devices/partner/refer.html", {"form": form, "said": said})


def _partner(request: ServiceRequest) -> Organisation | None:
    """For which of the service’s partners they work."""
    mine = {each.reach.organisation_id for each in request.holdings}
    here = partners(today=clock.today())
    return next((each.organisation for each in here if each.organisation.pk in mine), None)
