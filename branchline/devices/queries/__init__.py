"""Reads of the room. Door."""

from .finding import is_a_code, what_has
from .kits import case_at, cases_here, cases_to_choose, devices_in, ends_soon, sim_at, sims_here
from .labels import Labelled, cases_to_label, devices_to_label, parts_to_label
from .ready import Checklist, Step, checklist_of
from .stock import (
    Wanted,
    branches_to_choose,
    deeds_for,
    device_at,
    find_devices,
    history_of,
    how_many,
    models_here,
)

__all__ = [
    "Checklist",
    "Labelled",
    "Step",
    "Wanted",
    "branches_to_choose",
    "case_at",
    "cases_here",
    "cases_to_choose",
    "cases_to_label",
    "checklist_of",
    "deeds_for",
    "device_at",
    "devices_in",
    "devices_to_label",
    "ends_soon",
    "find_devices",
    "history_of",
    "how_many",
    "is_a_code",
    "models_here",
    "parts_to_label",
    "sim_at",
    "sims_here",
    "what_has",
]
