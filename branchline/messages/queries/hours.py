"""When a message may make a noise."""

from datetime import datetime, timedelta

from branchline.core.clock import in_london, london

from ..models import Route, Sender
from .senders import sender_here


def next_decent_hour(moment: datetime, sender: Sender) -> datetime:
    """The moment itself by day; else the end of the quiet hours, in London time."""
    there = in_london(moment)
    if sender.quiet_until <= there.time() < sender.quiet_from:
        return moment
    day = there.date() if there.time() < sender.quiet_until else there.date() + timedelta(days=1)
    until = sender.quiet_until
    decent = london(day.year, day.month, day.day, until.hour, until.minute)
    # On the night in October on which 1 am comes twice, the first may be over.
    return decent if decent >= moment else decent + timedelta(hours=1)


def waits_until(*, route: Route, now: datetime) -> datetime | None:
    """The decent hour for which a message waits that is queued now; none where it leaves at once. One query at most."""
    if not route.keeps_quiet:
        return None
    decent = next_decent_hour(now, sender_here())
    return decent if decent > now else None
