"""What the addresses of the room devices name."""

from ..addresses import Sample
from .rows import both, first

WAITS = first("devices.Device", standing="to_ready")
SOMEBODY = first("people.Resident", merged_into__isnull=True)
LOAN = first("devices.Loan", out_at__isnull=False, ended_at__isnull=True)
THERE = first("devices.Device", standing="available")

SAMPLES: dict[str, Sample] = {
    "devices:desk_device": THERE,
    "devices:desk_ready": WAITS,
    "devices:desk_change": THERE,
    "devices:desk_into_case": THERE,
    "devices:desk_deed": both(THERE, lambda: ["test"]),
    "devices:desk_lend": THERE,
    "devices:desk_lend_to": both(THERE, SOMEBODY),
    "devices:desk_book_for": both(THERE, SOMEBODY),
    "devices:desk_of": SOMEBODY,
    "devices:desk_loan": LOAN,
    "devices:desk_agreement": LOAN,
    "devices:desk_case": first("devices.KitCase"),
    "devices:desk_sim": first("devices.Sim"),
}
