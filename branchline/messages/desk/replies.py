"""What people write back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import mark_handled
from ..permits import ANSWER_REPLIES
from ..queries import counts
from ..queries import replies as newest
from .tabs import tabs


@desk_page(ANSWER_REPLIES)
def replies(request: ServiceRequest) -> HttpResponse:
    """Replies to answer, and who asked us to stop."""
    now = clock.now()
    context = {"tabs": tabs(request, "replies", counts(now=now)), "arrivals": newest(now=now)}
    return render(request, "messages/desk/replies.html", context)


@desk_page(ANSWER_REPLIES)
def handled(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Somebody has dealt with it."""
    if request.method == "POST":
        mark_handled(arrival=public_id, by=request.acting, now=clock.now())
        messages.success(request, _("Noted as dealt with."))
    return redirect("messages:replies", request.service.slug)
