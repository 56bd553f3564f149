"""Writes of the room messages. Door of the room."""

from .another_way import send_another_way
from .answers import record_answer
from .by_staff import say_it_arrived, send_again, withdraw
from .calling import leave_call, record_call, ring_now, take_call
from .deliver import LOT, carried, could_not_write, finish, prepare, prepare_lot, recover
from .errands import DELIVER
from .forgetting import (
    expire_texts,
    export_address,
    forget_about,
    forget_address,
    remove_lines,
)
from .printing import confirm_posted, give_run_up, print_letters, print_one_again
from .receiving import mark_handled, receive, stop_by_link
from .send import send
from .senders import change_sender
from .tidying import tidy
from .truth import take_back, withdraw_untrue
from .wishes import lift, suppress, take_stop_back, write_stop_down

__all__ = [
    "DELIVER",
    "LOT",
    "carried",
    "change_sender",
    "confirm_posted",
    "could_not_write",
    "expire_texts",
    "export_address",
    "finish",
    "forget_about",
    "forget_address",
    "give_run_up",
    "leave_call",
    "lift",
    "mark_handled",
    "prepare",
    "prepare_lot",
    "print_letters",
    "print_one_again",
    "receive",
    "record_answer",
    "record_call",
    "ring_now",
    "recover",
    "remove_lines",
    "say_it_arrived",
    "send",
    "send_again",
    "send_another_way",
    "stop_by_link",
    "suppress",
    "take_back",
    "take_call",
    "take_stop_back",
    "tidy",
    "withdraw",
    "withdraw_untrue",
    "write_stop_down",
]
