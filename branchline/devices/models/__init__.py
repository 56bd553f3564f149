"""Tables of the room. Door."""

from .asking import DeviceRequest, EligibilityRule
from .kits import KitCase, KitPart, Sim
from .loans import BUFFER, Agreement, Loan
from .stock import OLD_BATTERY, Device, DeviceEvent, DeviceModel
from .words import (
    ENDED,
    MONTHS_TO_NEXT_TEST,
    STEPS,
    Band,
    Ending,
    Event,
    Kind,
    Need,
    Risk,
    Rule,
    SimFrom,
    Stage,
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
    "Band",
    "DeviceRequest",
    "EligibilityRule",
    "Event",
    "Kind",
    "KitCase",
    "KitPart",
    "Loan",
    "Need",
    "Risk",
    "Rule",
    "Sim",
    "SimFrom",
    "Stage",
    "Standing",
    "System",
    "Way",
]
