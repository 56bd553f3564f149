"""How the service presents itself."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import change_sender
from ..forms import SenderForm
from ..permits import CHANGE_SENDER
from ..queries import counts, notify_token, sender_here
from .tabs import tabs


@desk_page(CHANGE_SENDER)
def sender(request: ServiceRequest) -> HttpResponse:
    """Sender, quiet hours, templates; and what to enter at GOV.UK Notify."""
    now = clock.now()
    form = SenderForm(
        request.POST if request.method == "POST" else None,
        initial=SenderForm.filled_with(sender_here()),
    )
    if request.method == "POST" and form.is_valid():
        change_sender(values=form.cleaned_data, by=request.acting, now=now)
        messages.success(request, _("Saved."))
        return redirect("messages:sender", request.service.slug)
    slug, start = request.service.slug, settings.BRANCHLINE_ADDRESS
    context = {
        "tabs": tabs(request, "sender", counts(now=now)),
        "form": form,
        "receipts": start + reverse("messages:notify_receipt", args=[slug]),
        "returned": start + reverse("messages:mail_returned", args=[slug]),
        "replies": start + reverse("messages:notify_reply", args=[slug]),
        "token": notify_token(request.service),
    }
    return render(request, "messages/desk/sender.html", context)
