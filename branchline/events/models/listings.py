"""The listing: what the country may see of an occurrence. Without people; readable by all."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from branchline.core.words import TranslatedField
from branchline.places.models import Branch, Published

from .events import in_english
from .terms import BookedAs, HowToCome, OccurrenceState, Setting, Theme, VenueKind


class Listing(Published):
    """One row per published occurrence, rewritten whole by `actions.publish_listings`.

    Cross-service pages, "near me", feeds and campaigns read this table and nothing else of the room.
    """

    public_id = models.CharField(max_length=10, unique=True, help_text="the occurrence's")
    event_public_id = models.CharField(max_length=10)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+", db_index=False)
    branch_public_id = models.CharField(max_length=10)
    branch_name = TranslatedField()
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
    because = TranslatedField()
    theme = models.CharField(max_length=12, choices=Theme)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_at = models.DateTimeField(
        null=True, help_text="where it was moved: the start its series gave it (RECURRENCE-ID)"
    )
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    access = ArrayField(models.CharField(max_length=24), default=list)
    languages = ArrayField(models.CharField(max_length=3), default=in_english)
    made_for = ArrayField(models.CharField(max_length=12), default=list)
    booking = models.CharField(max_length=8, choices=HowToCome)
    booked_as = models.CharField(max_length=6, choices=BookedAs, default=BookedAs.DATES)
    questions = models.JSONField(
        default=list, db_default=models.Value([], output_field=models.JSONField())
    )
    opens_days_before = models.PositiveSmallIntegerField(null=True)
    closes_hours_before = models.PositiveSmallIntegerField(null=True)
    capacity = models.PositiveIntegerField(null=True)
    places_left = models.PositiveIntegerField(null=True)
    adults_left = models.PositiveIntegerField(
        null=True, help_text="empty: adults have no limit of their own"
    )
    children_left = models.PositiveIntegerField(null=True, help_text="empty: nor have children")
    most_in_group = models.PositiveIntegerField(null=True, help_text="empty: it takes no groups")
    asks_until = models.DateTimeField(null=True, help_text="places are drawn then")
    waiting = models.PositiveIntegerField(default=0, db_default=0, help_text="parties in the line")
    state = models.CharField(max_length=9, choices=OccurrenceState)
    in_series = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    search_en = SearchVectorField()
    search_cy = SearchVectorField(help_text="simple and without accents")

    class Meta:
        # What is left, `waiting` and `capacity` stand in no index and a booking changes nothing else, so that it
        # updates the row in place (HOT) and touches no search index.
        indexes = [
            models.Index(fields=["starts_at", "public_id"], name="events_listing_by_day"),
            models.Index(
                fields=["service", "starts_at", "public_id"], name="events_listing_of_service"
            ),
            models.Index(
                fields=["branch", "starts_at", "public_id"], name="events_listing_of_branch"
            ),
            models.Index(fields=["event_public_id", "starts_at"], name="events_listing_of_event"),
            models.Index(
                fields=["service", "changed_at", "public_id"], name="events_listing_by_change"
            ),
            GinIndex(fields=["search_en"], name="events_listing_words_en"),
            GinIndex(fields=["search_cy"], name="events_listing_words_cy"),
            GinIndex(fields=["access"], name="events_listing_access"),
        ]

    def __str__(self) -> str:
        return self.public_id
