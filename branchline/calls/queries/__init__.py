"""Reads of the room. Door."""

from .about import about
from .asking import ROOM, asked_at, asked_for, whose, why_of
from .board import (
    Board,
    attempts_of,
    board_of,
    kept_apart,
    need_of,
    people_of,
    person_at,
    rounds_of,
)
from .cohorts import Since, cohort_at, cohorts_of, since_then, to_choose_from, where_it_comes_from
from .fitting import Fit, Found, find_people, in_words
from .leases import LEASE_MINUTES, LONGEST_HOURS, Lease, Slip, lease_of, slip_of, spoken_of
from .measuring import SETS, Measure, about_of, measure_due, moment_due, survey_of
from .packs import Packed, call_of, calls_of, pack_at, packs_of, packs_out, papers_of
from .partners import SHARED, Helper, helpers_for
from .planning import ToPlan, monday_of, to_plan
from .promised import Promised, promised_to
from .ringing import Ringing, call_for, desk_telephone, ringing_of
from .rota import GapShown, HandedOver, HourShown, RotaShown, away_in, handover_of, rota_of, week_of
from .rounds import closed_days, hours_of, round_at, rounds_at_work, rounds_here
from .screen import Day, Screen, attempt_of, day_of, screen_of, screens_of
from .why_not import REASONS, held_up, why_not, why_not_now

__all__ = [
    "ROOM",
    "asked_at",
    "asked_for",
    "whose",
    "why_of",
    "Packed",
    "call_of",
    "calls_of",
    "pack_at",
    "packs_of",
    "packs_out",
    "papers_of",
    "screens_of",
    "Since",
    "cohort_at",
    "cohorts_of",
    "since_then",
    "to_choose_from",
    "where_it_comes_from",
    "Fit",
    "Found",
    "find_people",
    "in_words",
    "about",
    "Ringing",
    "call_for",
    "desk_telephone",
    "ringing_of",
    "SETS",
    "SHARED",
    "Measure",
    "about_of",
    "measure_due",
    "moment_due",
    "survey_of",
    "Helper",
    "Promised",
    "helpers_for",
    "promised_to",
    "GapShown",
    "HandedOver",
    "HourShown",
    "RotaShown",
    "ToPlan",
    "away_in",
    "handover_of",
    "monday_of",
    "rota_of",
    "to_plan",
    "week_of",
    "Board",
    "attempts_of",
    "board_of",
    "kept_apart",
    "need_of",
    "people_of",
    "rounds_of",
    "person_at",
    "Day",
    "Screen",
    "attempt_of",
    "day_of",
    "screen_of",
    "LEASE_MINUTES",
    "LONGEST_HOURS",
    "REASONS",
    "Lease",
    "Slip",
    "closed_days",
    "held_up",
    "hours_of",
    "lease_of",
    "round_at",
    "rounds_at_work",
    "rounds_here",
    "slip_of",
    "spoken_of",
    "why_not",
    "why_not_now",
]
