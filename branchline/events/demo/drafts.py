"""A course that somebody is still writing: nobody outside the desk sees it yet."""

from datetime import datetime, time, timedelta

from branchline.core.acting import job
from branchline.core.clock import in_london
from branchline.core.words import said
from branchline.events.actions import create_event
from branchline.events.models import BookedAs, Details, Event, HowToCome, Rule, Theme, Timing
from branchline.places.models import Branch, Kind, Service

DEMO = job("demo")
TITLE = said(
    "Bind your own book, in four evenings", "Rhwymo eich llyfr, mewn pedair noson", draft=True
)
WEEKS = 4
AHEAD = timedelta(weeks=5)


def draft_a_course(service: Service, *, now: datetime) -> None:
    """Once, at the service's first library."""
    if Event.objects.filter(title__en=TITLE.en).exists():
        return
    branch = Branch.objects.filter(service=service, kind=Kind.STATIC).open().order_by("pk").first()
    if branch is None:
        return
    details = Details(
        title=TITLE,
        summary=said(
            "Fold, sew, glue and cover. You go home with a notebook that lies flat.",
            "Plygu, gwnïo, gludo a gorchuddio.",
            draft=True,
        ),
        cost=said("£8 for the paper and cloth", "£8 am y papur a’r brethyn", draft=True),
        theme=Theme.MAKE,
        age_from=16,
        booking=HowToCome.BOOKABLE,
        capacity=8,
        booked_as=BookedAs.TERM,
    )
    first = in_london(now).date() + AHEAD
    first += timedelta(days=(1 - first.weekday()) % 7)
    rule = Rule(count=WEEKS)
    create_event(
        branch=branch,
        details=details,
        timing=Timing(first, time(18), time(19, 30), rule),
        by=DEMO,
        now=now,
        key="demo-draft-bind-a-book",
    )
