"""The partner's own desk: what the library has sent to their organisation, and nobody else's."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read

from ..pages import answering
from ..parts import referrals_shown
from ..permits import ANSWER_REFERRALS
from ..queries import Sought, listed_for_partner, referral_at


@desk_page(ANSWER_REFERRALS)
def sent_to_us(request: ServiceRequest) -> HttpResponse:
    """Open ones, the late first; or what has ended."""
    now = clock.now()
    ended = request.GET.get("show") == "ended"
    after = request.GET.get("after")
    found = listed_for_partner(
        holdings=request.holdings,
        sought=Sought("ended" if ended else "open"),
        today=in_london(now).date(),
        cursor=after,
    )
    here = reverse("referrals:partner", args=[request.service.slug])
    ended_page = f"{here}?show=ended"
    current = ended_page if ended else here
    context = {
        "rows": referrals_shown(found.rows, now=now),
        "tabs": [
            {"title": _("Open"), "address": here, "current": not ended},
            {"title": _("Ended"), "address": ended_page, "current": ended},
        ],
        "ended": ended,
        "older": f"{here}?{urlencode({'show': 'ended' if ended else 'open', 'after': found.after})}"
        if found.after
        else "",
        "newest": current if after else "",
    }
    return render(request, "referrals/partner/list.html", context)


@desk_page(ANSWER_REFERRALS)
def sent_referral(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One of theirs, with what the person agreed to pass on; yes, no, done. Opening it is written down."""
    found = referral_at(public_id=public_id)
    if found is None:
        raise Http404
    permitted(request, ANSWER_REFERRALS, found)
    now = clock.now()
    if request.method != "POST":
        note_read(
            person=found.person, page="referrals:partner_referral", by=request.acting, now=now
        )
    return answering(request, found, "referrals/partner/referral.html", now=now)
