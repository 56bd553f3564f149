"""Why somebody is not rung: asked by the claim, by the database before it gives a lease, and by every page."""

from collections.abc import Mapping

from django.db import connection
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.people.models import Purpose, Resident
from branchline.people.queries import wishes

from ..models import RoundPerson, Standing

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


def held_up() -> list[tuple[RoundPerson, str]]:
    """Who is in the queue of a round, or without a number there, and is not rung as the records stand now: and why, as a
    key of `REASONS`. One query."""
    said = Func(
        F("callee__resident"), F("round__purpose"), Coalesce("callee__line__number", Value("")),
        function="calls_why_not", output_field=TextField(null=True),
    )  # fmt: skip
    rows = RoundPerson.objects.filter(standing__in=(Standing.ACTIVE, Standing.NO_NUMBER))
    found = rows.annotate(why_not=said).exclude(why_not__isnull=True).order_by("pk")
    return [(person, str(person.why_not)) for person in found]  # type: ignore[attr-defined]  # annotated above


def why_not_now(person: RoundPerson) -> "str | Promise":
    """Why somebody in the queue of a round is not rung all the same, in words; nothing if they are. One query."""
    if person.standing != Standing.ACTIVE or person.callee.line is None:
        return ""
    found = why_not(
        resident=person.callee.resident,
        purpose=Purpose(person.round.purpose),
        number=person.callee.line.number,
    )
    return REASONS.get(found, "")
