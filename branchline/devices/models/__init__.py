"""Tables of the room. Door."""

from .kits import KitCase, KitPart, Sim
from .loans import BUFFER, Agreement, Loan
from .stock import OLD_BATTERY, Device, DeviceEvent, DeviceModel
from .words import (
    ENDED,
    MONTHS_TO_NEXT_TEST,
    STEPS,
    Ending,
    Event,
    Kind,
    Need,
    Risk,
    SimFrom,
    Standing,
    System,
    Way,
)

__all__ = [
    "BUFFER",
    "ENDED",
    "MONTHS_TO_NEXT_TEST",
    "OLD_BATTERY",
    "STEPS",
    "Agreement",
    "Device",
    "DeviceEvent",
    "DeviceModel",
    "Ending",
    "Event",
    "Kind",
    "KitCase",
    "KitPart",
    "Loan",
    "Need",
    "Risk",
    "Sim",
    "SimFrom",
    "Standing",
    "System",
    "Way",
]
