"""What the country may see of an event as a whole: its words, and the rule of its dates. Without people."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from branchline.core.words import Translated, TranslatedField
from branchline.places.models import Branch, Published

from .events import in_english
from .terms import EventState, HowToCome, Setting, Theme, VenueKind


class ListedEvent(Published):
    """One row per published event, rewritten whole by `actions.publish_listings`; its dates are listings.

    Calendars, the API and other feeds read this table where they speak of a series.
    """

    public_id = models.CharField(max_length=10, unique=True, help_text="the event's")
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+", db_index=False)
    setting = models.CharField(max_length=9, choices=Setting, default=Setting.IN_PERSON)
    venue_kind = models.CharField(max_length=11, choices=VenueKind, blank=True)
    venue = TranslatedField()
    town = models.CharField(max_length=120, blank=True, help_text="of where it takes place")
    postcode = models.CharField(max_length=8, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    title = TranslatedField()
    summary = TranslatedField()
    room = TranslatedField()
    cost = TranslatedField()
    theme = models.CharField(max_length=12, choices=Theme)
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    access = ArrayField(models.CharField(max_length=24), default=list)
    languages = ArrayField(models.CharField(max_length=3), default=in_english)
    made_for = ArrayField(models.CharField(max_length=12), default=list)
    booking = models.CharField(max_length=8, choices=HowToCome)
    state = models.CharField(max_length=9, choices=EventState)
    rule = models.CharField(
        max_length=200, blank=True, help_text="RRULE without its end; empty: no series"
    )
    starts = models.TimeField(help_text="London time")
    ends = models.TimeField(help_text="London time")
    first_day = models.DateField(help_text="from which its rule counts; else of its dates")
    last_day = models.DateField(help_text="of its dates")
    dates = models.PositiveSmallIntegerField(help_text="how many, without those called off")
    version = models.PositiveIntegerField(help_text="SEQUENCE of the series: rises with any date's")
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["last_day", "public_id"], name="events_listed_by_last_day"),
            models.Index(
                fields=["service", "last_day", "public_id"], name="events_listed_of_service"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def branch_name(self) -> Translated:
        """The library that holds it."""
        name: Translated = self.branch.name
        return name
