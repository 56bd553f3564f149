"""Packs: whom a caller rings on a day without a screen, from paper, or on a phone that has no network there."""

from django.db import models
from django.db.models import F, Q

from branchline.core.ids import PublicIdField
from branchline.people.models import Worker
from branchline.places.models import ServicePrivate

from .lines import Line
from .people import RoundPerson


class Pack(ServicePrivate):
    """Made for one caller and one day. Its lines are in nobody else's hands until then, by the tokens of its people."""

    public_id = PublicIdField()
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="packs")
    day = models.DateField()
    made_at = models.DateTimeField()
    until = models.DateTimeField(help_text="the end of the day; from then on anybody may ring them")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("made_at")), name="calls_pack_forwards"),
        ]
        indexes = [models.Index(fields=["worker", "-day"], name="calls_pack_of_worker")]

    def __str__(self) -> str:
        return f"pack {self.public_id}"


class PackPerson(ServicePrivate):
    """Somebody in a pack: the number of their page, and the token under which their line was taken out."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="people")
    number = models.PositiveSmallIntegerField(help_text="from 1, as on the paper")
    person = models.ForeignKey(RoundPerson, on_delete=models.CASCADE, related_name="packed")
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField(help_text="of the lease; an older one changes nothing")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="calls_packperson_number"),
            models.UniqueConstraint(fields=["pack", "token"], name="calls_packperson_token"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.pack_id}"
