"""The ladder: lead, deputy, duty number, and again until somebody says that they have it.

What is due is told in the transaction that writes down that it was told. So a worker that is killed has either told
or not, and a job that runs twice tells once.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from branchline.core.acting import job
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.telephones import plain
from branchline.messages.actions import send
from branchline.messages.letters import Addressee, Letter
from branchline.messages.models import Route, State
from branchline.people.models import Account

from ..letters import UNDECIDED, WAITING
from ..models import Concern, ConcernEvent, Event, Position, SafeguardingDuty, Urgency
from ..opening import Office, Step, clock_of
from ..queries.duties import accounts, managers_here, office_here, on_duty

THE_LADDER = job("concerns.ladder")
STEPS = len(Step)
AGAIN = {Urgency.NOW: timedelta(minutes=15)}
AGAIN_USUALLY = timedelta(hours=1)
MOST_REMINDERS = 6
"""Then at each opening of the office: a night of messages every hour makes nobody read them."""

log = logging.getLogger(__name__)


def start_clock(concern: Concern, *, since: datetime) -> None:
    """Set by when it is to be acknowledged and decided, and that the lead is to be told. Saves nothing."""
    clock = clock_of(since=since, danger=concern.urgency == Urgency.NOW, office=office_here())
    concern.clock_from = since
    concern.acknowledge_by, concern.decide_by = clock.acknowledge_by, clock.decide_by
    concern.steps_told, concern.next_step_at = 0, since


@action
def tell_next_step(*, concern: str, now: datetime) -> bool:
    """Tell whoever is due now of one concern (its public id). False: nothing is due, or somebody else is at it."""
    found = (
        Concern.objects.select_for_update(skip_locked=True)
        .waiting_for_a_step(now)
        .filter(public_id=concern)
        .first()
    )
    if found is None:
        return False
    _tell_all(found, now)
    return True


def tell_what_is_due(concern: Concern, *, now: datetime) -> None:
    """The same of a row that is locked, as part of raising it: whatever goes wrong, it is raised, and the job of
    the next minute tells."""
    try:
        with transaction.atomic():
            _tell_all(concern, now)
    except Exception:
        log.exception("a concern was raised, and telling of it failed; the job tries again")
        concern.refresh_from_db()


def _tell_all(concern: Concern, now: datetime) -> None:
    office = office_here()
    while concern.next_step_at is not None and concern.next_step_at <= now:
        if concern.acknowledged_at is None:
            _tell_of_waiting(concern, office, now)
        else:
            _tell_of_undecided(concern, office, now)
        concern.steps_told += 1
    concern.save(update_fields=["steps_told", "next_step_at"])


def _tell_of_waiting(concern: Concern, office: Office, now: datetime) -> None:
    """One step. A position that nobody holds, or only whoever raised it, is passed over at once; while nobody named
    can acknowledge it, managers hear too."""
    danger = concern.urgency == Urgency.NOW
    steps = clock_of(since=concern.clock_from, danger=danger, office=office).steps
    number, held = concern.steps_told, _others_on_duty(concern, now)
    if number < STEPS:
        duties = held[steps[number][0]]
    else:
        duties = [duty for position in Position.values for duty in held[position]]
    named = any(duty.account_id for duties in held.values() for duty in duties)
    to_managers = not named and (number == 0 or number >= STEPS)
    if to_managers:
        managers = managers_here(in_london(now).date()) - {concern.raised_by_id}
        _tell_accounts(concern, WAITING, accounts(managers), now)
    for duty in duties:
        _tell_duty(concern, WAITING, duty, now)
    if number + 1 < STEPS:
        concern.next_step_at = steps[number + 1][1] if duties or to_managers else now
    elif number + 1 - STEPS < MOST_REMINDERS:
        concern.next_step_at = now + AGAIN.get(Urgency(concern.urgency), AGAIN_USUALLY)
    else:
        concern.next_step_at = office.next_opening(now)


def _others_on_duty(concern: Concern, now: datetime) -> dict[str, list[SafeguardingDuty]]:
    """Whoever raised it knows already."""
    return {
        position: [
            d for d in duties if d.account_id is None or d.account_id != concern.raised_by_id
        ]
        for position, duties in on_duty(now=now).items()
    }


def _tell_of_undecided(concern: Concern, office: Office, now: datetime) -> None:
    """Whoever has it, and the leads; again at each opening of the office."""
    for duty in on_duty(now=now)[Position.LEAD]:
        if duty.account_id != concern.acknowledged_by_id:
            _tell_duty(concern, UNDECIDED, duty, now)
    if concern.acknowledged_by is not None and concern.acknowledged_by.is_active:
        _tell_accounts(concern, UNDECIDED, [concern.acknowledged_by], now)
    concern.next_step_at = office.next_opening(now)


def _tell_accounts(
    concern: Concern, letter: Letter, people: Iterable[Account], now: datetime
) -> None:
    for account in people:
        _send(concern, letter, Route.EMAIL, account.email, account, "", now)


def _tell_duty(concern: Concern, letter: Letter, duty: SafeguardingDuty, now: datetime) -> None:
    """By email to an account, by text to a mobile number; another number stands in the list of calls to make."""
    role = str(Position(duty.position).label)
    if duty.account is not None:
        _send(concern, letter, Route.EMAIL, duty.account.email, duty.account, role, now)
    if duty.telephone:
        mobile = (plain(duty.telephone) or "").startswith("07")
        if mobile or letter is WAITING:
            route = Route.SMS if mobile else Route.PHONE
            _send(concern, letter, route, duty.telephone, duty, role, now)


def _send(
    concern: Concern,
    letter: Letter,
    route: Route,
    address: str,
    who: Account | SafeguardingDuty,
    role: str,
    now: datetime,
) -> None:
    key = f"{letter.name}:{concern.round}:{concern.steps_told}:{route.value}:{address}"[-80:]
    if ConcernEvent.objects.filter(concern=concern, key=key).exists():
        return
    language = who.language if isinstance(who, Account) else "en"
    message = send(
        letter=letter,
        reference=concern.public_id,
        to=Addressee(route, address, name=str(who), language=language),
        now=now,
        by=THE_LADDER,
    )
    lost = message.state in (State.SUPPRESSED, State.FAILED)
    ConcernEvent.objects.create(
        service_id=concern.service_id,
        concern=concern,
        event=Event.NOT_TOLD if lost else Event.TOLD,
        at=now,
        account=who if isinstance(who, Account) else who.account,
        who=f"{role}: {who}"[:160] if role else str(who)[:160],
        words=route.value,
        key=key,
    )
