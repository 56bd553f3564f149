"""Ask for every poster and card of a service; the worker draws them and hands in the zip."""

from datetime import datetime
from typing import BinaryIO

from branchline.campaigns.errors import NothingToPrint
from branchline.campaigns.models import KEPT_FOR, PURPOSE, Joining, Toolkit
from branchline.campaigns.queries import papers_of
from branchline.core import files
from branchline.core.actions import action
from branchline.core.jobs import Errand

DRAW = Errand("branchline.campaigns.jobs.draw_toolkit")


@action
def ask_for_toolkit(*, joining: Joining, now: datetime) -> Toolkit:
    """One that is still being made is given again. Refuses: NothingToPrint."""
    Joining.objects.select_for_update(no_key=True).get(pk=joining.pk)
    campaign = joining.campaign
    waiting = Toolkit.objects.filter(campaign=campaign, ready_at=None).first()
    if waiting is not None:
        return waiting
    papers = papers_of(campaign=campaign, service=joining.service)
    if not papers:
        raise NothingToPrint
    made = Toolkit.objects.create(
        service=joining.service, campaign=campaign, asked_at=now, total=len(papers)
    )
    DRAW.later(toolkit=made.public_id)
    return made


@action
def say_how_far(*, toolkit: Toolkit, done: int) -> None:
    """So many of its events are drawn."""
    Toolkit.objects.filter(pk=toolkit.pk, total__gte=done).update(done=done)


@action
def hand_in_toolkit(*, toolkit: Toolkit, content: BinaryIO, now: datetime) -> None:
    """The zip is ready. Handing in again, after a worker was killed, changes nothing."""
    locked = Toolkit.objects.select_for_update(no_key=True).get(pk=toolkit.pk)
    if locked.ready_at is not None:
        return
    kept = files.keep(
        content=content,
        name=f"{toolkit.campaign.slug}-{toolkit.service.slug}.zip",
        media_type="application/zip",
        purpose=PURPOSE,
        now=now,
        keep_until=now + KEPT_FOR,
    )
    locked.file_public_id, locked.ready_at, locked.done = kept.public_id, now, locked.total
    locked.save(update_fields=["file_public_id", "ready_at", "done"])
