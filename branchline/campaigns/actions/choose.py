"""Put one event in, or keep it out, whatever the rule says."""

from datetime import datetime

from branchline.campaigns.errors import NoSuchEvent
from branchline.campaigns.models import Choice, Joining, Verdict
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.models import Listing

from .gather import gather
from .join import taking_part


@action
def choose_event(
    *, joining: Joining, event_public_id: str, verdict: Verdict | None, by: Acting, now: datetime
) -> None:
    """All dates of an event within the campaign, by one press; None leaves it to the rule again.

    Refuses: NotTakingPart, CampaignIsOver, NoSuchEvent.
    """
    locked = taking_part(joining, now)
    campaign = locked.campaign
    theirs = Listing.objects.filter(
        service=locked.service,
        event_public_id=event_public_id,
        starts_at__gte=campaign.starts_at,
        starts_at__lt=campaign.ends_at,
    )
    if not theirs.exists():
        raise NoSuchEvent
    chosen = Choice.objects.filter(campaign=campaign, event_public_id=event_public_id)
    if verdict is None:
        chosen.delete()
    else:
        Choice.objects.update_or_create(
            service=locked.service,
            campaign=campaign,
            event_public_id=event_public_id,
            defaults={"verdict": verdict, "chosen_at": now},
        )
    gather(joining=locked, by=by, now=now)
