"""What the worker does for campaigns: by the clock, and when somebody has asked."""

import tempfile
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.utils.text import slugify

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.jobs import job_in_steps, periodic
from branchline.core.scoping import scope

from .actions import add_up, could_not_read, gather, hand_in_toolkit, say_how_far, take_in
from .actions.make_toolkit import DRAW
from .actions.sources import LOOK
from .models import Source, SourceKind, Toolkit
from .parts import KINDS, LANGUAGES
from .queries import (
    Paper,
    joinings_to_add_up,
    joinings_to_gather,
    papers_of,
    sources_of,
    toolkit_called,
)
from .sources import CannotRead, Reading, fetch, read_calendar, read_page


def gather_all() -> None:
    """Every five minutes each service's entries learn what has changed in its listings."""
    now = clock.now()
    for joining in joinings_to_gather(now=now):
        with scope(joining.service_id):
            gather(joining=joining, by=job("campaigns.gather"), now=now)
            add_up(joining=joining, now=now)


periodic("*/5 * * * *")(gather_all)


def add_up_late() -> None:
    """Each hour what became known of campaigns that are over: counts come in from tablets for days."""
    now = clock.now()
    for joining in joinings_to_add_up(now=now):
        with scope(joining.service_id):
            add_up(joining=joining, now=now)


periodic("20 * * * *")(add_up_late)


@job_in_steps(DRAW)
def draw_toolkit(*, service_id: int, toolkit: str) -> None:
    """Every poster and card of a service into one zip, saying after each event how far it is."""
    now = clock.now()
    with scope(service_id):
        asked = toolkit_called(public_id=toolkit)
        if asked.ready_at is not None:
            return
        papers = papers_of(campaign=asked.campaign, service=asked.service)
    # On disk, since a service with two hundred events has eight hundred sheets and pictures.
    with tempfile.TemporaryFile() as content:
        _draw_all(content, asked, papers, service_id, now)
        with scope(service_id):
            hand_in_toolkit(toolkit=asked, content=content, now=now)


def _draw_all(
    content: BinaryIO, asked: Toolkit, papers: Sequence[Paper], service_id: int, now: datetime
) -> None:
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as target:
        for done, paper in enumerate(papers, 1):
            name = f"{slugify(paper.title.text('en'))[:60]}-{paper.event_public_id}"
            with scope(service_id):
                for language in LANGUAGES:
                    for end, draw in KINDS.items():
                        made = draw(
                            paper,
                            campaign=asked.campaign,
                            service=asked.service,
                            language=language,
                            now=now,
                        )
                        target.writestr(f"{name}/{language}-{end}", made)
                say_how_far(toolkit=asked, done=done)


def look_at_all() -> None:
    """Every quarter of an hour what each source says now."""
    now = clock.now()
    for joining in joinings_to_gather(now=now):
        with scope(joining.service_id):
            for source in sources_of(joining=joining, now=now):
                LOOK.later(source=source.public_id)


periodic("*/15 * * * *")(look_at_all)


@job_in_steps(LOOK)
def look_at_source(*, service_id: int, source: str) -> None:
    """Fetch one source, outside of any transaction, and take in what it says."""
    with scope(service_id):
        known = Source.objects.select_related("campaign").filter(public_id=source).first()
    if known is None:
        return
    try:
        reading = _read(known)
    except CannotRead as refusal:
        with scope(service_id):
            could_not_read(source=known, problem=refusal.code, now=clock.now())
        return
    with scope(service_id):
        take_in(source=known, reading=reading, by=job("campaigns.look"), now=clock.now())


def _read(source: Source) -> Reading:
    content = fetch(source.address, from_here=settings.BRANCHLINE_FEEDS_FROM_HERE)
    begins, until = source.campaign.starts_at, source.campaign.ends_at
    if source.kind == SourceKind.CALENDAR:
        return read_calendar(content, begins=begins, until=until)
    return read_page(content, address=source.address, begins=begins, until=until)
