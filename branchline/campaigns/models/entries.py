"""Who takes part, with what: readable by the whole country, and without a person in it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.words import TranslatedField
from branchline.events.models import Audience, HowToCome
from branchline.places.models import Branch, Nation, Published, ServicePrivate

from .campaigns import Campaign
from .terms import Rule


class Joining(Published):
    """A service takes part in a campaign, and by which rule its events join by themselves.

    Published: the organiser and everybody else see which services take part. It names nobody.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="joinings")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    by_rule = models.BooleanField(default=True, help_text="its events join by themselves")
    themes = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    audience = models.CharField(max_length=12, blank=True, choices=Audience.choices)
    words = models.CharField(max_length=120, blank=True, help_text="in the title")
    gathered_at = models.DateTimeField(null=True)
    places = models.PositiveIntegerField(default=0, help_text="of the dates that are booked")
    dates_over = models.PositiveIntegerField(default=0)
    dates_counted = models.PositiveIntegerField(
        default=0, help_text="of those: somebody counted who came"
    )
    people_came = models.PositiveIntegerField(
        null=True, help_text="to those; empty: nobody counted, or fewer than may be published"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "service"], name="campaigns_joining_once")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} in {self.campaign_id}"

    @property
    def rule(self) -> Rule | None:
        """The rule as a value; None when only what was chosen joins."""
        return Rule(tuple(self.themes), self.audience, self.words) if self.by_rule else None


class Verdict(models.TextChoices):
    """What staff have said of one event, whatever the rule says."""

    IN = "in", _("Takes part")
    OUT = "out", _("Does not take part")


class Choice(ServicePrivate):
    """One event that staff have put into a campaign, or kept out of it, by a press."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    event_public_id = models.CharField(max_length=10)
    verdict = models.CharField(max_length=3, choices=Verdict)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "campaign", "event_public_id"], name="campaigns_choice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_public_id} {self.verdict}"


class Entry(Published):
    """One date in a campaign: of a listing, or of another system's feed. Written by `actions.gather` only.

    A projection narrower than a listing: what the map, the list and the totals of a campaign need.
    """

    origin = models.CharField(
        max_length=11, help_text="l or f, and the public id of listing or fed event"
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    event_public_id = models.CharField(max_length=10, blank=True)
    address = models.URLField(max_length=500, blank=True, help_text="its page in the other system")
    branch = models.ForeignKey(
        Branch, on_delete=models.CASCADE, related_name="+", null=True, db_index=False
    )
    branch_public_id = models.CharField(max_length=10, blank=True)
    place = TranslatedField(help_text="the library, or where else")
    town = models.CharField(max_length=120, blank=True)
    nation = models.CharField(max_length=16, choices=Nation)
    region = models.CharField(max_length=40, blank=True, help_text="slug of places' regions")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    online = models.BooleanField(default=False)
    title = TranslatedField()
    theme = models.CharField(max_length=12, blank=True, help_text="of events.Theme")
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    free = models.BooleanField(null=True, help_text="empty: its feed doesn’t say")
    cost = TranslatedField(help_text="what it costs, in words")
    booking = models.CharField(
        max_length=8, choices=HowToCome, blank=True, help_text="empty: its feed doesn’t say"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    all_day = models.BooleanField(
        default=False, help_text="told by its days: from midnight to midnight"
    )

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "starts_at", "origin"], name="campaigns_entry_by_day"),
            models.Index(
                fields=["campaign", "service", "starts_at"], name="campaigns_entry_of_service"
            ),
            models.Index(
                fields=["campaign", "region", "starts_at"], name="campaigns_entry_of_region"
            ),
            models.Index(
                fields=["campaign", "ends_at"],
                name="campaigns_entry_all_day",
                condition=Q(all_day=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin__regex="^[0-9a-z]{11}$"), name="campaigns_entry_origin"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="campaigns_entry_forwards"
            ),
            models.UniqueConstraint(
                # By origin first: a taste of everything takes those that come first (`queries.taste`).
                fields=["campaign", "origin", "service"],
                name="campaigns_entry_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.starts_at:%Y-%m-%d}"

    @property
    def listing_public_id(self) -> str:
        """The listing it stands for; nothing when it comes from another system."""
        return self.origin[1:] if self.origin.startswith("l") else ""
