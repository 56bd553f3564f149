"""Writes of the room people. Door of the room."""

from .accounts import appoint_manager, change_details, close_account, open_account
from .colleagues import (
    accept_invitation,
    change_membership,
    end_membership,
    invite_colleague,
    organisation_of_service,
    withdraw_invitation,
)
from .contacts import find_or_make_contact, normal_address
from .tablets import Enrolled, PinAnswer, choose_pin, enrol_device, enter_pin, retire_device

__all__ = [
    "Enrolled",
    "PinAnswer",
    "accept_invitation",
    "appoint_manager",
    "change_details",
    "change_membership",
    "choose_pin",
    "close_account",
    "end_membership",
    "enrol_device",
    "enter_pin",
    "find_or_make_contact",
    "invite_colleague",
    "normal_address",
    "open_account",
    "organisation_of_service",
    "retire_device",
    "withdraw_invitation",
]
