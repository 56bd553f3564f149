"""Telephone lines: one row for each number of a service, and on it the lease.

The lease is on the line and not on the person, since two people may share one. Its columns stand on the row that
is locked, so that READ COMMITTED sees them change (research/calls.md, section 3: 0 overlaps; on the person 2,266).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.people.models import Worker
from branchline.places.models import ServicePrivate


class Stopped(models.TextChoices):
    """Why a number is rung by nobody."""

    NOT_THEIRS = "not_theirs", _("It is somebody else’s number")
    ASKED = "asked", _("Whoever answers there asked us not to ring")
    OUT_OF_ORDER = "out_of_order", _("The number no longer works")


class Line(ServicePrivate):
    """A number, as digits with the leading nought. Leased to one caller at a time, by constraint of being one row."""

    public_id = PublicIdField()
    number = models.CharField(max_length=20, help_text="national digits, or + and digits abroad")
    stopped = models.CharField(max_length=12, choices=Stopped, blank=True)
    stopped_at = models.DateTimeField(null=True)
    leased_to = models.ForeignKey(
        Worker, on_delete=models.SET_NULL, null=True, related_name="leases",
        help_text="on whose screen it is; none with a token: it is in a pack",
    )  # fmt: skip
    leased_for = models.BigIntegerField(
        null=True,
        help_text="row of the person on a round; no key: it would close a circle through their number",
    )
    leased_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    screened_at = models.DateTimeField(
        null=True, help_text="the day whose preference lists said so; holds 28 days"
    )
    listed = models.BooleanField(
        default=False, help_text="on the TPS or the CTPS then: no promotional call without a yes"
    )
    token = models.UUIDField(null=True, help_text="of this lease; an older one changes nothing")
    rung_at = models.DateTimeField(
        null=True, help_text="when its caller had a telephone ring it, in this lease"
    )
    rung_code = models.PositiveSmallIntegerField(
        null=True, help_text="the newest SIP code; 0: asked, 100: it rings, from 200 on: it is over"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="calls_line_once"),
            models.UniqueConstraint(
                fields=["leased_to"],
                condition=Q(leased_to__isnull=False),
                name="calls_line_one_a_caller",
            ),
            models.CheckConstraint(
                condition=Q(token__isnull=True, leased_to__isnull=True, leased_until__isnull=True)
                | Q(
                    token__isnull=False,
                    leased_at__isnull=False,
                    leased_until__isnull=False,
                ),
                name="calls_line_whole_lease",
            ),
            models.CheckConstraint(
                condition=Q(listed=False) | Q(screened_at__isnull=False),
                name="calls_line_listed_when",
            ),
            models.CheckConstraint(
                condition=Q(stopped="") | Q(stopped_at__isnull=False),
                name="calls_line_stopped_when",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.public_id}"
