"""What the addresses of the room devices name."""

from typing import Any

from ..addresses import Sample
from .rows import both, first, link

WAITS = first("devices.Device", standing="to_ready")
SOMEBODY = first("people.Resident", merged_into__isnull=True)
LOAN = first("devices.Loan", out_at__isnull=False, ended_at__isnull=True)
THERE = first("devices.Device", standing="available")


def _queue() -> list[Any]:
    """Of the hotspots that people wait for."""
    from branchline.devices.models import DeviceRequest

    waits = (
        DeviceRequest.objects.filter(entry__state="waiting")
        .select_related("branch")
        .order_by("pk")
        .first()
    )
    if waits is None:
        raise LookupError("devices.DeviceRequest")
    return [waits.kind, waits.branch.public_id]


SAMPLES: dict[str, Sample] = {
    "devices:desk_device": THERE,
    "devices:desk_ready": WAITS,
    "devices:desk_change": THERE,
    "devices:desk_into_case": THERE,
    "devices:desk_deed": both(THERE, lambda: ["test"]),
    "devices:desk_lend": THERE,
    "devices:desk_lend_to": both(THERE, SOMEBODY),
    "devices:desk_book_for": both(THERE, SOMEBODY),
    "devices:desk_loans_of": SOMEBODY,
    "devices:desk_loan": LOAN,
    "devices:desk_agreement": LOAN,
    "devices:desk_loan_heard": LOAN,
    "devices:desk_loan_data": LOAN,
    "devices:desk_loan_gift": LOAN,
    "devices:desk_case": first("devices.KitCase"),
    "devices:desk_sim": first("devices.Sim"),
    "devices:desk_request": first("referrals.Referral", to_room="devices", state="sent"),
    "devices:desk_of": first("people.Resident", name="Hannah Whitworth"),
    "devices:desk_queue": _queue,
    "devices:answer": link(
        "devices.answer", "referrals.Referral", to_room="devices", state="accepted"
    ),
}
UNOPENED = {"devices:answer"}
