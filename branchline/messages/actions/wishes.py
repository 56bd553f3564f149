"""What people do not want. People's room writes its marks here too, downward."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting, job
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from .. import errors
from ..measures import RESUMED, STOPPED
from ..models import Message, Route, Scope, Source, Suppression, normal_address

HOUSE = job("messages.wishes")
SAID_SO = frozenset({Source.STOP, Source.UNSUBSCRIBED, Source.COMPLAINT, Source.STAFF})
"""Somebody asked us, whichever way; the others are found out."""


@action
def suppress(
    *,
    route: Route,
    address: str,
    scope: Scope,
    source: Source,
    now: datetime,
    by: Acting = HOUSE,
) -> Suppression:
    """Never write to this address again by this route. Saying it twice changes nothing."""
    kept, made = Suppression.objects.get_or_create(
        service_id=current_service_id(),
        route=route,
        address=normal_address(route, address),
        scope=scope,
        source=source,
        lifted_at=None,
        defaults={"made_at": now},
    )
    if made and source in SAID_SO:
        ledger.record(kind=STOPPED, by=by, now=now, links={"route": str(route)})
    return kept


@action
def lift(
    *, route: Route, address: str, now: datetime, source: Source | None = None, by: Acting = HOUSE
) -> int:
    """They want to hear from us again. With `source`, only what came from there (START after STOP)."""
    rows = Suppression.objects.filter(
        route=route, address=normal_address(route, address), lifted_at__isnull=True
    )
    if source is not None:
        rows = rows.filter(source=source)
    return rows.update(lifted_at=now)


@action
def write_stop_down(*, message: str, much: Scope, by: Acting, now: datetime) -> Suppression:
    """They told us: in a letter, at the desk, on the phone. What waits for this address is not sent either.
    Raises `AddressErased`."""
    found = _addressed(message)
    return suppress(
        route=Route(found.route), address=found.address, scope=much, source=Source.STAFF, now=now, by=by
    )  # fmt: skip


@action
def take_stop_back(*, message: str, by: Acting, now: datetime) -> int:
    """What staff wrote down was a slip, or they changed their mind. A STOP that they sent themselves stays:
    only they can send START. Raises `AddressErased`."""
    found = _addressed(message)
    route = Route(found.route)
    freed = lift(route=route, address=found.address, source=Source.STAFF, now=now, by=by)
    if freed:
        ledger.record(kind=RESUMED, by=by, now=now, links={"route": str(route)})
    return freed


def _addressed(public_id: str) -> Message:
    found = Message.objects.filter(public_id=public_id).first()
    if found is None or not found.address:
        raise errors.AddressErased
    return found
