"""A calendar of another system: invented friends of a library keep one of their own."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from branchline.core.acting import job

from ..actions import add_source, judge, take_in
from ..models import FedEvent, Joining, Source, SourceKind
from ..sources import read_calendar

DEMO = job("demo")
FILE = "campaigns/friends.ics"
WITHOUT_AN_HOUR = "Quilts of Sale, an exhibition"


def name_a_source(joining: Joining, *, now: datetime) -> None:
    """Added once, and read from the file as the worker will fetch it from the web server."""
    campaign = joining.campaign
    source = Source.objects.filter(campaign=campaign).first()
    if source is None:
        source = add_source(
            joining=joining,
            name="Friends of Sale Library, an invented group",
            kind=SourceKind.CALENDAR,
            address=settings.BRANCHLINE_ADDRESS + settings.STATIC_URL + FILE,
            branch=None,
            trusted=False,
            by=DEMO,
            now=now,
        )
    content = (Path(__file__).parents[1] / "static" / FILE).read_bytes()
    reading = read_calendar(content, begins=campaign.starts_at, until=campaign.ends_at)
    take_in(source=source, reading=reading, by=DEMO, now=now)
    _accept(joining, WITHOUT_AN_HOUR, now)


def _accept(joining: Joining, title: str, now: datetime) -> None:
    """Staff have looked at these already; the rest of the calendar waits for whoever tries the demo."""
    for row in FedEvent.objects.filter(title=title, source__campaign=joining.campaign, twin=""):
        judge(joining=joining, event_public_id=row.public_id, accepted=True, by=DEMO, now=now)
