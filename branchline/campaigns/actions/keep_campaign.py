"""Create a campaign, change it, open it to the public. The national network does."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from branchline.campaigns.errors import (
    AddressTaken,
    CampaignIsOver,
    DaysBackwards,
    NeedsAName,
    TooLong,
)
from branchline.campaigns.models import NEVER_A_SLUG, Campaign, Colour
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.words import Translated
from branchline.people.models import Organisation

MOST_DAYS = 92


@dataclass(frozen=True)
class Wording:
    """What a campaign says of itself, and when it is."""

    name: Translated
    first_day: date
    last_day: date
    theme: Translated = field(default_factory=Translated)
    about: Translated = field(default_factory=Translated)
    call_to_action: Translated = field(default_factory=Translated)
    hashtag: str = ""
    sponsors: tuple[str, ...] = ()
    colour: str = Colour.HOUSE


@action
def create_campaign(
    *, organiser: Organisation, slug: str, wording: Wording, now: datetime, key: str = ""
) -> Campaign:
    """A draft; `open_campaign` shows it. The address never changes: it stands on posters.

    The same form sent again (its `key`) gives the campaign that it made. Refuses: NeedsAName, DaysBackwards,
    TooLong, AddressTaken.
    """
    _check(wording)
    if made := _made_before(organiser, key):
        return made
    if not slug or slug in NEVER_A_SLUG:
        raise AddressTaken
    campaign = Campaign(organiser=organiser, slug=slug, made_at=now, form_key=key)
    _write(campaign, wording, now)
    try:
        with transaction.atomic():
            campaign.save()
    except IntegrityError as taken:
        # A second press that came at the same moment has waited for the first one's row.
        if made := _made_before(organiser, key):
            return made
        raise AddressTaken from taken
    return campaign


def _made_before(organiser: Organisation, key: str) -> Campaign | None:
    return Campaign.objects.filter(organiser=organiser, form_key=key).first() if key else None


@action
def change_campaign(*, campaign: Campaign, wording: Wording, now: datetime) -> Campaign:
    """New words or days. Entries follow at the next gathering. Refuses as `create_campaign`; CampaignIsOver."""
    _check(wording)
    locked = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if locked.opened_at and locked.last_day < in_london(now).date():
        raise CampaignIsOver
    _write(locked, wording, now)
    locked.save()
    return locked


@action
def open_campaign(*, campaign: Campaign, now: datetime) -> Campaign:
    """Show it, and let services join. Opening again changes nothing."""
    locked = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if locked.opened_at is None:
        locked.opened_at = locked.changed_at = now
        locked.save(update_fields=["opened_at", "changed_at"])
    return locked


def _check(wording: Wording) -> None:
    if not wording.name:
        raise NeedsAName
    if wording.last_day < wording.first_day:
        raise DaysBackwards
    if (wording.last_day - wording.first_day).days >= MOST_DAYS:
        raise TooLong


def _write(campaign: Campaign, wording: Wording, now: datetime) -> None:
    campaign.name, campaign.theme, campaign.about = wording.name, wording.theme, wording.about
    campaign.call_to_action, campaign.hashtag = wording.call_to_action, wording.hashtag
    campaign.sponsors, campaign.colour = list(wording.sponsors), wording.colour
    campaign.first_day, campaign.last_day = wording.first_day, wording.last_day
    campaign.changed_at = now
