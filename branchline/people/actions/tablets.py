"""Shared tablets: enrol and retire them, choose a PIN, say by PIN who is at the tablet."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.errors import Refusal
from branchline.core.idempotency import once
from branchline.core.ledger import record
from branchline.core.scoping import current_service_id
from branchline.people import errors, measures
from branchline.people.models import Account, Device, StaffPin
from branchline.people.queries.tablets import hash_of
from branchline.places.models import Branch

PIN_DIGITS = 6
WRONG_PINS = 5
"""Wrong guesses in a row before a PIN sleeps: five in a million, then a quarter of an hour."""
WRONG_PINS_ON_DEVICE = 20
SLEEP = timedelta(minutes=15)


@dataclass(frozen=True)
class Enrolled:
    """A tablet and the secret that goes into its cookie; only a hash stays with us."""

    device: Device
    secret: str


@dataclass(frozen=True)
class PinAnswer:
    """Who it is, or why not. Not an exception: the count of wrong PINs has to be kept."""

    account: Account | None = None
    refusal: Refusal | None = None


@action
def enrol_device(*, branch: Branch, name: str, key: str, by: Acting, now: datetime) -> Enrolled:
    """Let a tablet open the desk at a branch. The same form again gives it a new secret."""

    def create() -> str:
        device = Device.objects.create(
            service_id=current_service_id(),
            branch=branch,
            name=name.strip(),
            secret_hash="",
            enrolled_by_id=by.actor.id if by.actor and by.actor.kind == "account" else None,
            enrolled_at=now,
        )
        record(
            kind=measures.DEVICE_ENROLLED, by=by, now=now,
            branch_id=branch.pk, links={"device": device.public_id},
        )  # fmt: skip
        return device.public_id

    reference, _ = once(key=key, action="people.enrol_device", now=now, create=create)
    device = Device.objects.select_for_update().get(public_id=reference)
    secret = secrets.token_urlsafe(24)
    device.secret_hash = hash_of(secret)
    device.save(update_fields=["secret_hash"])
    return Enrolled(device, secret)


@action
def retire_device(*, device: Device, by: Acting, now: datetime) -> None:
    """A tablet that is lost, given away or broken opens nothing any more."""
    kept = Device.objects.select_for_update().get(pk=device.pk)
    if kept.retired_at is not None:
        raise errors.AlreadyEnded
    kept.retired_at, kept.secret_hash = now, ""
    kept.save(update_fields=["retired_at", "secret_hash"])
    record(
        kind=measures.DEVICE_RETIRED, by=by, now=now,
        branch_id=kept.branch_id, links={"device": kept.public_id},
    )  # fmt: skip


@action
def choose_pin(*, account: Account, pin: str, by: Acting, now: datetime) -> None:
    """Set one's own PIN for the tablets of this service."""
    if _easy(pin):
        raise errors.WeakPin
    StaffPin.objects.update_or_create(
        service_id=current_service_id(),
        account=account,
        defaults={
            "pin_hash": make_password(_peppered(pin)),
            "chosen_at": now,
            "wrong_pins": 0,
            "asleep_until": None,
        },
    )


@action
def enter_pin(
    *, device: Device, account: Account | None, pin: str, by: Acting, now: datetime
) -> PinAnswer:
    """Who is at the tablet? Locks both rows, so that guesses queue and each one is counted."""
    tablet = Device.objects.select_for_update().get(pk=device.pk)
    kept = StaffPin.objects.select_for_update().filter(account=account).first()
    if any(row and row.asleep_until and row.asleep_until > now for row in (tablet, kept)):
        return PinAnswer(refusal=errors.AskedTooOften())
    if kept is not None and check_password(_peppered(pin), kept.pin_hash):
        _count(tablet, 0, WRONG_PINS_ON_DEVICE, now)
        _count(kept, 0, WRONG_PINS, now)
        return PinAnswer(account=account)
    _count(tablet, tablet.wrong_pins + 1, WRONG_PINS_ON_DEVICE, now)
    if kept is not None:
        _count(kept, kept.wrong_pins + 1, WRONG_PINS, now)
    return PinAnswer(refusal=errors.WrongPin())


def _count(row: Device | StaffPin, wrong: int, limit: int, now: datetime) -> None:
    full = wrong >= limit
    row.wrong_pins = 0 if full else wrong
    row.asleep_until = now + SLEEP if full else None
    row.save(update_fields=["wrong_pins", "asleep_until"])


def _peppered(pin: str) -> str:
    # Six digits are guessed in a second by whoever has the table; not without the secret key as well.
    return salted_hmac("branchline.people.pin", pin, algorithm="sha256").hexdigest()


def _easy(pin: str) -> bool:
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(set(pin)) < 3 or (len(steps) == 1 and steps <= {-1, 1}) or pin[:3] == pin[3:]
