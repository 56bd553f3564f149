"""Contacts: who books without an account. A name and one route, never a resident's record."""

from django.db import models

from branchline.core.ids import PublicIdField
from branchline.messages.models import Route
from branchline.places.models import ServicePrivate


class Contact(ServicePrivate):
    """One person as reached by one route. Purpose: to tell them about what they asked for."""

    public_id = PublicIdField()
    name = models.CharField(max_length=100, help_text="what to call them")
    route = models.CharField(max_length=8, choices=Route, help_text="how they asked to be told")
    address = models.CharField(max_length=300, help_text="email, telephone number or postal address, normalised")
    language = models.CharField(max_length=2, default="en")
    format = models.CharField(max_length=12, default="standard", help_text="standard or large_print")
    made_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True, help_text="when they showed that the route is theirs")
    vouched_by = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, related_name="+",
        help_text="the member of staff who vouches for the route",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "route", "address"], name="people_contact_one_a_route"
            )
        ]

    def __str__(self) -> str:
        return self.name
