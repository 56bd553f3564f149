"""A service joins a campaign in one press, sets its rule, leaves."""

from datetime import datetime

from branchline.campaigns.errors import CampaignIsOver, CampaignNotFound, NotTakingPart
from branchline.campaigns.measures import JOINED, LEFT
from branchline.campaigns.models import Campaign, Joining, Rule
from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.places.models import Service

from .add_up import add_up
from .gather import gather

EVERYTHING = Rule()


@action
def join_campaign(
    *,
    campaign: Campaign,
    service: Service,
    rule: Rule | None = EVERYTHING,
    by: Acting,
    now: datetime,
) -> Joining:
    """Take part; the events that the rule names are in at once, and counted (None: only what is chosen).

    Joining again changes nothing but the rule. Refuses: CampaignNotFound, CampaignIsOver.
    """
    _open(campaign, now)
    kept, made = Joining.objects.select_for_update(no_key=True).get_or_create(
        campaign=campaign, service=service, defaults={"joined_at": now}
    )
    if made or kept.left_at is not None:
        kept.joined_at, kept.left_at = now, None
        ledger.record(kind=JOINED, by=by, now=now, links={"campaign": campaign.public_id})
    _write_rule(kept, rule)
    gather(joining=kept, by=by, now=now)
    add_up(joining=kept, now=now)
    return kept


@action
def set_rule(*, joining: Joining, rule: Rule | None, by: Acting, now: datetime) -> Joining:
    """Which events join by themselves from now on. Refuses: NotTakingPart, CampaignIsOver."""
    locked = taking_part(joining, now)
    _write_rule(locked, rule)
    gather(joining=locked, by=by, now=now)
    return locked


@action
def leave_campaign(*, joining: Joining, by: Acting, now: datetime) -> Joining:
    """Take no more part; every entry of the service goes. Refuses: NotTakingPart, CampaignIsOver."""
    locked = taking_part(joining, now)
    locked.left_at = now
    locked.save(update_fields=["left_at"])
    ledger.record(kind=LEFT, by=by, now=now, links={"campaign": locked.campaign.public_id})
    gather(joining=locked, by=by, now=now)
    return locked


def taking_part(joining: Joining, now: datetime) -> Joining:
    """The joining, locked, while it counts."""
    locked = (
        Joining.objects.select_for_update(no_key=True, of=("self",))
        .select_related("campaign", "service")
        .get(pk=joining.pk)
    )
    if locked.left_at is not None:
        raise NotTakingPart
    _open(locked.campaign, now)
    return locked


def _open(campaign: Campaign, now: datetime) -> None:
    if campaign.opened_at is None:
        raise CampaignNotFound
    if campaign.last_day < in_london(now).date():
        raise CampaignIsOver


def _write_rule(joining: Joining, rule: Rule | None) -> None:
    kept = rule or Rule()
    joining.by_rule = rule is not None
    joining.themes, joining.audience, joining.words = list(kept.themes), kept.audience, kept.words
    joining.save()
