"""The data of a SIM card: told of, paused by hand at its network, and on again. The last thing, after all else."""

from datetime import datetime, timedelta

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.ledger import Kind
from branchline.messages.actions import send
from branchline.messages.models import Message, Route, State
from branchline.people.models import Purpose
from branchline.people.queries import addressee_of, may_contact

from .. import errors, measures
from ..ladder import Rung
from ..letters import DATA_PAUSE
from ..models import Loan, Sim, SimPause
from ..queries import how_it_stands, pause_of, person_of, sim_in
from .steps import lock_loan

TOLD_BEFORE = timedelta(days=7)


@action
def tell_of_pause(*, loan: Loan, by: Acting, now: datetime) -> SimPause:
    """By their own route, a week before; a letter takes its days besides. Twice is once. Refuses `NotOutNow`, `PauseIsLast`,
    `NoCardInside`, `CanNotTellThem`."""
    held, today = lock_loan(loan), in_london(now).date()
    if not held.is_out:
        raise errors.NotOutNow
    stands, sim = how_it_stands(held, today=today), sim_in(held)
    if stands is None or stands.quiet or all(row.rung != Rung.SORT for row in stands.rungs):
        raise errors.PauseIsLast
    if sim is None:
        raise errors.NoCardInside
    told = pause_of(held)
    if told is not None:
        return told
    person = person_of(held)
    to = addressee_of(person=person) if person is not None else None
    if person is None or to is None or not to.address:
        raise errors.CanNotTellThem
    if not may_contact(person=person, route=Route(to.route), purpose=Purpose.OWN_AFFAIRS, now=now):
        raise errors.CanNotTellThem
    made = SimPause.objects.create(
        service_id=held.service_id, sim=Sim.objects.select_for_update().get(pk=sim.pk), loan=held, told_at=now,
        from_day=in_london(now + Route(to.route).lead_time + TOLD_BEFORE).date(),
    )  # fmt: skip
    send(letter=DATA_PAUSE, reference=held.public_id, to=to, branch=held.branch_id, by=by, now=now)
    return made


@action
def note_paused(*, loan: Loan, by: Acting, now: datetime) -> SimPause:
    """It was paused at its network. Twice is once. Refuses `NothingIsPaused`, `PauseIsLast`, and `NotToldAWeekAgo` until the day
    they were told of, and a week after the message has reached them."""
    held, today = lock_loan(loan), in_london(now).date()
    pause = pause_of(held)
    if pause is None or not held.is_out:
        raise errors.NothingIsPaused
    if pause.paused_at is not None:
        return pause
    stands = how_it_stands(held, today=today)
    if stands is None or stands.quiet:
        raise errors.PauseIsLast
    if today < pause.from_day or not _reached(held, pause, now):
        raise errors.NotToldAWeekAgo
    pause.paused_at = now
    pause.save(update_fields=["paused_at"])
    _record(measures.DATA_PAUSED, held, by, now)
    return pause


@action
def note_on_again(*, loan: Loan, by: Acting, now: datetime) -> SimPause:
    """It is on again at its network, or is not paused after all. Refuses `NothingIsPaused`."""
    held = lock_loan(loan)
    pause = pause_of(held)
    if pause is None:
        raise errors.NothingIsPaused
    pause.on_at = now
    pause.save(update_fields=["on_at"])
    if pause.paused_at is not None:
        _record(measures.DATA_ON, held, by, now)
    return pause


def _reached(loan: Loan, pause: SimPause, now: datetime) -> bool:
    """The message went out, and a week has passed since it could be read."""
    sent = Message.objects.filter(
        letter=DATA_PAUSE.name, reference=loan.public_id, state=State.SENT, queued_at__gte=pause.told_at
    )  # fmt: skip
    return any(
        message.ended_at is not None
        and message.ended_at + Route(message.route).lead_time + TOLD_BEFORE <= now
        for message in sent
    )


def _record(kind: Kind, loan: Loan, by: Acting, now: datetime) -> None:
    links = {"device": loan.device.public_id}
    ledger.record(kind=kind, by=by, now=now, branch_id=loan.branch_id, links=links)
