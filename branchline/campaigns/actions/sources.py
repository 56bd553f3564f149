"""Name a source, trust it, remove it; accept or refuse what it says."""

from datetime import datetime

from django.db import IntegrityError, transaction

from branchline.campaigns.errors import NoSuchEvent, NotAnAddress, SourceKnown, TooManySources
from branchline.campaigns.models import FedEvent, FedState, Joining, Source
from branchline.campaigns.sources.found import web_address
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.jobs import Errand
from branchline.places.models import Branch

from .gather import gather
from .join import taking_part

LOOK = Errand("branchline.campaigns.jobs.look_at_source")
MOST = 20


@action
def add_source(
    *,
    joining: Joining,
    name: str,
    kind: str,
    address: str,
    branch: Branch | None,
    trusted: bool,
    by: Acting,
    now: datetime,
) -> Source:
    """The worker looks at it at once, then every quarter of an hour.

    Refuses: NotTakingPart, CampaignIsOver, NotAnAddress, SourceKnown, TooManySources.
    """
    locked = taking_part(joining, now)
    if not web_address(address):
        raise NotAnAddress
    if Source.objects.filter(campaign=locked.campaign).count() >= MOST:
        raise TooManySources
    try:
        with transaction.atomic():
            made = Source.objects.create(
                service=locked.service,
                campaign=locked.campaign,
                name=name,
                kind=kind,
                address=web_address(address),
                branch=branch,
                trusted=trusted,
                added_at=now,
            )
    except IntegrityError as known:
        raise SourceKnown from known
    LOOK.later(source=made.public_id)
    return made


@action
def trust_source(
    *, source: Source, joining: Joining, trusted: bool, by: Acting, now: datetime
) -> None:
    """Whether its dates take part without a look. Trusting accepts what waits."""
    taking_part(joining, now)
    Source.objects.filter(pk=source.pk).update(trusted=trusted)
    if trusted:
        waiting = FedEvent.objects.filter(source=source, state=FedState.WAITING)
        waiting.update(state=FedState.ACCEPTED)
    gather(joining=joining, by=by, now=now)


@action
def remove_source(*, source: Source, joining: Joining, by: Acting, now: datetime) -> None:
    """It goes, and every entry that came of it."""
    taking_part(joining, now)
    Source.objects.filter(pk=source.pk).delete()
    gather(joining=joining, by=by, now=now)


@action
def judge(
    *,
    joining: Joining,
    event_public_id: str,
    accepted: bool,
    because: str = "",
    by: Acting,
    now: datetime,
) -> None:
    """Accept one date of another system, or leave it out and say why. Refuses: NoSuchEvent."""
    locked = taking_part(joining, now)
    changed = FedEvent.objects.filter(
        public_id=event_public_id, source__campaign=locked.campaign
    ).update(
        state=FedState.ACCEPTED if accepted else FedState.REFUSED,
        because="" if accepted else because[:200],
    )
    if not changed:
        raise NoSuchEvent
    gather(joining=locked, by=by, now=now)
