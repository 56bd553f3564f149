"""When a message would come too late, how fast we send."""

from datetime import datetime, timedelta

from ..models import Attempt, Message, Route

A_MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = {Route.EMAIL: 600, Route.SMS: 300}
"""For one service. Notify allows 3,000 a minute for a key; a council's mail server often far less."""

MOST_TRIES = 8


def too_late(message: Message, at: datetime, *, by_route: Route | None = None) -> bool:
    """Whether it would be read after it has become pointless: a letter needs days."""
    lead_time = (by_route or Route(message.route)).lead_time
    return message.valid_until is not None and at + lead_time >= message.valid_until


def left_this_minute(route: Route, now: datetime) -> int:
    """How many more this service may send on this route. One query."""
    sent = Attempt.objects.filter(route=route, started_at__gt=now - A_MINUTE).count()
    return max(0, MOST_A_MINUTE[route] - sent)


def next_departure(now: datetime) -> datetime:
    """The next whole second: what is queued until then leaves together."""
    return now.replace(microsecond=0) + timedelta(seconds=1)


def next_try(tries: int, now: datetime) -> datetime:
    """4, 16, 64 seconds … at most six hours: about a day and a half for eight tries."""
    return now + min(timedelta(seconds=4**tries), timedelta(hours=6))
