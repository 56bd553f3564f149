"""What every way to ring has in common."""

from dataclasses import dataclass
from typing import Protocol

from branchline.core.telephones import address

RELAY = "18002"
"""Relay UK: whoever hears dials it before the number of whoever uses the relay (BT price list)."""
PATIENCE = 45.0
"""Seconds that a telephone rings before nobody is there: eight or nine rings, and time to reach it."""


class CantRing(Exception):
    """The desk's telephone can't be reached, or was not picked up: the person called heard nothing."""


@dataclass(frozen=True)
class Call:
    """A number to be rung from a desk. `number`, `shown`: national digits, or + and digits.

    `shown` is what the person called sees: the branch's own number; nothing where the telephone has its own.
    """

    number: str
    desk: str
    relay: bool = False
    shown: str = ""

    @property
    def dialled(self) -> str:
        """What goes to the exchange: +441632960123, or 1800201632960123 through the relay."""
        return f"{RELAY}{self.number}" if self.relay else _whole(self.number)

    @property
    def shows(self) -> str:
        """The number that is shown, as an exchange takes it."""
        return _whole(self.shown)


def _whole(number: str) -> str:
    return f"+44{number[1:]}" if number.startswith("0") else number


def link_of(number: str, *, relay: bool) -> str:
    """For a link that rings, and for the square code of it."""
    if relay:
        return f"tel:{RELAY}{number}"
    return address(number) if number.startswith("0") else f"tel:{number}"


class Telephone(Protocol):
    """Rings from a desk."""

    name: str

    def dial(self, call: Call) -> int:
        """Ring, and wait until it is known how it went: the SIP code of the person called, 200 if answered.

        A call that is answered goes on. Takes up to `PATIENCE` and some seconds. Raises CantRing.
        """
