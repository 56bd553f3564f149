"""Writes of the room. Door."""

from .asking import ask_for_call, take_up
from .callees import Part, Suits, Ways, say_how_to_ring
from .cohorts import Ground, choose_people, look_again, take_off
from .following import note_hard
from .leases import hand_back, keep_apart, next_call, no_longer_apart, still_here
from .measuring import Answered, ask_how_people_are
from .needs import Need, close_need, follow_referrals
from .packs import MOST, make_pack, withdraw_pack
from .people import (
    account_of,
    choose_usual_caller,
    end_person,
    pause_person,
    put_on_round,
    resume_person,
)
from .report import Heard, report_call
from .ringing import RING, ask_to_ring, begin_to_ring, note_rang
from .rota import give_out_week, go_by_rota, plan_week
from .rounds import RoundFacts, begin_round, change_round, choose_callers, end_round, make_round
from .screening import heed_promotional, put_numbers_together, take_numbers
from .scripts import change_script, write_script
from .wishes import heed_wishes

__all__ = [
    "account_of",
    "heed_promotional",
    "put_numbers_together",
    "take_numbers",
    "ask_for_call",
    "take_up",
    "Answered",
    "ask_how_people_are",
    "MOST",
    "make_pack",
    "withdraw_pack",
    "Ground",
    "choose_people",
    "look_again",
    "take_off",
    "Heard",
    "Need",
    "RING",
    "Part",
    "RoundFacts",
    "Suits",
    "Ways",
    "ask_to_ring",
    "begin_to_ring",
    "begin_round",
    "change_round",
    "change_script",
    "choose_callers",
    "choose_usual_caller",
    "close_need",
    "end_person",
    "end_round",
    "follow_referrals",
    "give_out_week",
    "go_by_rota",
    "hand_back",
    "heed_wishes",
    "keep_apart",
    "make_round",
    "next_call",
    "no_longer_apart",
    "note_hard",
    "note_rang",
    "pause_person",
    "plan_week",
    "put_on_round",
    "report_call",
    "resume_person",
    "say_how_to_ring",
    "still_here",
    "write_script",
]
