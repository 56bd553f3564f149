"""Kit cases with their parts, and SIM cards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from branchline.core.ids import PublicIdField
from branchline.places.models import Branch, ServicePrivate

from ..tags import spaced
from .words import Need, SimFrom


class KitCase(ServicePrivate):
    """A bag or box in which devices go out, with its parts. Its tag begins with 9 and never changes (a trigger)."""

    public_id = PublicIdField()
    tag = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=80)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["service", "name", "id"], name="devices_kitcase_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def printed_tag(self) -> str:
        """As on its label."""
        return spaced(self.tag)


class KitPart(ServicePrivate):
    """What belongs into a case beside its devices: a charger, a stylus, a sheet of first steps."""

    case = models.ForeignKey(KitCase, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=80)
    need = models.CharField(max_length=10, choices=Need)
    quantity = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="devices_kitpart_some"),
            models.UniqueConstraint(fields=["case", "name"], name="devices_kitpart_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Sim(ServicePrivate):
    """A SIM card: in a device, or in a drawer of a library."""

    public_id = PublicIdField()
    iccid = models.CharField(max_length=20)
    network = models.CharField(max_length=60)
    source = models.CharField(max_length=8, choices=SimFrom)
    allowance = models.PositiveSmallIntegerField(
        null=True, help_text="GB a month; none: no limit is known"
    )
    until = models.DateField(null=True, help_text="its last day")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    device = models.OneToOneField(
        "devices.Device", on_delete=models.SET_NULL, null=True, related_name="sim"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "iccid"], name="devices_sim_once")
        ]

    def __str__(self) -> str:
        return _("SIM card ending in %(digits)s") % {"digits": self.iccid[-6:]}
