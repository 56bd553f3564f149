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
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    found, _ = PosterCode.objects.get_or_create(
        service=service,
        page=page,
        arguments=list(arguments),
        query=query,
        defaults={"code": drawn, "made_at": now},
    )
    return found.code
