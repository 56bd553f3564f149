"""Occurrences: on which dates an event takes place, and how many have booked."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.core.words import Translated, TranslatedField
from branchline.places.models import Branch, ServicePrivate

from .at import At
from .events import Event
from .left import Left
from .terms import Availability, OccurrenceState


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Named filters."""

    def scheduled(self) -> "OccurrenceQuerySet":
        """Going ahead."""
        return self.filter(state=OccurrenceState.SCHEDULED)

    def with_event(self) -> "OccurrenceQuerySet":
        """With what a page prints beside the date."""
        return self.select_related("event", "branch", "service")


class Occurrence(ServicePrivate):
    """One date of an event. `booked` counts people and never passes `capacity`, nor adults and children their
    own limits: the database sees to it."""

    public_id = PublicIdField()
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="occurrences", db_index=False
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    room = TranslatedField(
        db_default=models.Value({}, output_field=models.JSONField()),
        help_text="of its own; empty: the event's, where it is at the event's library",
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_at = models.DateTimeField(
        null=True, help_text="where it was moved: the start its series gave it (RECURRENCE-ID)"
    )
    moved_from = models.DateTimeField(null=True, help_text="its start before it was moved last")
    moved_at = models.DateTimeField(null=True, help_text="when it got another day or time last")
    was_at = TranslatedField(
        db_default=models.Value({}, output_field=models.JSONField()),
        help_text="the place that it had before it was moved last, as people are told",
    )
    placed_at = models.DateTimeField(null=True, help_text="when it got another place last")
    capacity = models.PositiveIntegerField(null=True, help_text="people; empty for a drop-in")
    booked = models.PositiveIntegerField(
        default=0, help_text="people with a booking, or places held for them"
    )
    booked_adults = models.PositiveIntegerField(default=0, db_default=0, help_text="of `booked`")
    booked_children = models.PositiveIntegerField(default=0, db_default=0, help_text="of `booked`")
    most_adults = models.PositiveIntegerField(null=True, help_text="of these; empty: no limit")
    most_children = models.PositiveIntegerField(null=True, help_text="of these; empty: no limit")
    waiting = models.PositiveIntegerField(
        default=0, db_default=0, help_text="parties on the waiting list who can be offered places"
    )
    asks_until = models.DateTimeField(
        null=True,
        db_index=True,
        help_text="places are asked for until then, and drawn; empty: booked",
    )
    state = models.CharField(
        max_length=9, choices=OccurrenceState, default=OccurrenceState.SCHEDULED
    )
    because = TranslatedField(help_text="why it was cancelled, as people are told")
    access = ArrayField(
        models.CharField(max_length=24), default=list, db_default=[], blank=True,
        help_text="what is true of this date beside what is true of the event",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=0, help_text="SEQUENCE of its calendar entry")
    changed_at = models.DateTimeField()

    objects = ScopedManager.from_queryset(OccurrenceQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(
                fields=["service", "starts_at", "public_id"], name="events_occurrence_by_day"
            ),
            models.Index(
                fields=["branch", "starts_at", "public_id"], name="events_occurrence_by_branch"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "starts_at"], name="events_occurrence_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="events_occurrence_forwards"
            ),
            models.CheckConstraint(
                condition=Q(booked__gte=0)
                & (
                    Q(capacity__isnull=True, booked=0)
                    | Q(capacity__isnull=False, booked__lte=F("capacity"))
                ),
                name="events_occurrence_never_over",
            ),
            models.CheckConstraint(
                condition=Q(booked=F("booked_adults") + F("booked_children")),
                name="events_occurrence_adds_up",
            ),
            models.CheckConstraint(
                condition=(Q(most_adults__isnull=True) | Q(booked_adults__lte=F("most_adults")))
                & (Q(most_children__isnull=True) | Q(booked_children__lte=F("most_children"))),
                name="events_occurrence_never_over_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def at(self) -> At:
        """Its library and room, which are the event's unless it has its own. Of an event at a library."""
        if self.room or self.branch_id != self.event.branch_id:
            return At(self.branch, self.room)
        return At(self.branch, self.event.room)

    @property
    def is_elsewhere(self) -> bool:
        """It is at another library or in another room than the event."""
        return bool(self.room) or self.branch_id != self.event.branch_id

    def put_at(self, at: At) -> None:
        """Give it a library and a room of its own, or the event's again; saving is the caller's."""
        as_the_event = at.is_same(At(self.event.branch, self.event.room))
        self.branch, self.room = at.branch, Translated() if as_the_event else at.room

    @property
    def places_left(self) -> int | None:
        """People who still fit; None for a drop-in."""
        return None if self.capacity is None else self.capacity - self.booked

    @property
    def left(self) -> Left | None:
        """The same, with adults and children apart."""
        if self.capacity is None:
            return None
        adults, children = self.most_adults, self.most_children
        return Left(
            people=self.capacity - self.booked,
            adults=None if adults is None else adults - self.booked_adults,
            children=None if children is None else children - self.booked_children,
        )

    @property
    def queued_as(self) -> str:
        """The subject of its queue: the waiting list, or a fair opening and then the waiting list."""
        return f"events.occurrence:{self.public_id}"

    @property
    def is_cancelled(self) -> bool:
        """It does not take place."""
        return self.state == OccurrenceState.CANCELLED

    @property
    def availability(self) -> Availability:
        """What may be said of its places, whatever the time."""
        return availability(
            cancelled=self.is_cancelled,
            left=self.left,
            capacity=self.capacity,
            waiting=self.waiting,
            asks_until=self.asks_until,
        )


FEW = 4


def availability(
    *,
    cancelled: bool,
    left: Left | None,
    capacity: int | None,
    waiting: int = 0,
    asks_until: datetime | None = None,
) -> Availability:
    """The one place that turns a state and a number into what a card says. While others wait, what is left
    is for them."""
    if cancelled:
        return Availability.CANCELLED
    if left is None:
        return Availability.DROP_IN
    if asks_until is not None:
        return Availability.ASKING
    if left.full or waiting:
        return Availability.FULL
    # Four of four is a small session with nobody booked yet, not a last chance.
    few = left.people <= FEW and left.people * 2 <= (capacity or 0)
    return Availability.LAST_PLACES if few or left.full_for_some else Availability.PLACES
