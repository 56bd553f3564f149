"""Codes in the square codes of posters and labels: short, and good for as long as they hang."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from branchline.core.ids import ALPHABET
from branchline.places.tenancy import Published

LENGTH = 7


class PosterCode(Published):
    """A page of a service by the name of its address, so that it is found wherever it moves to."""

    code = models.CharField(max_length=LENGTH, unique=True)
    page = models.CharField(max_length=60, help_text="room:name of the address")
    arguments = ArrayField(models.CharField(max_length=40), default=list)
    query = models.CharField(max_length=100, blank=True, help_text="how=qr")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "page", "arguments", "query"], name="places_postercode_once"
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=f"^[{ALPHABET}]{{{LENGTH}}}$"),
                name="places_postercode_can_be_read_out",
            ),
        ]

    def __str__(self) -> str:
        return self.code
