"""Bookings: places held for a party on one date."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.messages.models import Route
from branchline.people.models import Contact
from branchline.places.models import ServicePrivate

from .occurrences import Occurrence
from .terms import BookingState, CancelledBy, OccurrenceState

HOLDING = (BookingState.BOOKED, BookingState.OFFERED)
"""States whose people count in the date's `booked`."""
WITH_LINKS = (Route.EMAIL, Route.SMS)
"""Ways on which a link can be followed."""


class BookingQuerySet(models.QuerySet["Booking"]):
    """Named filters."""

    def live(self) -> "BookingQuerySet":
        """Booked: they come."""
        return self.filter(state=BookingState.BOOKED)

    def holding(self) -> "BookingQuerySet":
        """Holding places: booked, or offered to somebody from the waiting list."""
        return self.filter(state__in=HOLDING)

    def overdue(self, now: datetime) -> "BookingQuerySet":
        """Offers whose time is over."""
        return self.filter(state=BookingState.OFFERED, held_until__lte=now)

    def to_be_thanked(self, since: datetime, until: datetime) -> "BookingQuerySet":
        """Whose date ended between these moments, who said that we may ask, by a way that takes a link."""
        return self.filter(
            may_ask=True,
            thanked_at=None,
            occurrence__state=OccurrenceState.SCHEDULED,
            occurrence__ends_at__gt=since,
            occurrence__ends_at__lte=until,
            contact__route__in=WITH_LINKS,
        )

    def with_occurrence(self) -> "BookingQuerySet":
        """With what a page or letter prints beside the booking."""
        return self.select_related(
            "occurrence", "occurrence__event", "occurrence__branch", "service", "contact"
        )


class Booking(ServicePrivate):
    """Places for one party. Children are a number only. Forgetting empties `contact`, `name` `access_note` and `answers`."""

    public_id = PublicIdField()
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.PROTECT, related_name="bookings", db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="whom to tell; empty once forgotten",
    )  # fmt: skip
    term = models.ForeignKey(
        "events.TermBooking", on_delete=models.PROTECT, null=True, related_name="bookings",
        help_text="booked with all the others of a series",
    )  # fmt: skip
    name = models.CharField(
        max_length=100, blank=True, db_default="",
        help_text="who said they come: two families may share one address; emptied with `contact`",
    )  # fmt: skip
    adults = models.PositiveSmallIntegerField()
    children = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=9, choices=BookingState, default=BookingState.BOOKED)
    booked_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True, help_text="an offer holds until then")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(
        max_length=8, choices=CancelledBy, default=CancelledBy.NOBODY, blank=True
    )
    channel = models.CharField(max_length=10)
    access_note = models.CharField(
        max_length=500,
        blank=True,
        help_text="what the party needs on the day; removed when forgotten",
    )
    untold = models.BooleanField(
        default=False, db_default=False,
        help_text="they may not be written to, so staff tell them in person",
    )  # fmt: skip
    answers = models.JSONField(
        default=list, db_default=models.Value([], output_field=models.JSONField()),
        help_text="question and answer; for the day only, removed a week after",
    )  # fmt: skip
    may_ask = models.BooleanField(
        default=False, db_default=False, help_text="they said: ask me afterwards how it was"
    )
    thanked_at = models.DateTimeField(null=True, help_text="and asked, once")
    asked_before_at = models.DateTimeField(
        null=True, help_text="the day before: still coming? once"
    )
    confirmed_at = models.DateTimeField(null=True, help_text="they said yes")
    ward_code = models.CharField(
        max_length=9, blank=True, help_text="from the postcode, which is not kept"
    )
    ward_vintage = models.PositiveSmallIntegerField(null=True)
    quintile = models.PositiveSmallIntegerField(null=True)

    objects = ScopedManager.from_queryset(BookingQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(fields=["occurrence", "state"], name="events_booking_of_date"),
            models.Index(
                fields=["occurrence"],
                condition=Q(may_ask=True, thanked_at=None),
                name="events_booking_to_thank",
            ),
            models.Index(
                fields=["held_until"],
                condition=Q(state=BookingState.OFFERED),
                name="events_booking_offers",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(adults__gte=0, children__gte=0) & Q(adults__gte=1 - F("children")),
                name="events_booking_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=BookingState.BOOKED, cancelled_at__isnull=True, cancelled_by="")
                | Q(
                    state=BookingState.OFFERED,
                    held_until__isnull=False,
                    cancelled_at__isnull=True,
                    cancelled_by="",
                )
                | Q(state=BookingState.CANCELLED, cancelled_at__isnull=False) & ~Q(cancelled_by=""),
                name="events_booking_state",
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=False) | Q(name="", access_note=""),
                name="events_booking_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def people(self) -> int:
        """How many places it holds or held."""
        return self.adults + self.children

    @property
    def is_live(self) -> bool:
        """They come."""
        return self.state == BookingState.BOOKED

    @property
    def is_offered(self) -> bool:
        """Its places are held for somebody who has not answered yet."""
        return self.state == BookingState.OFFERED

    @property
    def has_waited(self) -> bool:
        """It came of a place on the waiting list. One query."""
        return hasattr(self, "waited")

    @property
    def branch_id(self) -> int:
        """The branch, for permits."""
        return self.occurrence.branch_id
