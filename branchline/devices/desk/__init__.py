"""Desk: the stock, one device, kit cases and SIM cards, labels."""

from .device import change_device, deed, device, into_case, ready
from .kits import case, cases, sim, sims
from .labels import labels
from .stock import find, models, new_device, stock

__all__ = [
    "case",
    "cases",
    "change_device",
    "deed",
    "device",
    "find",
    "into_case",
    "labels",
    "models",
    "new_device",
    "ready",
    "sim",
    "sims",
    "stock",
]
