"""How often something that can be guessed may be tried, or asked for by anybody: counted in the database, by service
and visitor.

    with limits.guessing(CODES, request=request, now=now):
        booking = my_booking_by_link(secret=code, now=now)

A wrong guess is a `Refusal` inside the block and stays counted; a right one is not counted. With `asking` it is the
other way round: what was taken counts, since somebody must read it; a form with a mistake does not. The visitor is kept as a keyed hash of the network address, for as long as the limit lasts.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import ngettext

from .errors import Refusal
from .models import Tries
from .scoping import current_service_id

EVERYBODY = ""
LONGEST = timedelta(days=1)


class TooManyTries(Refusal):
    """Not before a while: so that nobody finds a code by trying them all."""

    status = 429

    def __init__(self, *, wait: timedelta) -> None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        super().__init__(self.words(minutes) % {"n": minutes})

    @staticmethod
    def words(minutes: int) -> str:
        """The sentence, with a place for the minutes."""
        return ngettext(
            "That was tried too many times. Please wait %(n)s minute, or phone your library: they can"
            " do it for you.",
            "That was tried too many times. Please wait %(n)s minutes, or phone your library: they can"
            " do it for you.",
            minutes,
        )


class TooManyAsked(TooManyTries):
    """Somebody here reads each of them."""

    @staticmethod
    def words(minutes: int) -> str:
        return ngettext(
            "Many have been sent from your network just now. Please wait %(n)s minute, or phone your library.",
            "Many have been sent from your network just now. Please wait %(n)s minutes, or phone your library.",
            minutes,
        )


@dataclass(frozen=True)
class Limit:
    """`most` tries of one visitor, and of everybody together, within a window that starts with the
    first of them. At the seam of two windows twice as many may fall close together."""

    name: str
    most: int
    within: timedelta
    most_of_everybody: int

    def __post_init__(self) -> None:
        if self.within > LONGEST:
            raise ValueError("counts are forgotten after a day")


CODES = Limit("core.codes", most=20, within=timedelta(minutes=15), most_of_everybody=300)
"""Codes of letters, eight of 32 characters: with 10,000 of them alive, 300 tries in 15 minutes find one
in about ten years. Twenty, since a whole library may share one network address."""


@contextmanager
def guessing(limit: Limit, *, request: HttpRequest, now: datetime) -> Iterator[None]:
    """Count what is tried in the block. Raises `TooManyTries` before it when there were too many.

    One visitor's tries wait for each other (a row lock), so that many at once are counted as well.
    """
    who = visitor(request)
    _refuse_beyond(limit, EVERYBODY, most=limit.most_of_everybody, now=now)
    if _one_more(limit, who, now) > limit.most:
        _one_less(limit, who)
        _refuse_beyond(limit, who, most=limit.most, now=now)
    try:
        yield
    except Refusal:
        _one_more(limit, EVERYBODY, now)
        raise
    _one_less(limit, who)


@contextmanager
def asking(limit: Limit, *, request: HttpRequest, now: datetime) -> Iterator[None]:
    """Count what is taken in the block. Raises `TooManyAsked` before it when there was too much."""
    who = visitor(request)
    _refuse_beyond(limit, EVERYBODY, most=limit.most_of_everybody, now=now, refusal=TooManyAsked)
    if _one_more(limit, who, now) > limit.most:
        _one_less(limit, who)
        _refuse_beyond(limit, who, most=limit.most, now=now, refusal=TooManyAsked)
    try:
        yield
    except Refusal:
        _one_less(limit, who)
        raise
    _one_more(limit, EVERYBODY, now)


def visitor(request: HttpRequest) -> str:
    """One name for the tries of one network: a keyed hash, so that no address is kept."""
    said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    behind = said[-proxies].strip() if 0 < proxies <= len(said) else ""
    address = _network(behind or request.META.get("REMOTE_ADDR", ""))
    key = f"core.limits:{settings.SECRET_KEY}"
    return hmac.new(key.encode(), address.encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """A household has a whole /64 of the new addresses, so all of it is one visitor."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else address


def _refuse_beyond(
    limit: Limit,
    who: str,
    *,
    most: int,
    now: datetime,
    refusal: type[TooManyTries] = TooManyTries,
) -> None:
    row = Tries.objects.filter(
        limit=limit.name, visitor=who, started_at__gt=now - limit.within
    ).first()
    if row is not None and row.count >= most:
        raise refusal(wait=row.started_at + limit.within - now)


def _one_more(limit: Limit, who: str, now: datetime) -> int:
    """Count one; a window that is over starts again."""
    over = now - limit.within
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO core_tries AS kept (service_id, "limit", visitor, started_at, count)'
            ' VALUES (%s, %s, %s, %s, 1) ON CONFLICT (service_id, "limit", visitor) DO UPDATE SET'
            " count = CASE WHEN kept.started_at <= %s THEN 1 ELSE kept.count + 1 END,"
            " started_at = CASE WHEN kept.started_at <= %s THEN %s ELSE kept.started_at END"
            " RETURNING count",
            [current_service_id(), limit.name, who, now, over, over, now],
        )
        count: int = cursor.fetchone()[0]
    return count


def _one_less(limit: Limit, who: str) -> None:
    row = Tries.objects.filter(limit=limit.name, visitor=who, count__gt=0)
    row.update(count=F("count") - 1)


def forget_old(*, now: datetime) -> int:
    """Drop the counts of the current service that limit nothing any more."""
    return Tries.objects.filter(started_at__lte=now - LONGEST).delete()[0]
