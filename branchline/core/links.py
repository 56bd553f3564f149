"""Links in messages: random, stored hashed, expiring, for one purpose. Opening one changes nothing.

A letter or a phone call carries the short code instead of the address.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from .errors import Refusal
from .ids import letter_code
from .models import Link
from .scoping import current_service_id


class LinkNotKnown(Refusal):
    """Unknown, expired or for another purpose: the answer is the same, so that nothing leaks."""

    status = 404
    title = _("This link no longer works")
    sentence = _(
        "The link may be old, or part of it may be missing. Please phone or visit your library:"
        " they can do it for you."
    )


GUESSABLE = 20


def can_be_guessed(secret: str) -> bool:
    """A letter's code, however it was typed; a link's token has 32 random characters."""
    return len(secret.strip()) <= GUESSABLE


@dataclass(frozen=True)
class Issued:
    """What goes into the message; only hashes stay with us."""

    token: str
    code: str


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def issue(*, purpose: str, subject: str, now: datetime, expires_at: datetime) -> Issued:
    """A new link for one purpose ("events.cancel") about one subject (a public id)."""
    return issue_each(purpose=purpose, expiries={subject: expires_at}, now=now)[subject]


def issue_each(
    *, purpose: str, expiries: Mapping[str, datetime], now: datetime
) -> dict[str, Issued]:
    """The same for many subjects, each with its end. One query."""
    issued = {
        subject: Issued(token=secrets.token_urlsafe(24), code=letter_code()) for subject in expiries
    }
    Link.objects.bulk_create(
        Link(
            service_id=current_service_id(),
            purpose=purpose,
            subject=subject,
            token_hash=_hash(issued[subject].token),
            code_hash=_hash(issued[subject].code),
            made_at=now,
            expires_at=expires_at,
        )
        for subject, expires_at in expiries.items()
    )
    return issued


def follow(*, purpose: str, secret: str, now: datetime) -> str:
    """The subject of a token or code. Raises `LinkNotKnown`."""
    said = _hash(secret.strip())
    found = (
        Link.objects.filter(purpose=purpose, expires_at__gt=now, token_hash=said).first()
        or Link.objects.filter(
            purpose=purpose, expires_at__gt=now, code_hash=_hash(secret.strip().lower())
        ).first()
    )
    if found is None:
        raise LinkNotKnown
    return found.subject


def forget(*, subject: str) -> int:
    """Drop every link about a subject."""
    dropped, _ = Link.objects.filter(subject=subject).delete()
    return dropped
