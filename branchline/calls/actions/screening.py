"""The numbers of a promotional round are put together for a screening service, and taken from here; what comes back is brought
in as a file (`imports.Screened`)."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.idempotency import once
from branchline.core.scoping import current_service_id

from ..errors import NothingToScreen, NotPromotional
from ..measures import NUMBERS_TAKEN
from ..models import CallRound, NumbersTaken, Screening
from ..queries import held_up, numbers_sent, to_screen
from .people import account_of
from .rounds import lock_round
from .wishes import heed_each


@action
def put_numbers_together(*, round_: CallRound, key: str, by: Acting, now: datetime) -> Screening:
    """Every number of the round that must be screened, once. Once per `key`. Refuses NotPromotional, NothingToScreen."""

    def create() -> str:
        locked = lock_round(round_)
        if not locked.promotional:
            raise NotPromotional
        lines = [line.pk for line in to_screen(locked, now=now)]
        if not lines:
            raise NothingToScreen
        made = Screening.objects.create(
            service_id=current_service_id(), round=locked, lines=lines, made_at=now,
            made_by_id=account_of(by),
        )  # fmt: skip
        return made.public_id

    made, _new = once(key=key, action="calls.put_numbers_together", now=now, create=create)
    return Screening.objects.select_related("round").get(public_id=made)


@action
def take_numbers(*, screening: Screening, by: Acting, now: datetime) -> list[str]:
    """The numbers as they are sent, and written down that somebody has taken them from here."""
    numbers = numbers_sent(screening)
    NumbersTaken.objects.create(
        service_id=screening.service_id,
        screening=screening,
        taken_at=now,
        taken_by_id=account_of(by),
    )
    ledger.record(
        kind=NUMBERS_TAKEN,
        by=by,
        now=now,
        branch_id=screening.round.branch_id,
        quantity=len(numbers),
    )
    return numbers


def heed_promotional(*, now: datetime) -> int:
    """After a screening was brought in or taken back: a line may be rung on several promotional rounds. How many stand
    elsewhere than before."""
    rounds = CallRound.objects.filter(promotional=True, ended_at__isnull=True).order_by("pk")
    return sum(heed_each(held_up(now=now, round_=each), now=now) for each in rounds)
