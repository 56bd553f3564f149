"""The waiting list of a date: who waits, with how many, and what became of it."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Prefetch, Q

from branchline.core.ids import PublicIdField
from branchline.core.models import EntryState, QueueEntry
from branchline.core.scoping import ScopedManager
from branchline.people.models import Contact
from branchline.places.models import ServicePrivate

from .bookings import Booking
from .occurrences import Occurrence

LIST_ENDS = timedelta(hours=3)
"""Before the start: later nobody could answer an offer, so what comes free goes to whoever asks."""
SKIPPED_AT_MOST = 2
"""How often a party may be passed over because too few places were free for all of them."""

KINDS = ("adults", "children")
"""What a party consists of, as the queue's log says."""
IN_LINE = (EntryState.WAITING, EntryState.PAUSED)


class WaitingListQuerySet(models.QuerySet["WaitingListEntry"]):
    """Named filters."""

    def in_line(self) -> "WaitingListQuerySet":
        """Waiting for an offer, also those for whom it is too late or too small now."""
        return self.filter(entry__state__in=IN_LINE)

    def with_occurrence(self) -> "WaitingListQuerySet":
        """With what a page or letter prints beside the place in the line. Three queries: nine tables in one take
        PostgreSQL longer to plan (7 ms) than all three take."""
        rows = self.select_related(
            "occurrence", "occurrence__event", "occurrence__branch", "service", "contact"
        )
        entries = QueueEntry.objects.select_related("queue")
        return rows.prefetch_related(Prefetch("entry", entries), "booking")


class WaitingListEntry(ServicePrivate):
    """A party that waits for places on one date. Its place in the line is `entry`, which names nobody.

    Forgetting empties `contact`, `name` `access_note` and `answers`.
    """

    public_id = PublicIdField()
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.PROTECT, related_name="waiting_list", db_index=False
    )
    entry = models.OneToOneField(QueueEntry, on_delete=models.PROTECT, related_name="waiting")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="whom to tell; empty once forgotten",
    )  # fmt: skip
    name = models.CharField(max_length=100, blank=True, help_text="emptied with `contact`")
    adults = models.PositiveSmallIntegerField()
    children = models.PositiveSmallIntegerField(default=0)
    access_note = models.CharField(
        max_length=500,
        blank=True,
        help_text="what the party needs on the day; removed when forgotten",
    )
    answers = models.JSONField(
        default=list, db_default=models.Value([], output_field=models.JSONField()),
        help_text="question and answer; for the day only, removed a week after",
    )  # fmt: skip
    may_ask = models.BooleanField(
        default=False, help_text="they said: ask me afterwards how it was"
    )
    takes_at_once = models.BooleanField(
        default=True, help_text="they said: keep the places for us as soon as they come free"
    )
    channel = models.CharField(max_length=10)
    joined_at = models.DateTimeField()
    booking = models.OneToOneField(
        Booking, on_delete=models.PROTECT, null=True, related_name="waited",
        help_text="the offer or booking that was made of it",
    )  # fmt: skip
    untold = models.BooleanField(
        default=False, help_text="they may not be written to, so staff tell them in person"
    )
    ward_code = models.CharField(
        max_length=9, blank=True, help_text="from the postcode, which is not kept"
    )
    ward_vintage = models.PositiveSmallIntegerField(null=True)
    quintile = models.PositiveSmallIntegerField(null=True)

    objects = ScopedManager.from_queryset(WaitingListQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [models.Index(fields=["occurrence", "joined_at"], name="events_waiting_of_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(adults__gte=0, children__gte=0) & Q(adults__gte=1 - F("children")),
                name="events_waiting_somebody",
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=False) | Q(name="", access_note=""),
                name="events_waiting_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def people(self) -> int:
        """How many places they need, all or none."""
        return self.adults + self.children

    @property
    def is_in_line(self) -> bool:
        """Still waiting."""
        return self.entry.state in IN_LINE

    @property
    def offer(self) -> Booking | None:
        """The places that are held for them until they answer."""
        booking = self.booking
        return booking if booking is not None and booking.is_offered else None

    @property
    def branch_id(self) -> int:
        """The branch, for permits."""
        return self.occurrence.branch_id
