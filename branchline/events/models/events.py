"""Events: what is on. On which dates: `occurrences`."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from branchline.core.ids import PublicIdField
from branchline.core.words import TranslatedField
from branchline.people.models import Account
from branchline.places.models import Branch, ServicePrivate

from .plans import Details, Joining, Timing, Venue
from .questions import Questions
from .rules import SHAPE, Rule
from .terms import (
    BY_AREA,
    SUGGESTED,
    BookedAs,
    EventState,
    HowToCome,
    Outcome,
    Setting,
    Theme,
    VenueKind,
)
from .windows import Window


def in_english() -> list[str]:
    """The languages of an event that has not said more."""
    return ["en"]


class Event(ServicePrivate):
    """What a library offers, once or as a series. Its dates are its occurrences."""

    public_id = PublicIdField()
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    title = TranslatedField()
    summary = TranslatedField()
    room = TranslatedField(help_text="where in the building")
    cost = TranslatedField(help_text="empty means free")
    theme = models.CharField(max_length=12, choices=Theme, default=Theme.MEET)
    age_from = models.PositiveSmallIntegerField(null=True, help_text="years")
    age_to = models.PositiveSmallIntegerField(null=True, help_text="years, included")
    access = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=in_english)
    made_for = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    setting = models.CharField(max_length=9, choices=Setting, default=Setting.IN_PERSON)
    venue_kind = models.CharField(max_length=11, choices=VenueKind, blank=True)
    venue = TranslatedField(help_text="its name; none of a home or a doorstep")
    venue_area = models.CharField(max_length=120, blank=True, help_text="town or neighbourhood")
    venue_postcode = models.CharField(max_length=8, blank=True)
    venue_lat = models.FloatField(null=True)
    venue_lon = models.FloatField(null=True)
    asks_before = models.BooleanField(
        default=False, db_default=False, help_text="the day before: are you still coming?"
    )
    booking = models.CharField(max_length=8, choices=HowToCome, default=HowToCome.DROP_IN)
    capacity = models.PositiveIntegerField(null=True, help_text="people, of each new occurrence")
    most_adults = models.PositiveIntegerField(null=True, help_text="of these; empty: no limit")
    most_children = models.PositiveIntegerField(null=True, help_text="of these; empty: no limit")
    most_in_group = models.PositiveIntegerField(
        null=True, help_text="people in a group that may ask; empty: it takes no groups"
    )
    opens_days_before = models.PositiveSmallIntegerField(
        null=True, help_text="booking opens so many days before each date; empty: at once"
    )
    closes_hours_before = models.PositiveSmallIntegerField(
        null=True, help_text="and closes so many hours before its start; empty: at the start"
    )
    questions = models.JSONField(
        default=list, db_default=models.Value([], output_field=models.JSONField()),
        help_text="asked of whoever books; see `questions.Question`",
    )  # fmt: skip
    booked_as = models.CharField(
        max_length=6, choices=BookedAs, default=BookedAs.DATES, db_default=BookedAs.DATES
    )
    state = models.CharField(max_length=9, choices=EventState, default=EventState.DRAFT)

    first_day = models.DateField()
    starts = models.TimeField(help_text="London time")
    ends = models.TimeField(help_text="London time")
    rule = models.CharField(
        max_length=120, blank=True, help_text="RRULE; empty: once, and on `extra`"
    )
    skipped = ArrayField(models.DateField(), default=list, blank=True, help_text="EXDATE")
    extra = ArrayField(models.DateField(), default=list, blank=True, help_text="RDATE")

    main_outcome = models.CharField(
        max_length=10, choices=Outcome, blank=True, db_default="", help_text="empty: by its theme"
    )
    second_outcome = models.CharField(
        max_length=10, choices=Outcome, blank=True, db_default="", help_text="empty: none"
    )

    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(null=True, help_text="a draft is published by itself then")
    is_template = models.BooleanField(
        default=False, db_default=False, help_text="offered above the form of a new event"
    )
    lead = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+",
        help_text="the member of staff who leads it",
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["service", "state", "first_day"], name="events_event_of_state")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(booking=HowToCome.DROP_IN, capacity__isnull=True)
                | Q(booking=HowToCome.BOOKABLE, capacity__isnull=False, capacity__gt=0),
                name="events_event_capacity",
            ),
            models.CheckConstraint(
                condition=Q(booking=HowToCome.BOOKABLE)
                & (Q(most_adults__isnull=True) | Q(most_adults__gt=0))
                & (Q(most_children__isnull=True) | Q(most_children__gt=0))
                | Q(most_adults__isnull=True, most_children__isnull=True),
                name="events_event_most_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(most_in_group__isnull=True)
                | Q(
                    booking=HowToCome.BOOKABLE,
                    most_in_group__gt=0,
                    most_in_group__lte=F("capacity"),
                ),
                name="events_event_groups",
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=F("age_from")),
                name="events_event_ages",
            ),
            models.CheckConstraint(
                condition=Q(rule="") | Q(rule__regex=SHAPE), name="events_event_rule"
            ),
            models.CheckConstraint(
                condition=Q(setting=Setting.OUTREACH) & ~Q(venue_kind="") & ~Q(venue_area="")
                | ~Q(setting=Setting.OUTREACH)
                & Q(venue_kind="", venue_area="", venue_postcode="", venue_lat__isnull=True),
                name="events_event_venue",
            ),
            models.CheckConstraint(
                condition=~Q(venue_kind__in=BY_AREA) | Q(venue_postcode="", venue_lat__isnull=True),
                name="events_event_by_area",
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="events_event_forwards"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_bookable(self) -> bool:
        """A place has to be booked."""
        return self.booking == HowToCome.BOOKABLE

    @property
    def outcome(self) -> Outcome:
        """What it is meant to bring about: chosen, else suggested by what it is about."""
        return Outcome(self.main_outcome) if self.main_outcome else SUGGESTED[Theme(self.theme)]

    @property
    def asked_about(self) -> str:
        """What a survey of all its dates is about."""
        return f"events.event:{self.public_id}"

    @property
    def is_online(self) -> bool:
        """People meet on a screen."""
        return self.setting == Setting.ONLINE

    @property
    def is_series(self) -> bool:
        """More than one date is meant."""
        return bool(self.rule or self.extra)

    @property
    def is_draft(self) -> bool:
        """Not yet shown to the public."""
        return self.state == EventState.DRAFT

    @property
    def timing(self) -> Timing:
        """When, as a value (for the form of change)."""
        return Timing(
            first_day=self.first_day,
            starts=self.starts,
            ends=self.ends,
            rule=Rule.read(self.rule) if self.rule else None,
            skipped=frozenset(self.skipped),
            extra=frozenset(self.extra),
        )

    @property
    def details(self) -> Details:
        """What, as a value (for the form of change). One query when it is online."""
        return Details(
            title=self.title,
            summary=self.summary,
            booking=self.booking,
            capacity=self.capacity,
            most_adults=self.most_adults,
            most_children=self.most_children,
            most_in_group=self.most_in_group,
            window=self.window,
            asking=self.asking,
            theme=self.theme,
            room=self.room,
            cost=self.cost,
            age_from=self.age_from,
            age_to=self.age_to,
            access=tuple(self.access),
            languages=tuple(self.languages),
            asks_before=self.asks_before,
            made_for=tuple(self.made_for),
            setting=self.setting,
            venue=self.where,
            joining=self.how_to_join,
            lead_id=self.lead_id,
            booked_as=self.booked_as,
        )

    @property
    def window(self) -> Window:
        """From when until when each of its dates can be booked."""
        return Window(self.opens_days_before, self.closes_hours_before)

    @property
    def asking(self) -> Questions:
        """What it asks of whoever books."""
        return Questions.read(self.questions)

    @property
    def where(self) -> Venue | None:
        """The place, when it is neither at the library nor online."""
        if self.setting != Setting.OUTREACH:
            return None
        return Venue(self.venue_kind, self.venue_area, self.venue, self.venue_postcode)

    @property
    def how_to_join(self) -> Joining | None:
        """The way in online, for staff and for letters. One query when it is online."""
        link = JoiningLink.objects.filter(event=self).first() if self.is_online else None
        return Joining(link.address, link.how) if link else None


class JoiningLink(ServicePrivate):
    """The way in to an online event. It stands in no listing and no feed; see `queries.joining`."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="joining")
    address = models.URLField(max_length=500)
    how = TranslatedField(help_text="how to join, in words")

    def __str__(self) -> str:
        return str(self.event_id)
