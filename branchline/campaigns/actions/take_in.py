"""What a source says becomes rows that staff can look at; what nobody says any more goes.

All of it in the service's own scope: whatever a feed says, it reaches no row of another service.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from branchline.campaigns.models import FedEvent, FedState, Joining, Source
from branchline.campaigns.sources import Found, Reading
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.words import without_accents
from branchline.events.models import Listing, OccurrenceState
from branchline.places.models import Branch, Kind

from .gather import gather

SAID = ("title", "starts_at", "ends_at", "all_day", "address", "place", "online", "free", "cost")
"""What a row keeps of what was found, by its name there and here."""
Same = tuple[int | None, datetime, str]
"""Two dates with the same library, start and title are one."""


@action
def could_not_read(*, source: Source, problem: str, now: datetime) -> None:
    """What was there stays: another system that is down for an hour takes nothing away."""
    Source.objects.filter(pk=source.pk).update(problem=problem, looked_at=now)


@action
def take_in(*, source: Source, reading: Reading, by: Acting, now: datetime) -> None:
    """Keep what is new, change what changed, drop what is gone. Running it again changes nothing.

    A date that says something else than when it was accepted waits for a look again, unless the source
    is trusted.
    """
    locked = Source.objects.select_for_update(no_key=True, of=("self",)).get(pk=source.pk)
    known = {row.uid: row for row in FedEvent.objects.filter(source=locked)}
    branches = list(Branch.objects.filter(service_id=locked.service_id).open())
    twins = _twins(locked)
    said: set[str] = set()
    for one in reading.found:
        if one.uid in said:
            continue
        said.add(one.uid)
        row = known.get(one.uid) or FedEvent(
            service_id=locked.service_id, source=locked, uid=one.uid, state=_state(locked)
        )
        _write(row, one, locked, branches, now)
        row.twin = twins.get(same(row.branch_id, row.starts_at, row.title), "")
        twins.setdefault(same(row.branch_id, row.starts_at, row.title), f"f{row.public_id}")
        row.save()
    gone = [
        row.pk for uid, row in known.items() if uid not in said and row.state != FedState.REFUSED
    ]
    FedEvent.objects.filter(pk__in=gone).delete()
    Source.objects.filter(pk=locked.pk).update(problem="", looked_at=now, left_out=reading.left_out)
    joining = Joining.objects.select_related("campaign", "service").get(
        campaign=locked.campaign_id, service=locked.service_id
    )
    gather(joining=joining, by=by, now=now)


def _state(source: Source) -> FedState:
    return FedState.ACCEPTED if source.trusted else FedState.WAITING


def _write(
    row: FedEvent, one: Found, source: Source, branches: Sequence[Branch], now: datetime
) -> None:
    branch = library_named(one.place, branches) or (None if one.online else source.branch)
    new = {name: getattr(one, name) for name in SAID}
    old = {name: getattr(row, name) for name in SAID}
    if row.pk and new != old and row.state == FedState.ACCEPTED and not source.trusted:
        row.state = FedState.WAITING
    for name, value in new.items():
        setattr(row, name, value)
    row.branch, row.seen_at = branch, now


def _twins(source: Source) -> dict[Same, str]:
    """What the service has already: in its own programme, and from its other sources."""
    campaign = source.campaign
    own = Listing.objects.filter(
        service_id=source.service_id,
        state=OccurrenceState.SCHEDULED,
        starts_at__gte=campaign.starts_at,
        starts_at__lt=campaign.ends_at,
    ).only("branch_id", "starts_at", "title", "public_id")
    others = FedEvent.objects.filter(source__campaign=campaign, twin="").exclude(source=source)
    held = {same(r.branch_id, r.starts_at, r.title): f"f{r.public_id}" for r in others}
    return held | {
        same(r.branch_id, r.starts_at, title): f"l{r.public_id}"
        for r in own
        for title in (r.title.en, r.title.cy)
        if title
    }


def same(branch_id: int | None, starts_at: datetime, title: str) -> Same:
    """By what two dates are told to be one: small letters and digits of the title only."""
    letters = "".join(c for c in without_accents(title) if c.isalnum())
    return branch_id, starts_at, letters


def library_named(place: str, branches: Iterable[Branch]) -> Branch | None:
    """The library whose whole name (the longest wins) or postcode stands in the words of a place.

    Where several share a postcode it is the library, not the archive in the same house.
    """
    said = without_accents(place)
    packed = "".join(said.split())
    known = sorted(branches, key=lambda branch: branch.kind != Kind.STATIC)
    named = [
        (len(name), -turn, branch)
        for turn, branch in enumerate(known)
        for name in (without_accents(branch.name.en), without_accents(branch.name.cy))
        if name and name in said
    ]
    if named:
        return max(named, key=lambda found: found[:2])[2]
    codes = ((branch, "".join(without_accents(branch.postcode).split())) for branch in known)
    return next((branch for branch, code in codes if code and code in packed), None)
