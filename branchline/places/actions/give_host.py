"""A service gets a host of its own, beside its address here."""

import re
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.places.errors import HostTaken, NotAHost
from branchline.places.measures import SERVICE_CHANGED
from branchline.places.models import Service

# RFC 1123: labels of letters, digits and hyphens, at least two of them.
HOST = re.compile(
    r"(?=.{4,200}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)


@action
def give_host(*, service: Service, host: str | None, by: Acting, now: datetime) -> Service:
    """`https://{host}/…` leads to the service's public pages; None takes it back.

    Refuses at the field host: NotAHost, HostTaken. The operator also names it in BRANCHLINE_HOSTS.
    """
    wanted = host.strip().lower().rstrip(".") if host else None
    if wanted is not None:
        if not HOST.fullmatch(wanted):
            raise NotAHost
        if wanted == settings.BRANCHLINE_HOST:
            raise HostTaken
    held = Service.objects.select_for_update().get(pk=service.pk)
    held.own_host = wanted
    try:
        with transaction.atomic():
            held.save(update_fields=["own_host"])
    except IntegrityError:
        raise HostTaken from None
    ledger.record(kind=SERVICE_CHANGED, by=by, now=now)
    return held
