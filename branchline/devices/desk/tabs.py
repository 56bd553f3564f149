"""The parts of the stock, as tabs above each."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core.requests import ServiceRequest

from ..permits import KEEP_STOCK


def tabs(request: ServiceRequest, here: str) -> list[dict[str, Any]]:
    """Devices, cases, cards and labels for everybody; models for those who add devices."""
    shown = [
        ("desk", _("Devices")), ("desk_loans", _("Loans")), ("desk_requests", _("Requests")), ("desk_queues", _("Queues")),
        ("desk_cases", _("Kit cases")), ("desk_sims", _("SIM cards")),
        ("desk_labels", _("Labels")),
    ]  # fmt: skip
    if KEEP_STOCK.allows(request.holdings):
        shown.append(("desk_models", _("Models")))
    return [
        {
            "title": title,
            "address": reverse(f"devices:{name}", args=[request.service.slug]),
            "current": name == here,
            "count": "",
        }
        for name, title in shown
    ]
