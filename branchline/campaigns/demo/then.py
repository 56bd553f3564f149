"""Invented events of Libraries Week 2021, put on as if it were then."""

from datetime import date, datetime, time, timedelta

from branchline.core.acting import job
from branchline.core.words import Translated
from branchline.events.actions import create_event, publish_event
from branchline.events.models import Details, Theme, Timing
from branchline.places.models import Branch, Kind, Service

from .wording import drafted

DEMO = job("demo")
BRANCHES = 3
EACH = 2

PROGRAMME: tuple[tuple[Translated, Translated, str, tuple[int | None, int | None], int, int], ...] = (
    (drafted("Swap shop for winter coats", "Siop gyfnewid cotiau gaeaf"),
     drafted("Bring one that no longer fits, take one that does.", "Dewch ag un, ewch ag un."),
     Theme.MEET, (None, None), 5, 10),
    (drafted("First steps online", "Camau cyntaf ar-lein"),
     drafted("An hour with somebody patient and a tablet to try.", "Awr gyda rhywun amyneddgar a thabled."),
     Theme.DIGITAL, (18, None), 1, 14),
    (drafted("Stories that changed us", "Straeon a’n newidiodd"),
     drafted("Six people, six books, ten minutes each.", "Chwe pherson, chwe llyfr, deg munud yr un."),
     Theme.TALK, (16, None), 3, 18),
    (drafted("A pot, a seed, a Saturday", "Pot, hedyn a dydd Sadwrn"),
     drafted("Sow something for the windowsill and take it home.", "Hauwch rywbeth i sil y ffenest."),
     Theme.MAKE, (5, 11), 5, 11),
    (drafted("Walk and talk from the library", "Cerdded a sgwrsio o’r llyfrgell"),
     drafted("Two slow miles and a hot drink at the end.", "Dwy filltir araf a diod boeth ar y diwedd."),
     Theme.HEALTH, (18, None), 2, 10),
    (drafted("Rhymes for the planet", "Rhigymau i’r blaned"),
     drafted("Songs about rain, bees and bins for the very young.", "Caneuon am law, gwenyn a biniau."),
     Theme.RHYME, (0, 4), 0, 10),
)  # fmt: skip
"""Title, summary, theme, ages, day of the week (0: Monday), hour."""


def put_on_then(service: Service, *, first_day: date, turn: int, now: datetime) -> None:
    """Two of them at each of the service's first libraries."""
    branches = Branch.objects.filter(service=service, kind=Kind.STATIC).open().order_by("pk")
    for place, branch in enumerate(branches[:BRANCHES]):
        for n in range(EACH):
            title, summary, theme, ages, day, hour = PROGRAMME[
                (turn + EACH * place + n) % len(PROGRAMME)
            ]
            event = create_event(
                branch=branch,
                details=Details(
                    title=title, summary=summary, theme=theme, age_from=ages[0], age_to=ages[1]
                ),
                timing=Timing(first_day + timedelta(days=day), time(hour), time(hour + 1)),
                by=DEMO,
                now=now,
                key=f"demo-then-{branch.public_id}-{n}",
            )
            publish_event(event=event, by=DEMO, now=now)
