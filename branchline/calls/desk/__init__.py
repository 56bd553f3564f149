"""Desk: callers ring whose turn it is; coordinators see to the rounds."""

from .after import done, over, rest
from .asking import asked
from .calling import hand_back, here, home, next_one, now
from .cohorts import choose, cohort
from .packs import pack, pack_call, pack_paper, pack_phone, packs
from .person import person
from .results import results
from .ringing import rang, ring
from .rota import handover, rota
from .rounds import edit_round, new_round, one_round, put_on, rounds
from .screening import screening, screening_numbers
from .scripts import script

__all__ = [
    "asked",
    "choose",
    "cohort",
    "done",
    "edit_round",
    "hand_back",
    "handover",
    "here",
    "home",
    "new_round",
    "next_one",
    "now",
    "one_round",
    "over",
    "pack",
    "pack_call",
    "pack_paper",
    "pack_phone",
    "packs",
    "person",
    "put_on",
    "rang",
    "rest",
    "results",
    "ring",
    "rota",
    "rounds",
    "screening",
    "screening_numbers",
    "script",
]
