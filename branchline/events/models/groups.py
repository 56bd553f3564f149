"""Groups that ask for places: a school, a care home, carers who come together. Asking holds no places."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Account, Contact
from branchline.places.models import ServicePrivate

from .bookings import Booking
from .occurrences import Occurrence

GROUP_HEARS = timedelta(days=7)
"""So long after the date a group may still read how it came out."""
MOST_ASKED = 2000
"""More people than any library holds."""


class GroupKind(models.TextChoices):
    """What kind of group it is."""

    SCHOOL = "school", _("School or nursery")
    CARE = "care", _("Care home or day centre")
    CARERS = "carers", _("Carers or support group")
    OTHER = "other", _("Another group")


class GroupState(models.TextChoices):
    """What became of the request."""

    ASKED = "asked", _("Waiting for an answer")
    APPROVED = "approved", _("Places are kept")
    DECLINED = "declined", _("Not this time")
    WITHDRAWN = "withdrawn", _("They do not ask any more")
    CLOSED = "closed", _("Over without an answer")


ANSWERED = (GroupState.APPROVED, GroupState.DECLINED)


class GroupRequestQuerySet(models.QuerySet["GroupRequest"]):
    """Named filters."""

    def waiting(self) -> "GroupRequestQuerySet":
        """Nobody has answered yet."""
        return self.filter(state=GroupState.ASKED)

    def too_late(self, now: datetime) -> "GroupRequestQuerySet":
        """Never answered, and the date has begun."""
        return self.waiting().filter(occurrence__starts_at__lte=now)

    def with_occurrence(self) -> "GroupRequestQuerySet":
        """With what a page or letter prints beside the request."""
        return self.select_related(
            "occurrence", "occurrence__event", "occurrence__branch", "service", "contact",
            "booking", "decided_by",
        )  # fmt: skip


class GroupRequest(ServicePrivate):
    """A group that asks to come to one date. Forgetting empties `contact`, `name`, `group_name`, `access_note`,
    `another_day` and `words`."""

    public_id = PublicIdField()
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.PROTECT, related_name="group_requests", db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="of whoever leads it; empty once forgotten",
    )  # fmt: skip
    kind = models.CharField(max_length=7, choices=GroupKind)
    group_name = models.CharField(max_length=100, blank=True, help_text="emptied with `contact`")
    name = models.CharField(max_length=100, blank=True, help_text="who leads it; emptied too")
    adults = models.PositiveIntegerField()
    children = models.PositiveIntegerField(default=0)
    access_note = models.CharField(max_length=500, blank=True, help_text="what they need")
    another_day = models.CharField(
        max_length=200, blank=True, help_text="which other day would suit them, in their words"
    )
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=9, choices=GroupState, default=GroupState.ASKED)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, help_text="when it was answered or ended")
    decided_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+",
        help_text="who of the staff answered",
    )  # fmt: skip
    words = models.CharField(
        max_length=500, blank=True, help_text="of staff to the group; why not, where it is declined"
    )
    booking = models.OneToOneField(
        Booking, on_delete=models.PROTECT, null=True, related_name="group",
        help_text="what it became",
    )  # fmt: skip
    untold = models.BooleanField(
        default=False, help_text="they may not be written to, so staff tell them in person"
    )

    objects = ScopedManager.from_queryset(GroupRequestQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(fields=["occurrence", "asked_at"], name="events_group_of_date"),
            models.Index(
                fields=["service", "asked_at"],
                condition=Q(state=GroupState.ASKED),
                name="events_group_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(adults__gte=0, children__gte=0) & Q(adults__gte=1 - F("children")),
                name="events_group_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=GroupState.ASKED, decided_at__isnull=True)
                | ~Q(state=GroupState.ASKED) & Q(decided_at__isnull=False),
                name="events_group_answered_once",
            ),
            models.CheckConstraint(
                condition=Q(state=GroupState.APPROVED, booking__isnull=False)
                | ~Q(state=GroupState.APPROVED) & Q(booking__isnull=True),
                name="events_group_booked_when_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=GroupState.DECLINED, words="") | Q(contact__isnull=True),
                name="events_group_declined_with_words",
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=False)
                | Q(name="", group_name="", access_note="", another_day="", words=""),
                name="events_group_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def people(self) -> int:
        """How many places they ask for, all or none."""
        return self.adults + self.children

    @property
    def is_waiting(self) -> bool:
        """Nobody has answered yet."""
        return self.state == GroupState.ASKED

    @property
    def branch_id(self) -> int:
        """The branch, for permits."""
        return self.occurrence.branch_id
