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
from .forget import KEPT_FOR, forget_old_loans, forget_person
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
from .loans import (
    drop_booking,
    extend_loan,
    lend_device,
    reserve_device,
    swap_device,
    take_back,
)
from .ready import begin_again, make_ready_step
from .signing import Signed
from .stock import DeviceFacts, ModelFacts, add_device, add_model, change_device

__all__ = [
    "KEPT_FOR",
    "DeviceFacts",
    "ModelFacts",
    "Signed",
    "SimFacts",
    "add_case",
    "add_device",
    "add_model",
    "add_part",
    "add_sim",
    "back_from_repair",
    "begin_again",
    "change_device",
    "drop_booking",
    "extend_loan",
    "forget_old_loans",
    "forget_person",
    "found_again",
    "give_away",
    "lend_device",
    "make_ready_step",
    "move_case",
    "move_device",
    "put_into_case",
    "put_sim",
    "record_test",
    "remove_part",
    "report_lost",
    "report_stolen",
    "reserve_device",
    "send_to_repair",
    "swap_device",
    "take_back",
    "write_off",
]
