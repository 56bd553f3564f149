"""Every square code on paper leads to `/q/{code}`, which never changes."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from branchline.core.actions import action
from branchline.core.ids import ALPHABET
from branchline.places.models import PosterCode, Service
from branchline.places.models.codes import LENGTH


@action
def poster_code(
    *, service: Service, page: str, arguments: Sequence[str] = (), query: str = "", now: datetime
) -> str:
    """The code of a page ("surveys:answer", its arguments after the service), made the first time.

    Asked again, by two at once too, it is the same: what hangs on a wall stays good.
    """
    found, _ = PosterCode.objects.get_or_create(
        service=service,
        page=page,
        arguments=list(arguments),
        query=query,
        defaults={"code": _drawn(), "made_at": now},
    )
    return found.code


@action
def poster_codes(
    *, service: Service, page: str, queries: Sequence[str], now: datetime
) -> dict[str, str]:
    """The same for many addresses of one page that differ in their query: codes by query. Three statements."""
    wanted = list(dict.fromkeys(queries))
    its = PosterCode.objects.filter(service=service, page=page, arguments=[], query__in=wanted)
    there = set(its.values_list("query", flat=True))
    PosterCode.objects.bulk_create(
        [
            PosterCode(
                service=service, page=page, arguments=[], query=query, code=_drawn(), made_at=now
            )
            for query in wanted
            if query not in there
        ],
        ignore_conflicts=True,
    )
    return dict(its.values_list("query", "code"))


def _drawn() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
