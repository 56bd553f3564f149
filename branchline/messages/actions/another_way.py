"""A message that did not reach somebody goes by another way: a letter when nobody answers the phone."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action

from .. import errors
from ..letters import Addressee, letter_called
from ..models import Message, Route, State, normal_address
from ..queries import why_not
from .by_staff import withdraw
from .hours import too_late
from .send import send


@action
def send_another_way(
    *, message: str, route: Route, address: str, by: Acting, now: datetime
) -> Message:
    """Queue the same news by `route` to `address`, and withdraw the message that failed.

    Raises `NotWaiting` unless it needs a person, `TooLateThatWay` when it would come too late,
    `NotToBeSent` when nobody wants it there, or it is no longer true.
    """
    row = Message.objects.select_for_update().filter(public_id=message).first()
    letter = letter_called(row.letter) if row is not None else None
    if row is None or letter is None or row.state not in (State.FAILED, State.UNCERTAIN):
        raise errors.NotWaiting
    if too_late(row, now, by_route=route):
        raise errors.TooLateThatWay
    if why := why_not(row, now=now, route=route, address=normal_address(route, address)):
        raise errors.NotToBeSent(why)
    withdraw(message=message, by=by, now=now)
    return send(
        letter=letter,
        reference=row.reference,
        to=Addressee(
            route,
            address,
            name=row.name,
            language=row.language,
            format=row.format,
            needs=row.needs,
        ),
        now=now,
        by=by,
        valid_until=row.valid_until,
        branch=row.branch_id,
    )
