"""Writes of the room. Door."""

from .deeds import (
    back_from_repair,
    found_again,
    give_away,
    move_device,
    record_test,
    report_lost,
    report_stolen,
    send_to_repair,
    write_off,
)
from .kits import (
    SimFacts,
    add_case,
    add_part,
    add_sim,
    move_case,
    put_into_case,
    put_sim,
    remove_part,
)
from .ready import begin_again, make_ready_step
from .stock import DeviceFacts, ModelFacts, add_device, add_model, change_device

__all__ = [
    "DeviceFacts",
    "ModelFacts",
    "SimFacts",
    "add_case",
    "add_device",
    "add_model",
    "add_part",
    "add_sim",
    "back_from_repair",
    "begin_again",
    "change_device",
    "found_again",
    "give_away",
    "make_ready_step",
    "move_case",
    "move_device",
    "put_into_case",
    "put_sim",
    "record_test",
    "remove_part",
    "report_lost",
    "report_stolen",
    "send_to_repair",
    "write_off",
]
