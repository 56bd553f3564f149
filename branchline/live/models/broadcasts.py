"""A broadcast: one going-out. Pictures and sound are files (`stream/`)."""

from secrets import token_urlsafe

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.core.words import TranslatedField
from branchline.events.models import Occurrence
from branchline.places.models import Branch, ServicePrivate


class Standing(models.TextChoices):
    """Where a broadcast is in its life."""

    PLANNED = "planned", _("Planned")
    REHEARSAL = "rehearsal", _("Rehearsal: nobody sees it")
    ON_AIR = "on_air", _("On air")
    ENDED = "ended", _("Ended")


class Pace(models.IntegerChoices):
    """Seconds of a segment: how far viewers are behind."""

    CLOSER = 2, _("Closer: about 9 seconds behind")
    STEADIER = 4, _("Steadier: about 14 seconds behind")


RUNNING = (Standing.REHEARSAL, Standing.ON_AIR)
"""Somebody may send: the caster looks after these."""
TO_BEGIN = (Standing.PLANNED, Standing.REHEARSAL)
"""Families have not seen anything of these yet."""


def new_prefix() -> str:
    """22 characters that can't be guessed, for the public addresses of one broadcast."""
    return token_urlsafe(16)


class BroadcastQuerySet(models.QuerySet["Broadcast"]):
    """Named filters."""

    def running(self) -> "BroadcastQuerySet":
        """Somebody may send."""
        return self.filter(standing__in=RUNNING)

    def to_begin(self) -> "BroadcastQuerySet":
        """Families have not seen anything of it yet; its date may have moved or been cancelled meanwhile."""
        return self.filter(standing__in=TO_BEGIN)


class Broadcast(ServicePrivate):
    """One going-out, mostly of an event's date."""

    public_id = PublicIdField()
    occurrence = models.OneToOneField(
        Occurrence, on_delete=models.PROTECT, null=True, related_name="broadcast"
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    title = TranslatedField()
    for_children = models.BooleanField(
        default=True, help_text="no question box, not even as a setting"
    )
    takes_questions = models.BooleanField(
        default=False, db_default=False, help_text="whoever watches may ask; never of children’s"
    )
    private = models.BooleanField(
        default=False, help_text="only who booked is told where; signed in every address"
    )
    pace = models.PositiveSmallIntegerField(choices=Pace, default=Pace.CLOSER)
    prefix = models.CharField(max_length=22, default=new_prefix, unique=True)
    rehearsal_prefix = models.CharField(max_length=22, default=new_prefix, unique=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.PLANNED)
    starts_at = models.DateTimeField()
    on_air_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    panicked_at = models.DateTimeField(null=True, help_text="the slate is on until it is emptied")
    quiet_since = models.DateTimeField(
        null=True,
        help_text="since when it has been black and silent: somebody may have forgotten it",
    )
    missed_at = models.DateTimeField(
        null=True, help_text="when staff were told that it should have begun"
    )
    made_at = models.DateTimeField()
    recording_removed_at = models.DateTimeField(null=True)

    objects = ScopedManager.from_queryset(BroadcastQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(
                fields=["service", "-starts_at", "-public_id"], name="live_broadcast_newest"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(standing=Standing.ENDED) & Q(ended_at__isnull=False))
                | (~Q(standing=Standing.ENDED) & Q(ended_at__isnull=True)),
                name="live_broadcast_ended_when",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.ON_AIR) | Q(on_air_at__isnull=False),
                name="live_broadcast_on_air_when",
            ),
            models.CheckConstraint(
                condition=Q(takes_questions=False) | Q(for_children=False, private=False),
                name="live_broadcast_no_child_asks",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_running(self) -> bool:
        """Somebody may send."""
        return self.standing in RUNNING
