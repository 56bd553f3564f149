"""Keeping to what we promise: every rule of every room, in the length that the service has chosen."""

from datetime import datetime, timedelta

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.ledger import record
from branchline.core.rooms import Retention, rooms
from branchline.core.scoping import current_service_id
from branchline.people import errors
from branchline.people.measures import RETENTION_CHOSEN
from branchline.people.models import RetentionChoice, RetentionRun
from branchline.people.queries import chosen_lengths, length_of, months_of

from .written import account_of


@action
def choose_retention(
    *, rule: Retention, months: int, because: str, by: Acting, now: datetime
) -> RetentionChoice:
    """Keep something for so many months, from the next night on. Raises `KeptTooLong`, `KeptTooShort`.

    The rule is the longest that may be; a service may promise less, but not so little that the
    purpose of keeping is lost.
    """
    if rule.least is None:
        raise errors.KeptAsItIs
    if months > months_of(rule.kept_for):
        raise errors.KeptTooLong(months_of(rule.kept_for))
    if months < months_of(rule.least):
        raise errors.KeptTooShort(months_of(rule.least))
    record(kind=RETENTION_CHOSEN, by=by, now=now, links={"rule": rule.name})
    return RetentionChoice.objects.create(
        service_id=current_service_id(),
        rule=rule.name,
        months=months,
        because=because.strip(),
        chosen_at=now,
        chosen_by_id=account_of(by),
    )


@action
def keep_to_retention(*, now: datetime) -> int:
    """Apply every rule to the current service, and write down that it was done. Returns rows."""
    chosen = chosen_lengths()
    rows = sum(
        rule.apply(now, _length(rule, chosen.get(rule.name)))
        for room in rooms()
        for rule in room.retention()
    )
    RetentionRun.objects.update_or_create(
        service_id=current_service_id(), defaults={"ran_at": now, "rows": rows}
    )
    return rows


def _length(rule: Retention, choice: RetentionChoice | None) -> timedelta:
    # A rule that was shortened in a release since goes before what was chosen then.
    return min(rule.kept_for, length_of(choice.months)) if choice else rule.kept_for
