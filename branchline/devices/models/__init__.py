"""Tables of the room. Door."""

from .asking import DeviceRequest, EligibilityRule
from .kindness import LoanNews, LoanRung, RungDay, SimPause
from .kits import KitCase, KitPart, Sim
from .loans import BUFFER, Agreement, Loan
from .stock import OLD_BATTERY, Device, DeviceEvent, DeviceModel
from .words import (
    ENDED,
    MONTHS_TO_NEXT_TEST,
    STEPS,
    UNTIL_WHEN,
    Band,
    Ending,
    Event,
    Kind,
    Need,
    News,
    Risk,
    Rule,
    SimFrom,
    Stage,
    Standing,
    System,
    Taken,
    Way,
)

__all__ = [
    "BUFFER",
    "ENDED",
    "MONTHS_TO_NEXT_TEST",
    "OLD_BATTERY",
    "STEPS",
    "UNTIL_WHEN",
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
    "LoanNews",
    "LoanRung",
    "Need",
    "News",
    "Risk",
    "Rule",
    "RungDay",
    "Sim",
    "SimFrom",
    "SimPause",
    "Stage",
    "Standing",
    "System",
    "Taken",
    "Way",
]
