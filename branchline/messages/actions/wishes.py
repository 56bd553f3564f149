"""What people do not want. People's room writes its marks here too, downward."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting, job
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from ..measures import STOPPED
from ..models import Route, Scope, Source, Suppression, normal_address

HOUSE = job("messages.wishes")


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
    if made and source in (Source.STOP, Source.UNSUBSCRIBED, Source.COMPLAINT):
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
