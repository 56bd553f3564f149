"""Today's rhyme time from its first chunk to its last, with its words tapped as they are sung."""

import time
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.places.queries import service_at

from ..models import Session
from ..passes import give_pass
from .cast import HOME
from .sending import chunks, playing, send
from .singing import Singing
from .today import on_air


def show(film: Path) -> None:
    """Send the film as a session of its own until its date is over, or somebody else takes over."""
    begun = _begin()
    if begun is None:
        return
    session, ends = begun
    given = give_pass(broadcast=session.broadcast.public_id, session=session.number)
    address = f"{settings.BRANCHLINE_LIVE_ADDRESS}/send/{given}/"
    with playing(film) as player:
        began = time.monotonic()
        singing = Singing(session)
        for number, content in enumerate(chunks(player)):
            recorded = time.monotonic() - began
            taken = send(address, number, content, recorded=recorded)
            if not taken or clock.now() >= ends:
                return
            singing.tap_until(recorded)


def _begin() -> tuple[Session, datetime] | None:
    service = service_at(slug=HOME)
    if service is None:
        return None
    with scope(service.pk):
        session = on_air(now=clock.now())
        date = session.broadcast.occurrence if session is not None else None
    # Hours pass until the database is asked again.
    close_old_connections()
    return (session, date.ends_at) if session is not None and date is not None else None
