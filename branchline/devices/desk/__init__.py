"""Desk: the stock, one device, kit cases and SIM cards, labels."""

from .device import change_device, deed, device, into_case, ready
from .kits import case, cases, sim, sims
from .labels import labels
from .lending import book_for, lend, lend_to
from .loans import agreement, loan, loans, loans_of
from .stock import find, models, new_device, stock

__all__ = [
    "agreement",
    "book_for",
    "case",
    "cases",
    "change_device",
    "deed",
    "device",
    "find",
    "into_case",
    "labels",
    "lend",
    "lend_to",
    "loan",
    "loans",
    "loans_of",
    "models",
    "new_device",
    "ready",
    "sim",
    "sims",
    "stock",
]
