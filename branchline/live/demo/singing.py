"""The words of the demo's rhymes, tapped by the house itself when they are sung."""

from datetime import timedelta

from branchline.core import clock
from branchline.core.scoping import scope

from ..actions import tap
from ..errors import NothingShown
from ..models import Line, Session
from .cast import DEMO
from .tune import SECONDS, lines


class Singing:
    """Follows the film, which begins again and again. Seconds since its first picture."""

    def __init__(self, session: Session) -> None:
        self._session = session
        with scope(session.service_id):
            rows = Line.objects.filter(item__broadcast=session.broadcast)
            ordered = list(rows.order_by("item__place", "place"))
        self._sung = [(at, row) for (at, _), row in zip(lines(), ordered, strict=False)]
        self._until = 0.0

    def tap_until(self, seconds: float) -> None:
        """Tap what has been sung since the last time."""
        since, self._until = self._until, seconds
        for round_ in range(int(since // SECONDS), int(seconds // SECONDS) + 1):
            for at, line in self._sung:
                begins = round_ * SECONDS + at
                if since <= begins < seconds:
                    self._tap(
                        line, ago=seconds - begins, key=f"{self._session.number}-{begins:.1f}"
                    )

    def _tap(self, line: Line, *, ago: float, key: str) -> None:
        now = clock.now()
        with scope(self._session.service_id):
            try:
                tap(
                    broadcast=self._session.broadcast,
                    line=line,
                    ago=timedelta(seconds=ago),
                    key=key,
                    by=DEMO,
                    now=now,
                )
            except NothingShown:
                return
