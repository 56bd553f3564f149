"""Reads of the room people. Door of the room."""

from .accounts import (
    RoleRow,
    RoleTable,
    about_account,
    colleagues,
    holdings_of,
    membership_at,
    memberships_of,
    open_invitations,
    organisations_here,
    role_tables,
    roles_of,
    sentences_of,
)
from .tablets import device_with, devices, has_pin, holdings_on, staff_with_pin

__all__ = [
    "RoleRow",
    "RoleTable",
    "about_account",
    "colleagues",
    "device_with",
    "devices",
    "has_pin",
    "holdings_of",
    "holdings_on",
    "membership_at",
    "memberships_of",
    "open_invitations",
    "organisations_here",
    "role_tables",
    "roles_of",
    "sentences_of",
    "staff_with_pin",
]
