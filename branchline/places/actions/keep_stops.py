"""The round of a mobile library: its stops, with their days and times."""

from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.ledger import record
from branchline.core.words import Translated
from branchline.places.errors import (
    DayPast,
    DaysBackwards,
    HoursOverlap,
    NoName,
    NotMobile,
    StopTaken,
)
from branchline.places.measures import STOPS_CHANGED
from branchline.places.models import Branch, Kind, Stop
from branchline.places.postcodes import full, spaced
from branchline.places.queries import position_of

from .keep_branch import Address


@action
def add_stop(
    *,
    branch: Branch,
    name: Translated,
    address: Address,
    first_day: date,
    last_day: date | None,
    every_weeks: int,
    opens: time,
    closes: time,
    by: Acting,
    now: datetime,
) -> Stop:
    """A stop from a first day on, every so many weeks. Two at the same moment are refused."""
    if branch.kind != Kind.MOBILE:
        raise NotMobile
    if not name:
        raise NoName
    if closes <= opens:
        raise HoursOverlap
    if last_day is not None and last_day < first_day:
        raise DaysBackwards
    if last_day is not None and last_day < in_london(now).date():
        raise DayPast
    Branch.objects.select_for_update().get(pk=branch.pk)
    postcode = full(address.postcode)
    found = position_of(postcode or "")
    lat, lon = address.at or ((found.lat, found.lon) if found.exact else (None, None))
    try:
        with transaction.atomic():
            stop = Stop.objects.create(
                service_id=branch.service_id,
                branch=branch,
                name=name,
                town=address.town,
                postcode=spaced(postcode) if postcode else "",
                lat=lat,
                lon=lon,
                first_day=first_day,
                last_day=last_day,
                every_weeks=every_weeks,
                opens=opens,
                closes=closes,
            )
    except IntegrityError:
        raise StopTaken from None
    _record(stop, 1, by, now)
    return stop


@action
def remove_stop(*, stop: Stop, by: Acting, now: datetime) -> None:
    """The mobile library stops there no more. Doing it twice changes nothing."""
    gone, _each = Stop.objects.filter(pk=stop.pk).delete()
    if gone:
        _record(stop, -1, by, now)


def _record(stop: Stop, quantity: int, by: Acting, now: datetime) -> None:
    links = {"branch": stop.branch.public_id, "stop": stop.public_id}
    record(
        kind=STOPS_CHANGED, by=by, now=now, branch_id=stop.branch_id, quantity=quantity, links=links
    )
