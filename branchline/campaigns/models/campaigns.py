"""The campaign itself: what a national organisation opens for every service."""

from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.clock import LONDON
from branchline.core.ids import PublicIdField
from branchline.core.tables import TableClass
from branchline.core.words import TranslatedField
from branchline.people.models import Organisation

NEVER_A_SLUG = frozenset({"desk", "new"})
"""Words of addresses beside a campaign's own."""


class Colour(models.TextChoices):
    """The colours of the house's brand that a campaign may wear."""

    HOUSE = "house", _("Deep green")
    EVENTS = "events", _("Brick red")
    LIVE = "live", _("Plum")
    LENDING = "lending", _("Ink blue")
    PROGRAMMES = "programmes", _("Moss")


class Standing(models.TextChoices):
    """Where a campaign is in time."""

    DRAFT = "draft", _("Draft")
    COMING = "coming", _("Coming")
    ON = "on", _("On now")
    OVER = "over", _("Over")


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Named filters."""

    def shown(self) -> "CampaignQuerySet":
        """Open to the public."""
        return self.filter(opened_at__isnull=False)

    def not_over(self, today: date) -> "CampaignQuerySet":
        """Coming, or on today."""
        return self.filter(last_day__gte=today)


class Campaign(models.Model):
    """A theme, its dates, and who calls for it. Services join; their events become its entries."""

    table_class: ClassVar[TableClass] = TableClass.ORGANISATION_OWNED

    public_id = PublicIdField()
    slug = models.SlugField(
        max_length=60, unique=True, help_text="stands on posters: never changed"
    )
    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = TranslatedField()
    theme = TranslatedField(help_text="its words: Taking action, changing lives")
    about = TranslatedField()
    call_to_action = TranslatedField(help_text="one sentence for residents")
    hashtag = models.CharField(max_length=60, blank=True, help_text="without its #")
    sponsors = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    colour = models.CharField(max_length=12, choices=Colour, default=Colour.HOUSE)
    first_day = models.DateField()
    last_day = models.DateField(help_text="included")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, help_text="empty: a draft")
    form_key = models.CharField(
        max_length=64, blank=True, help_text="of the form that made it: sent twice it makes one"
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="campaigns_campaign_forwards"
            ),
            models.CheckConstraint(
                condition=~Q(slug="") & ~Q(slug__in=sorted(NEVER_A_SLUG)),
                name="campaigns_campaign_slug",
            ),
            models.UniqueConstraint(
                fields=["organiser", "form_key"],
                condition=~Q(form_key=""),
                name="campaigns_campaign_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def starts_at(self) -> datetime:
        """The first moment of its first day in London."""
        return datetime.combine(self.first_day, time(0), tzinfo=LONDON)

    @property
    def ends_at(self) -> datetime:
        """The first moment that is no longer in it."""
        return datetime.combine(self.last_day + timedelta(days=1), time(0), tzinfo=LONDON)

    @property
    def days(self) -> list[date]:
        """Each of its days."""
        many = (self.last_day - self.first_day).days + 1
        return [self.first_day + timedelta(days=n) for n in range(many)]

    def standing(self, today: date) -> Standing:
        """Draft, coming, on or over."""
        if self.opened_at is None:
            return Standing.DRAFT
        if today < self.first_day:
            return Standing.COMING
        return Standing.ON if today <= self.last_day else Standing.OVER
