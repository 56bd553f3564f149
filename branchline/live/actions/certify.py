"""Write down for good how many watched."""

from datetime import datetime
from typing import BinaryIO

from branchline.core import files, ledger
from branchline.core.acting import Acting
from branchline.core.actions import action

from ..measures import FAMILIES, MINUTES, PEAK, REPLAYS, STAYED
from ..models import Broadcast, Certificate, Minute
from ..stream.tally import Tally
from .links import links_of

PURPOSE = "live.counted"


@action
def certify(
    *,
    broadcast: Broadcast,
    tally: Tally,
    hearts: int,
    lines: BinaryIO,
    by: Acting,
    now: datetime,
) -> Certificate:
    """The certificate of a broadcast that is over, its minutes, and the lines from which they follow. Twice is once."""
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    made = Certificate.objects.filter(broadcast=locked).first()
    if made is not None:
        return made
    Minute.objects.bulk_create(
        Minute(
            service_id=locked.service_id,
            broadcast=locked,
            number=each.number,
            watching=each.watching,
            players=each.players,
        )
        for each in tally.by_minute
    )
    for kind, quantity in (
        (PEAK, tally.peak),
        (STAYED, tally.stayed),
        (MINUTES, round(tally.minutes)),
        (FAMILIES, tally.people),
    ):
        if quantity:
            ledger.record(
                kind=kind, by=by, now=now, happened_at=locked.on_air_at, branch_id=locked.branch_id,
                quantity=quantity, links=links_of(locked),
            )  # fmt: skip
    return Certificate.objects.create(
        service_id=locked.service_id,
        broadcast=locked,
        screens=tally.screens,
        peak=tally.peak,
        stayed=tally.stayed,
        minutes=tally.minutes,
        given_minutes=tally.given_minutes,
        told=tally.told,
        people=tally.people,
        hearts=hearts,
        digest=tally.digest,
        lines=files.keep(
            content=lines,
            name=f"{locked.public_id}.beats",
            media_type="text/plain",
            purpose=PURPOSE,
            now=now,
        ),
        made_at=now,
    )


@action
def count_replays(*, certificate: Certificate, screens: int, by: Acting, now: datetime) -> None:
    """So many screens watched afterwards, so far. It only grows."""
    locked = (
        Certificate.objects.select_for_update().select_related("broadcast").get(pk=certificate.pk)
    )
    if screens <= locked.replays:
        return
    ledger.record(
        kind=REPLAYS, by=by, now=now, branch_id=locked.broadcast.branch_id,
        quantity=screens - locked.replays, links=links_of(locked.broadcast),
    )  # fmt: skip
    locked.replays = screens
    locked.save(update_fields=["replays"])
