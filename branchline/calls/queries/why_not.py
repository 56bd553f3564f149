"""Why somebody is not rung: asked by the claim, by the database before it gives a lease, and by every page."""

from collections.abc import Mapping

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.people.models import Purpose, Resident
from branchline.people.queries import wishes

REASONS: "Mapping[str, str | Promise]" = {
    "gone": _("Their record is no longer here."),
    "died": wishes.DIED.why,
    "not_at_all": wishes.NOT_AT_ALL.why,
    "not_for_this": wishes.NOT_FOR_THIS.why,
    "not_by_phone": wishes.NOT_SO.why,
    "no_number": _("We have no number for them."),
    "not_asked": wishes.NOT_ASKED.why,
    "said_no": wishes.SAID_NO.why,
}
"""By the word that the database answers (`calls_why_not`)."""


def why_not(*, resident: Resident, purpose: Purpose, number: str) -> str:
    """A key of `REASONS`, or nothing where they may be rung. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT calls_why_not(%s, %s, %s)", [resident.pk, purpose, number])
        found: str | None = cursor.fetchone()[0]
    return found or ""
