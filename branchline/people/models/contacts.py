"""Contacts: who books without an account. A name and one route, never a resident's record."""

from django.db import models
from django.db.models import Q

from branchline.core.ids import PublicIdField
from branchline.messages.models import Format, Route
from branchline.places.models import ServicePrivate

from . import addresses
from .history import kept_changes


class Contact(ServicePrivate):
    """One person as reached by one route. Purpose: to tell them about what they asked for."""

    public_id = PublicIdField()
    name = models.CharField(max_length=100, help_text="what to call them")
    route = models.CharField(max_length=8, choices=Route, help_text="how they asked to be told")
    address = models.CharField(
        max_length=300, help_text="email, telephone number or postal address, normalised"
    )
    language = models.CharField(max_length=2, default="en")
    format = models.CharField(max_length=12, choices=Format, default=Format.STANDARD)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="when they last asked for something; begins retention")
    proven_at = models.DateTimeField(
        null=True, help_text="when they showed that the route is theirs"
    )
    vouched_by = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, related_name="+",
        help_text="the member of staff who vouches for the route",
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["service", "name", "id"], name="people_contact_by_name"),
            models.Index(fields=["service", "seen_at"], name="people_contact_seen"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "route", "address"], name="people_contact_one_a_route"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address_to_read(self) -> str:
        """As people write it."""
        return addresses.readable(self.route, self.address)

    @property
    def is_sure(self) -> bool:
        """Whether we know that the route is theirs: by a code, or because staff vouch for it."""
        return self.proven_at is not None or self.vouched_by_id is not None


KEPT = ["service", "name", "route", "address", "language", "format"]


class ContactHistory(kept_changes(Contact, KEPT)):  # type: ignore[misc]
    """What a contact's row said before each change. Scrubbed with the person."""


class ContactLink(ServicePrivate):
    """Staff have said whether a contact is a resident. Undoing keeps the row; the next is a new one."""

    public_id = PublicIdField()
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="links")
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="links")
    same = models.BooleanField(help_text="the same person, or looked at and found not to be")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(same=True, undone_at__isnull=True),
                name="people_contactlink_one_person",
            ),
            models.UniqueConstraint(
                fields=["contact", "resident"],
                condition=Q(undone_at__isnull=True),
                name="people_contactlink_decided_once",
            ),
        ]
        indexes = [models.Index(fields=["service", "resident"], name="people_contactlink_person")]

    def __str__(self) -> str:
        return f"{self.contact_id} {'is' if self.same else 'is not'} {self.resident_id}"
