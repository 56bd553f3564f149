"""Loans and bookings of devices, and what was signed. One row from the booking until the device is back."""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Account, Resident
from branchline.places.models import Branch, ServicePrivate

from .stock import Device
from .words import Ending, Way

BUFFER = timedelta(days=2)
"""After the day on which it is due a device is wiped, set up and checked: so long nobody else is given it."""
PURPOSE_LIMIT = 200
LONGEST_DRAWING = 40_000
SHEET = (600, 200)
"""Width and height of what a signature is drawn on, in its own units."""


class Held(Func):
    """The days on which a device is kept for somebody, with those of the buffer."""

    template = f"daterange(from_day, due_day + {BUFFER.days + 1})"
    output_field = DateRangeField()


class LoanQuerySet(models.QuerySet["Loan"]):
    """Named filters."""

    def standing(self) -> "LoanQuerySet":
        """Booked or out."""
        return self.filter(ended_at__isnull=True)

    def out(self) -> "LoanQuerySet":
        """With somebody."""
        return self.standing().filter(out_at__isnull=False)

    def with_names(self) -> "LoanQuerySet":
        """With what a list shows of each."""
        return self.select_related("resident", "branch", "device__model", "device__branch")


class Loan(ServicePrivate):
    """A device for a resident: booked (`out_at` is empty), out, ended. The day it is due is a forecast, not a promise.

    The database lets it go out only when the device is available, moves the device, and keeps two apart.
    """

    public_id = PublicIdField()
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="loans")
    resident = models.ForeignKey(
        Resident, on_delete=models.SET_NULL, null=True, related_name="+",
        help_text="taken off so long after the end",
    )  # fmt: skip
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    from_day = models.DateField()
    due_day = models.DateField()
    request = models.ForeignKey(
        "devices.DeviceRequest", on_delete=models.SET_NULL, null=True, related_name="loans",
        help_text="what they asked for, if they stood in a queue",
    )  # fmt: skip
    purpose = models.CharField(max_length=PURPOSE_LIMIT, blank=True, help_text="in their words")
    extended = models.PositiveSmallIntegerField(default=0, help_text="how often")
    parts_out = ArrayField(models.CharField(max_length=80), default=list)
    parts_missing = ArrayField(models.CharField(max_length=80), default=list)
    made_at = models.DateTimeField()
    out_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, choices=Ending, blank=True)
    lent_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ScopedManager.from_queryset(LoanQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(fields=["service", "due_day", "id"], condition=Q(ended_at__isnull=True), name="devices_loan_by_due"),
            models.Index(fields=["resident"], name="devices_loan_of_resident"),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(out_at__isnull=False, ended_at__isnull=True),
                name="devices_loan_one_open",
            ),
            ExclusionConstraint(
                name="devices_loan_apart",
                expressions=[("device", RangeOperators.EQUAL), (Held(), RangeOperators.OVERLAPS)],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(due_day__gte=F("from_day")), name="devices_loan_forwards"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="")
                | Q(ended_at__isnull=False, out_at__isnull=True, ending=Ending.DROPPED)
                | Q(ended_at__isnull=False, out_at__isnull=False, ending__in=[Ending.BACK, Ending.LOST, Ending.GIFT]),
                name="devices_loan_ending",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.device}, {self.from_day:%Y-%m-%d}"

    @property
    def is_out(self) -> bool:
        """With somebody now."""
        return self.out_at is not None and self.ended_at is None

    @property
    def is_booked(self) -> bool:
        """For a day to come."""
        return self.out_at is None and self.ended_at is None

    def is_late(self, today: date) -> bool:
        """Still out after the day it was expected."""
        return self.is_out and self.due_day < today


class Agreement(ServicePrivate):
    """What was read and signed in person: the exact text with its version and checksum. It goes when the person does."""

    loan = models.OneToOneField(Loan, on_delete=models.CASCADE, related_name="agreement")
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    easy = models.BooleanField(help_text="in short sentences")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    way = models.CharField(max_length=9, choices=Way)
    name = models.CharField(max_length=120, help_text="as typed, or how they said yes")
    drawing = models.TextField(blank=True, help_text="the lines of a signature, as an SVG path")
    witness = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(way=Way.DRAWN, drawing="") & ~Q(name=""),
                name="devices_agreement_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.signed_at:%Y-%m-%d}"
