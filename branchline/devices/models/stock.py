"""Device models, devices, and what happened to each. A device's standing follows from its events: a trigger moves it."""

from datetime import date

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Account
from branchline.places.models import Branch, ServicePrivate

from ..tags import spaced
from .kits import KitCase
from .words import ENDED, STEPS, Event, Kind, Risk, Standing, System

WORDS_LIMIT = 300
OLD_BATTERY = 80
"""Percent of what it held when new, below which makers speak of a worn battery."""


class DeviceModel(ServicePrivate):
    """What many devices have in common."""

    public_id = PublicIdField()
    maker = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind)
    system = models.CharField(max_length=8, choices=System)
    risk = models.CharField(max_length=4, choices=Risk)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "maker", "name"], name="devices_devicemodel_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.maker} {self.name}"


class DeviceQuerySet(models.QuerySet["Device"]):
    """Named filters."""

    def ours(self) -> "DeviceQuerySet":
        """Neither written off nor given away."""
        return self.exclude(standing__in=ENDED)

    def of_kind(self, kind: str, branch: Branch) -> "DeviceQuerySet":
        """Tablets at Sale, say."""
        return self.filter(branch=branch, model__kind=kind)

    def with_names(self) -> "DeviceQuerySet":
        """With what a list shows of each."""
        return self.select_related("model", "branch", "case")


class Device(ServicePrivate):
    """One device. Its tag never changes (a trigger); its serial number is unique in the service."""

    public_id = PublicIdField()
    tag = models.CharField(max_length=8, unique=True, help_text="of all services; see tags")
    model = models.ForeignKey(DeviceModel, on_delete=models.PROTECT, related_name="devices")
    called = models.CharField(max_length=60, blank=True, help_text="what people call it")
    serial = models.CharField(max_length=40)
    imei = models.CharField(max_length=15, blank=True)
    system_version = models.CharField(max_length=40, blank=True)
    purchased_on = models.DateField(null=True)
    warranty_until = models.DateField(null=True)
    price = models.PositiveIntegerField(null=True, help_text="pence")
    funder = models.CharField(max_length=120, blank=True)
    battery = models.PositiveSmallIntegerField(null=True, help_text="percent of what it once held")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    shelf = models.CharField(max_length=60, blank=True, help_text="where in the library")
    case = models.ForeignKey(KitCase, on_delete=models.PROTECT, null=True, related_name="devices")
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.TO_READY)
    round = models.PositiveSmallIntegerField(default=0, help_text="how often it came in")
    standing_since = models.DateTimeField()
    tested_on = models.DateField(null=True)
    test_due = models.DateField(null=True)
    made_at = models.DateTimeField()
    words = models.GeneratedField(
        expression=Lower(
            Concat(F("tag"), Value(" "), F("serial"), Value(" "), F("imei"), Value(" "), F("called"))
        ),
        output_field=models.TextField(),
        db_persist=True,
    )  # fmt: skip

    objects = ScopedManager.from_queryset(DeviceQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(fields=["service", "tag"], name="devices_device_in_order"),
            models.Index(fields=["service", "standing", "tag"], name="devices_device_standing"),
            models.Index(fields=["service", "branch", "tag"], name="devices_device_at_branch"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "serial"], name="devices_device_serial_once"
            ),
            models.UniqueConstraint(
                fields=["service", "imei"], condition=~Q(imei=""), name="devices_device_imei_once"
            ),
            models.CheckConstraint(
                condition=Q(battery__isnull=True) | Q(battery__lte=100),
                name="devices_device_battery",
            ),
        ]

    def __str__(self) -> str:
        return self.called or str(self.model)

    @property
    def printed_tag(self) -> str:
        """As on its label."""
        return spaced(self.tag)

    @property
    def has_ended(self) -> bool:
        """It is no longer ours."""
        return self.standing in ENDED

    @property
    def worn(self) -> bool:
        """Its battery holds less than it should."""
        return self.battery is not None and self.battery < OLD_BATTERY

    @property
    def pounds(self) -> str:
        """Its price, where it is known."""
        return "" if self.price is None else f"{self.price / 100:,.2f}"

    def test_is_due(self, today: date) -> bool:
        """Its plug waits for an electrical test, which none has passed in time."""
        if self.has_ended or self.model.risk == Risk.NONE:
            return False
        return self.test_due is None or self.test_due <= today


class DeviceEvent(ServicePrivate):
    """One thing that happened to a device. Only added, never changed; it goes with its device."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Event)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=WORDS_LIMIT, blank=True, help_text="why, to whom, what")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")
    round = models.PositiveSmallIntegerField(default=0, help_text="the device's, by the trigger")

    class Meta:
        indexes = [models.Index(fields=["device", "-id"], name="devices_event_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["device", "round", "kind"],
                condition=Q(kind__in=STEPS),
                name="devices_event_step_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d}"
