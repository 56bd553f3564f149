"""Communication needs: identify, record, flag, share, meet, review (Accessible Information Standard)."""

from datetime import date, datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.scoping import current_service_id
from branchline.people import errors
from branchline.people.measures import NEED_RECORDED, NEED_REVIEWED
from branchline.people.models import REVIEW_AFTER, CommunicationNeed, Need, Part, Resident
from branchline.people.queries import print_for

from .residents import lock
from .written import account_of, note_part, written


@action
def record_need(
    *,
    resident: Resident,
    need: Need,
    note: str = "",
    met_how: str = "",
    may_be_shared: bool = False,
    identified_on: date | None = None,
    by: Acting,
    now: datetime,
) -> CommunicationNeed:
    """What somebody needs to understand us and be understood. Asked again after a year."""
    kept = lock(resident)
    if kept.needs.filter(need=need, ended_at__isnull=True).exists():
        raise errors.NeedAlreadyThere
    today = in_london(now).date()
    made = CommunicationNeed.objects.create(
        service_id=current_service_id(),
        resident=kept,
        need=need,
        note=note.strip(),
        met_how=met_how.strip(),
        may_be_shared=may_be_shared,
        identified_on=identified_on or today,
        recorded_at=now,
        recorded_by_id=account_of(by),
        review_on=today + REVIEW_AFTER,
    )
    note_part(kept, Part.NEED, after=need, by=by, now=now)
    _print_as_needed(kept, by, now)
    # A disability may be read from a need: the ledger counts it without a who.
    ledger.record(kind=NEED_RECORDED, by=by, now=now)
    return made


@action
def review_need(
    *, need: CommunicationNeed, still_needed: bool, met_how: str = "", by: Acting, now: datetime
) -> None:
    """We asked again: it still holds (for another year), or it has ended."""
    kept = CommunicationNeed.objects.select_for_update().get(pk=need.pk)
    if kept.ended_at is not None:
        raise errors.AlreadyUndone
    kept.reviewed_at = now
    kept.met_how = met_how.strip() or kept.met_how
    kept.review_on = in_london(now).date() + REVIEW_AFTER
    kept.ended_at = None if still_needed else now
    kept.save()
    resident = lock(kept.resident)
    if not still_needed:
        note_part(resident, Part.NEED, before=kept.need, by=by, now=now)
    _print_as_needed(resident, by, now)
    ledger.record(kind=NEED_REVIEWED, by=by, now=now)


def _print_as_needed(resident: Resident, by: Acting, now: datetime) -> None:
    """The print follows from the need, so that letters are right without another tick."""
    standing = resident.needs.filter(ended_at__isnull=True).values_list("need", flat=True)
    wanted = print_for({Need(need) for need in standing})
    if resident.format != wanted:
        resident.format = wanted
        with written(by, now):
            resident.save(update_fields=["format"])
