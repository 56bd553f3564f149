"""Attendance: who came to a date. People, never names; and never bookings."""

from django.db import models
from django.db.models import Q

from branchline.places.models import ServicePrivate

from .occurrences import Occurrence
from .terms import CountedBy, Outcome


class Attendance(ServicePrivate):
    """How many came to one date: the fold of all operations about it (`queries.counting.fold`), written anew
    whenever one arrives. Only a date that somebody has counted has a row: missing is not zero.

    Once closed the numbers stand in the ledger as well, and later operations correct them there.
    """

    occurrence = models.OneToOneField(
        Occurrence, on_delete=models.PROTECT, related_name="attendance"
    )
    counted_by = models.CharField(max_length=5, choices=CountedBy, default=CountedBy.HEADS)
    babies = models.PositiveIntegerField(default=0)
    children = models.PositiveIntegerField(default=0)
    adults = models.PositiveIntegerField(default=0)
    unsaid = models.PositiveIntegerField(default=0, help_text="people whose age nobody wrote down")
    arrived = models.PositiveIntegerField(default=0, help_text="people of bookings ticked off")
    missed = models.PositiveIntegerField(
        default=0, help_text="people of bookings that did not come"
    )
    walked_in = models.PositiveIntegerField(
        default=0, help_text="people without a booking, ticked off"
    )
    operations = models.PositiveIntegerField(default=0, help_text="how many these numbers are of")
    brought = models.PositiveIntegerField(
        null=True, help_text="people that a file brought, of no age; what is pressed here is added"
    )
    brought_from = models.CharField(
        max_length=200, blank=True, db_default="", help_text="the name of that file"
    )
    main_outcome = models.CharField(
        max_length=10, choices=Outcome, blank=True, db_default="",
        help_text="as that file said; empty: as the event says",
    )  # fmt: skip
    second_outcome = models.CharField(
        max_length=10, choices=Outcome, blank=True, db_default="", help_text="empty: none"
    )
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="and recorded in the ledger")
    recorded = models.JSONField(
        default=dict, help_text="{age band: the ledger's line that others correct}"
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["service"], condition=Q(closed_at=None), name="events_attendance_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.people} at {self.occurrence_id}"

    @property
    def people(self) -> int:
        """Everybody who came."""
        return self.babies + self.children + self.adults + self.unsaid

    @property
    def outcome(self) -> Outcome:
        """What this date was for: as its file said, else as the event says."""
        return Outcome(self.main_outcome) if self.main_outcome else self.occurrence.event.outcome

    @property
    def other_outcome(self) -> Outcome | None:
        """The second, from the same place as the first."""
        event = self.occurrence.event
        second = self.second_outcome if self.main_outcome else event.second_outcome
        return Outcome(second) if second else None

    @property
    def branch_id(self) -> int:
        """The branch, for permits."""
        return self.occurrence.branch_id
