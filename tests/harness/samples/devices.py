"""What the addresses of the room devices name."""

from ..addresses import Sample
from .rows import both, first

WAITS = first("devices.Device", standing="to_ready")
THERE = first("devices.Device", standing="available")

SAMPLES: dict[str, Sample] = {
    "devices:desk_device": THERE,
    "devices:desk_ready": WAITS,
    "devices:desk_change": THERE,
    "devices:desk_into_case": THERE,
    "devices:desk_deed": both(THERE, lambda: ["test"]),
    "devices:desk_case": first("devices.KitCase"),
    "devices:desk_sim": first("devices.Sim"),
}
