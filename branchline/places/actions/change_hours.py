"""A branch's usual week, and the days that differ."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.ledger import record
from branchline.core.words import Translated
from branchline.places.errors import DayPast, DaysBackwards, DaysTaken, HoursOverlap
from branchline.places.measures import DAYS_CHANGED, HOURS_CHANGED
from branchline.places.models import Branch, OpeningException, OpeningHours, Season
from branchline.places.queries import Span


@action
def change_hours(
    *, branch: Branch, week: Mapping[int, Sequence[Span]], by: Acting, now: datetime
) -> None:
    """Set the usual week (Monday is 0). A day without spans is closed. Refuses overlaps."""
    Branch.objects.select_for_update().get(pk=branch.pk)
    before = {
        (h.weekday, h.opens, h.closes, h.staffed)
        for h in OpeningHours.objects.filter(branch=branch, season=None)
    }
    after = {(day, s.opens, s.closes, s.staffed) for day, spans in week.items() for s in spans}
    if before == after:
        return
    write_week(branch, week)
    record(
        kind=HOURS_CHANGED, by=by, now=now, branch_id=branch.pk, links={"branch": branch.public_id}
    )


def write_week(
    branch: Branch, week: Mapping[int, Sequence[Span]], season: Season | None = None
) -> None:
    """Put a week in the place of the one that stands there: the usual one, or a season's."""
    spans = [(day, span) for day, its in sorted(week.items()) for span in its]
    if any(span.closes <= span.opens for _day, span in spans):
        raise HoursOverlap
    OpeningHours.objects.filter(branch=branch, season=season).delete()
    try:
        with transaction.atomic():
            OpeningHours.objects.bulk_create(
                OpeningHours(
                    service_id=branch.service_id,
                    branch=branch,
                    season=season,
                    weekday=day,
                    opens=span.opens,
                    closes=span.closes,
                    staffed=span.staffed,
                )
                for day, span in spans
            )
    except IntegrityError:  # the exclusion constraint guards against spans that meet
        raise HoursOverlap from None


@action
def announce_days(
    *,
    branch: Branch,
    first_day: date,
    last_day: date,
    because: Translated,
    by: Acting,
    now: datetime,
    opens: time | None = None,
    closes: time | None = None,
) -> OpeningException:
    """Say that the branch is closed on some days (no times), or open at other times."""
    if last_day < first_day:
        raise DaysBackwards
    if last_day < in_london(now).date():
        raise DayPast
    if (opens is None) != (closes is None) or (opens and closes and closes <= opens):
        raise HoursOverlap
    Branch.objects.select_for_update().get(pk=branch.pk)
    try:
        with transaction.atomic():
            announced = OpeningException.objects.create(
                service_id=branch.service_id,
                branch=branch,
                first_day=first_day,
                last_day=last_day,
                opens=opens,
                closes=closes,
                because=because,
            )
    except IntegrityError:
        raise DaysTaken from None
    record(
        kind=DAYS_CHANGED, by=by, now=now, branch_id=branch.pk, links={"branch": branch.public_id}
    )
    return announced


@action
def withdraw_days(*, exception: OpeningException, by: Acting, now: datetime) -> None:
    """Take a change of hours back: these days are as usual again. Doing it twice changes nothing."""
    gone, _each = OpeningException.objects.filter(pk=exception.pk).delete()
    if gone:
        links = {"branch": exception.branch.public_id}
        record(
            kind=DAYS_CHANGED,
            by=by,
            now=now,
            branch_id=exception.branch_id,
            quantity=-1,
            links=links,
        )
