"""Tables of the ground floor."""

from typing import ClassVar

from django.db import models

from ..scoping import Scoped
from ..tables import TableClass


class RememberedRequest(Scoped):
    """A form that has been answered, so that sending it again changes nothing."""

    table_class: ClassVar = TableClass.SERVICE_PRIVATE

    key = models.CharField(max_length=64)
    action = models.CharField(max_length=80)
    reference = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service_id", "action", "key"], name="core_rememberedrequest_once"
            )
        ]


class Pseudonym(Scoped):
    """Stands for one person in the ledger of one service in one year.

    Destroying the row (erasure, retention) breaks the link for good; the counts stay.
    """

    table_class: ClassVar = TableClass.SERVICE_PRIVATE

    year = models.PositiveSmallIntegerField()
    person = models.CharField(max_length=40, help_text="kind:id of the contact or resident")
    name = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service_id", "year", "person"], name="core_pseudonym_one_a_year"
            )
        ]


class Happening(Scoped):
    """One line of the ledger: written once, never changed (the web role may only insert and read).

    Partitioned by month of `happened_at`; see `core.ledger`.
    """

    table_class: ClassVar = TableClass.SERVICE_PRIVATE

    kind = models.CharField(max_length=60)
    branch_id = models.BigIntegerField(null=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    quantity = models.IntegerField(default=1)
    links = models.JSONField(
        default=dict, help_text="public ids of what it is about, never of people"
    )
    channel = models.CharField(max_length=10)
    corrects = models.BigIntegerField(null=True, help_text="the happening that this one corrects")
    ward_code = models.CharField(max_length=9, blank=True)
    ward_vintage = models.PositiveSmallIntegerField(null=True)
    quintile = models.PositiveSmallIntegerField(null=True, help_text="1 is the most deprived fifth")
    age_band = models.CharField(max_length=10, blank=True)
    pseudonym = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quintile__isnull=True) | models.Q(quintile__range=(1, 5)),
                name="core_happening_quintile",
            )
        ]


class StoredFile(Scoped):
    """A file kept for a service, with its purpose and the day it goes."""

    table_class: ClassVar = TableClass.SERVICE_PRIVATE

    public_id = models.CharField(max_length=10, unique=True)
    purpose = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")
    path = models.CharField(max_length=200)
    kept_at = models.DateTimeField()
    keep_until = models.DateTimeField(null=True)
    smaller_than = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        related_name="smaller",
        help_text="the largest copy of the same picture",
    )
    width = models.PositiveIntegerField(null=True, help_text="pixels")
    height = models.PositiveIntegerField(null=True, help_text="pixels")


class Beat(models.Model):
    """When each part of the house last said that it is alive (the worker, mostly)."""

    table_class: ClassVar = TableClass.REFERENCE

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()


class Link(Scoped):
    """A link sent in a message. Only hashes are kept."""

    table_class: ClassVar = TableClass.SERVICE_PRIVATE

    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["service_id", "purpose", "code_hash"], name="core_link_code"),
            models.Index(fields=["service_id", "subject"], name="core_link_subject"),
        ]


class Tries(Scoped):
    """How often one visitor has guessed wrong; see `core.limits`. Forgotten after a day."""

    table_class: ClassVar = TableClass.SERVICE_PRIVATE

    limit = models.CharField(max_length=60)
    visitor = models.CharField(max_length=64, blank=True, help_text="a keyed hash; none: everybody")
    started_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service_id", "limit", "visitor"], name="core_tries_one_a_visitor"
            )
        ]
