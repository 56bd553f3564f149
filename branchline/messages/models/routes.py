"""Words of the outbox: ways to reach somebody, states of a message, forms of a text."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from branchline.core import telephones


class Route(models.TextChoices):
    """How somebody is reached."""

    EMAIL = "email", _("Email")
    SMS = "sms", _("Text message")
    LETTER = "letter", _("Letter")
    PHONE = "phone", _("Phone call")

    @property
    def lead_time(self) -> timedelta:
        """From leaving us to being read. Second class post: 2 to 3 working days (Royal Mail), and a weekend."""
        return LEAD_TIMES[self]

    @property
    def by_hand(self) -> bool:
        """Staff do it: they print and post, or they ring."""
        return self in {Route.LETTER, Route.PHONE}

    @property
    def keeps_quiet(self) -> bool:
        """It makes a noise, so it waits for a decent hour."""
        return self in {Route.SMS, Route.PHONE}


LEAD_TIMES = {
    Route.EMAIL: timedelta(),
    Route.SMS: timedelta(),
    Route.PHONE: timedelta(),
    Route.LETTER: timedelta(days=5),
}


class Format(models.TextChoices):
    """What the text must look like for its reader (Accessible Information Standard)."""

    STANDARD = "standard", _("Standard")
    LARGE_PRINT = "large_print", _("Large print")
    EASY_READ = "easy_read", _("Easy read")


class State(models.TextChoices):
    """Where a message is. Only QUEUED and SENDING are not final; UNCERTAIN asks a person."""

    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("On its way out")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    UNCERTAIN = "uncertain", _("Perhaps sent")
    WITHDRAWN = "withdrawn", _("No longer true, so not sent")
    SUPPRESSED = "suppressed", _("Not wanted, so not sent")
    EXPIRED = "expired", _("Too late, so not sent")


ENDED = (State.SENT, State.FAILED, State.WITHDRAWN, State.SUPPRESSED, State.EXPIRED)


def normal_address(route: str, address: str) -> str:
    """One spelling for one address: lower-case mail, digits of a telephone, lines of a letter."""
    if route == Route.EMAIL:
        return address.strip().lower()
    if route == Route.LETTER:
        return "\n".join(" ".join(line.split()) for line in address.splitlines() if line.strip())
    digits = "".join(c for c in address if (c.isascii() and c.isdigit()) or c == "+")
    for country in ("+44", "0044"):
        if digits.startswith(country):
            return f"0{digits.removeprefix(country).removeprefix('0')}"
    # Carriers say 447700900123 for +44 7700 900123.
    return f"0{digits[2:]}" if digits.startswith("44") and len(digits) == 12 else digits


def shown_address(route: str, address: str) -> str:
    """As people read it out: 07700 900123, 0161 496 0123."""
    return telephones.spaced(address) if route in {Route.SMS, Route.PHONE} else address
