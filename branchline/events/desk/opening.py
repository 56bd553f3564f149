"""Open a popular date fairly, instead of a race."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions import open_fairly
from ..forms import OpenFairlyForm
from ..permits import CREATE_EVENTS
from ..queries import occurrence_at_desk


@desk_page(CREATE_EVENTS)
def open_date_fairly(request: ServiceRequest, public_id: str) -> HttpResponse:
    """How long people may ask, and who comes first in the draw."""
    now = clock.now()
    found = permitted(request, CREATE_EVENTS, occurrence_at_desk(public_id=public_id))
    form = OpenFairlyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            open_fairly(
                occurrence=found,
                hours=int(form.cleaned_data["hours"]),
                rules=form.cleaned_data["rules"],
                by=request.acting,
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("People can ask for places now. The draw happens by itself.")
            )
            return redirect("events:desk_date", request.service.slug, public_id)
    context = {"form": form, "occurrence": found, "event": found.event, "now": now}
    return render(request, "events/desk/open_fairly.html", context)
