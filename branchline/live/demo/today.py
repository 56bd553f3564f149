"""The demo's rhyme time of today: whenever somebody opens the demo, it is live."""

from datetime import datetime, time, timedelta

from branchline.core.clock import in_london
from branchline.core.words import Translated
from branchline.events.actions import create_event, publish_event
from branchline.events.models import Details, HowToCome, Occurrence, Theme, Timing
from branchline.places.models import Branch

from ..actions import ItemFacts, add_item, begin_sending, end_broadcast, plan_broadcast
from ..models import Basis, Broadcast, Session, Source, Standing
from .cast import DEMO
from .looking import look_at_everything
from .tune import SONGS

LIBRARY = "Altrincham Library"
TITLE = Translated({"en": "Rhyme time live", "cy": "Amser rhigwm yn fyw"})
SUMMARY = Translated(
    {
        "en": "Sing along from home or in the library, for babies, toddlers and whoever holds them. Twinkle, twinkle"
        " and Row your boat, with a bear in a boat and a moon that sings.",
        "cy": "Canwch gyda ni gartref neu yn y llyfrgell, i fabanod, plant bach a phwy bynnag sy’n eu dal.",
    },
    drafts=frozenset({"cy"}),
)
LASTS = timedelta(hours=1, minutes=15)
"""No longer than a library's own: a broadcast begins where the disk has room for two of it, and a laptop has 4 GB. The
next follows it (`branchline rhyme-time`)."""


def on_air(*, now: datetime) -> Session | None:
    """A session of today's broadcast, which goes out from now on; those of before are ended. None while a person
    sends it, and in the last minute of a day: no date lasts over midnight."""
    current = None
    for broadcast in _ours():
        if broadcast.occurrence is not None and broadcast.occurrence.ends_at > now:
            current = broadcast
        else:
            end_broadcast(broadcast=broadcast, by=DEMO, now=now)
    current = current or _plan(now)
    if current is None:
        return None
    if current.sessions.open().filter(began_by__isnull=False).exists():
        # Somebody tries the studio: theirs is shown.
        return None
    look_at_everything(current, now=now)
    return begin_sending(broadcast=current, source=Source.BROWSER, take_over=True, by=DEMO, now=now)


def _ours() -> list[Broadcast]:
    rows = Broadcast.objects.exclude(standing=Standing.ENDED).select_related("occurrence")
    return list(rows.filter(title__en=TITLE.en, branch__name__en=LIBRARY))


def _plan(now: datetime) -> Broadcast | None:
    local = in_london(now)
    begins = local - timedelta(
        minutes=local.minute % 15, seconds=local.second, microseconds=local.microsecond
    )
    ends = min(begins + LASTS, local.replace(hour=23, minute=59, second=0, microsecond=0))
    if ends <= local:
        return None
    branch = Branch.objects.open().filter(name__en=LIBRARY).select_related("service").first()
    if branch is None:
        return None
    details = Details(
        title=TITLE,
        summary=SUMMARY,
        booking=HowToCome.DROP_IN,
        theme=Theme.RHYME,
        age_from=0,
        age_to=4,
    )
    timing = Timing(first_day=begins.date(), starts=_wall(begins), ends=_wall(ends))
    key = f"demo-live-{now:%Y%m%d%H%M%S}"
    event = create_event(
        branch=branch, details=details, timing=timing, by=DEMO, now=begins, key=key
    )
    publish_event(event=event, by=DEMO, now=begins)
    date = Occurrence.objects.select_related("event", "branch").get(event=event)
    broadcast = plan_broadcast(occurrence=date, by=DEMO, now=now)
    _write_sheet(broadcast, now)
    return broadcast


def _write_sheet(broadcast: Broadcast, now: datetime) -> None:
    """What is sung, line by line."""
    for title, lines in SONGS.items():
        facts = ItemFacts(
            title=Translated({"en": title}),
            basis=Basis.OUT_OF_COPYRIGHT,
            live_ok=True,
            replay_ok=True,
            words=[Translated({"en": line.words}) for line in lines],
        )
        add_item(broadcast=broadcast, facts=facts, by=DEMO, now=now)


def _wall(moment: datetime) -> time:
    return moment.time().replace(tzinfo=None)
