"""Which broadcasts OBS may send, at this moment or later today."""

from django.db import models

from branchline.places.models import Published


class PushDoor(Published):
    """One row per broadcast with a key, gone when it has ended; `intake` reads all of them in one question.

    `lot` is drawn anew with every key: what OBS must know follows from it and the secret key (`push.keys`), so the
    row alone opens nothing.
    """

    broadcast_public_id = models.CharField(max_length=10, unique=True)
    lot = models.CharField(max_length=22)
    port = models.PositiveIntegerField(
        unique=True, help_text="for SRT, which knows no broadcast by name"
    )
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    take_over_until = models.DateTimeField(
        null=True, help_text="until then it may end another’s sending"
    )

    def __str__(self) -> str:
        return self.broadcast_public_id
