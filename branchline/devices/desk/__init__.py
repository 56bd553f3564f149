"""Desk: the stock, one device, kit cases and SIM cards, labels."""

from .asking import of_person, one_request, requests, rules
from .device import change_device, deed, device, into_case, ready
from .kindness import data, days, gift, heard
from .kits import case, cases, sim, sims
from .labels import labels
from .lending import book_for, lend, lend_to
from .loans import agreement, loan, loans, loans_of
from .partner import refer, referred
from .queue import queue, queues
from .stock import find, models, new_device, stock

__all__ = [
    "agreement",
    "book_for",
    "case",
    "cases",
    "change_device",
    "data",
    "days",
    "deed",
    "device",
    "find",
    "gift",
    "heard",
    "into_case",
    "labels",
    "lend",
    "lend_to",
    "loan",
    "loans",
    "loans_of",
    "models",
    "new_device",
    "of_person",
    "one_request",
    "queue",
    "queues",
    "ready",
    "refer",
    "referred",
    "requests",
    "rules",
    "sim",
    "sims",
    "stock",
]
