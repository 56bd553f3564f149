"""A stop that came by letter, at the counter or on the phone: written down, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions import take_stop_back, write_stop_down
from ..forms import StopForm
from ..models import Scope
from ..permits import RECORD_STOP
from ..queries import line, message_called


@desk_page(RECORD_STOP)
def record_stop(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Choose how much, then it holds at once."""
    found = permitted(request, RECORD_STOP, message_called(public_id))
    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            much = Scope(form.cleaned_data["much"])
            write_stop_down(message=found.public_id, much=much, by=request.acting, now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down. It holds from now on."))
            return redirect("messages:message", request.service.slug, found.public_id)
    context = {"line": line(found), "message": found, "form": form}
    return render(request, "messages/desk/stop.html", context)


@desk_page(RECORD_STOP)
def undo_stop(request: ServiceRequest, public_id: str) -> HttpResponse:
    """It was a slip, or they changed their mind."""
    found = permitted(request, RECORD_STOP, message_called(public_id))
    if request.method == "POST":
        try:
            take_stop_back(message=found.public_id, by=request.acting, now=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Taken back. They get messages again."))
    return redirect("messages:message", request.service.slug, found.public_id)
