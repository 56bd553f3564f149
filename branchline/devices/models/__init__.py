"""Tables of the room. Door."""

from .kits import KitCase, KitPart, Sim
from .stock import OLD_BATTERY, Device, DeviceEvent, DeviceModel
from .words import (
    ENDED,
    MONTHS_TO_NEXT_TEST,
    STEPS,
    Event,
    Kind,
    Need,
    Risk,
    SimFrom,
    Standing,
    System,
)

__all__ = [
    "ENDED",
    "MONTHS_TO_NEXT_TEST",
    "OLD_BATTERY",
    "STEPS",
    "Device",
    "DeviceEvent",
    "DeviceModel",
    "Event",
    "Kind",
    "KitCase",
    "KitPart",
    "Need",
    "Risk",
    "Sim",
    "SimFrom",
    "Standing",
    "System",
]
