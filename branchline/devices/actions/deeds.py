"""What happens to a device: it moves, is repaired, tested, lost, found, written off, given away."""

from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.ledger import Kind
from branchline.places.models import Branch

from .. import errors, measures
from ..models import MONTHS_TO_NEXT_TEST, Device, Event, Loan, Risk, Sim
from .settling import settle
from .steps import add_event, lock, lock_loan


@action
def move_device(*, device: Device, branch: Branch, shelf: str, by: Acting, now: datetime) -> Device:
    """To another library, or another shelf; its SIM card comes along. Refuses `IsInACase`, `SayWhereTo`, `NoLongerOurs`."""
    locked = lock(device)
    if locked.branch_id == branch.pk and locked.shelf == shelf.strip():
        raise errors.SayWhereTo
    if locked.case is not None and locked.branch_id != branch.pk:
        raise errors.IsInACase(str(errors.IsInACase.sentence) % {"case": locked.case.name})
    move_along(locked, branch=branch, shelf=shelf, by=by, now=now)
    return locked


def move_along(device: Device, *, branch: Branch, shelf: str, by: Acting, now: datetime) -> None:
    """Within an action: the device and the card in it."""
    device.shelf = shelf.strip()
    device.save(update_fields=["shelf"])
    add_event(device, Event.MOVED, branch=branch, words=device.shelf, by=by, now=now)
    Sim.objects.filter(device=device).update(branch=branch)


@action
def send_to_repair(*, device: Device, words: str, by: Acting, now: datetime) -> Device:
    """Away to be repaired, with what is wrong. Refuses `SayWhy`, `NotFromHere`, `NoLongerOurs`."""
    return _deed(device, Event.SENT, measures.SENT_TO_REPAIR, words, by, now)


@action
def back_from_repair(*, device: Device, words: str, by: Acting, now: datetime) -> Device:
    """It is here again, and is made ready from the first step: others had it in their hands. Refuses `NotFromHere`."""
    locked = lock(device)
    add_event(locked, Event.REPAIRED, words=words, by=by, now=now)
    return locked


@action
def record_test(
    *, device: Device, passed: bool, tested_on: date, words: str = "", by: Acting, now: datetime
) -> Device:
    """An electrical test of its plug (PAT). Passed, the next one is due by its model’s class of risk; failed, it goes to
    repair. Refuses `NotTestedYet`, `NoPlugToTest`, `SayWhy` (it failed), `NoLongerOurs`."""
    if tested_on > in_london(now).date():
        raise errors.NotTestedYet
    locked = lock(device)
    months = MONTHS_TO_NEXT_TEST[Risk(locked.model.risk)]
    if months is None:
        raise errors.NoPlugToTest
    if not passed and not words.strip():
        raise errors.SayWhy
    locked.tested_on = tested_on
    locked.test_due = tested_on + relativedelta(months=months) if passed else None
    locked.save(update_fields=["tested_on", "test_due"])
    add_event(locked, Event.TESTED if passed else Event.FAILED, words=words, by=by, now=now)
    _record(measures.TESTED, locked, by, now)
    return locked


@action
def report_lost(*, device: Device, words: str, by: Acting, now: datetime) -> Device:
    """Nobody knows where it is. Refuses `SayWhy`, `NotFromHere`, `NoLongerOurs`."""
    return _deed(device, Event.LOST, measures.LOST, words, by, now)


@action
def report_stolen(*, device: Device, words: str, by: Acting, now: datetime) -> Device:
    """Somebody took it; the words hold the police’s reference. Refuses `SayWhy`, `NotFromHere`, `NoLongerOurs`."""
    return _deed(device, Event.STOLEN, measures.LOST, words, by, now)


@action
def found_again(*, device: Device, words: str, by: Acting, now: datetime) -> Device:
    """It is here again, and is made ready from the first step. Refuses `SayWhy`, `NotFromHere`."""
    return _deed(device, Event.FOUND, measures.FOUND, words, by, now)


@action
def write_off(*, device: Device, words: str, by: Acting, now: datetime) -> Device:
    """No longer in the stock, and why. It stays to be looked up. Refuses `SayWhy`, `NoLongerOurs`."""
    return _deed(device, Event.WRITTEN_OFF, measures.WRITTEN_OFF, words, by, now)


@action
def give_away(*, device: Device, words: str, by: Acting, now: datetime) -> Device:
    """For good, once it is wiped and checked. The words name a body or a purpose. Refuses `SayWhy`, `NotFromHere`."""
    return _deed(device, Event.GIFTED, measures.GIFTED, words, by, now)


@action
def give_to_borrower(*, loan: Loan, by: Acting, now: datetime) -> Device:
    """For good, to whoever has it on loan: it is not wiped, what is on it is theirs. Its SIM card stays ours. Refuses `NotOutNow`."""
    held = lock_loan(loan)
    if not held.is_out:
        raise errors.NotOutNow
    words = _("A gift to whoever had it on loan.")
    given = _deed(held.device, Event.GIFTED, measures.GIFTED, words, by, now)
    held.refresh_from_db(fields=["ended_at", "ending"])
    settle(held, by=by, now=now)
    return given


def _deed(
    device: Device, event: Event, kind: Kind, words: str, by: Acting, now: datetime
) -> Device:
    if not words.strip():
        raise errors.SayWhy
    locked = lock(device)
    add_event(locked, event, words=words, by=by, now=now)
    if locked.has_ended:
        locked.case = None
        locked.save(update_fields=["case"])
        Sim.objects.filter(device=locked).update(device=None)
    _record(kind, locked, by, now)
    return locked


def _record(kind: Kind, device: Device, by: Acting, now: datetime) -> None:
    links = {"device": device.public_id}
    ledger.record(kind=kind, by=by, now=now, branch_id=device.branch_id, links=links)
