"""Weeks that hold for a while instead of the usual one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.ledger import record
from branchline.core.words import Translated
from branchline.places.errors import DayPast, DaysBackwards, SeasonTaken
from branchline.places.measures import HOURS_CHANGED
from branchline.places.models import Branch, Season
from branchline.places.queries import Span

from .change_hours import write_week


@action
def plan_season(
    *,
    branch: Branch,
    name: Translated,
    first_day: date,
    last_day: date,
    week: Mapping[int, Sequence[Span]],
    by: Acting,
    now: datetime,
) -> Season:
    """Say that another week holds from a day until another (that day too)."""
    if last_day < first_day:
        raise DaysBackwards
    if last_day < in_london(now).date():
        raise DayPast
    Branch.objects.select_for_update().get(pk=branch.pk)
    try:
        with transaction.atomic():
            season = Season.objects.create(
                service_id=branch.service_id,
                branch=branch,
                name=name,
                first_day=first_day,
                last_day=last_day,
            )
    except IntegrityError:
        raise SeasonTaken from None
    write_week(branch, week, season)
    links = {"branch": branch.public_id}
    record(kind=HOURS_CHANGED, by=by, now=now, branch_id=branch.pk, links=links)
    return season


@action
def withdraw_season(*, season: Season, by: Acting, now: datetime) -> None:
    """The usual week holds again. Doing it twice changes nothing."""
    gone, _each = Season.objects.filter(pk=season.pk).delete()
    if gone:
        links = {"branch": season.branch.public_id}
        record(
            kind=HOURS_CHANGED,
            by=by,
            now=now,
            branch_id=season.branch_id,
            quantity=-1,
            links=links,
        )
