"""Why somebody is not rung: asked by the claim, by the database before it gives a lease, and by every page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, F, Func, Q, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.people.models import Purpose, Resident
from branchline.people.queries import wishes

from ..models import CallRound, Line, RoundPerson, Standing

REASONS: "Mapping[str, str | Promise]" = {
    "gone": _("Their record is no longer here."),
    "died": wishes.DIED.why,
    "not_at_all": wishes.NOT_AT_ALL.why,
    "not_for_this": wishes.NOT_FOR_THIS.why,
    "not_by_phone": wishes.NOT_SO.why,
    "no_number": _("We have no number for them."),
    "not_asked": wishes.NOT_ASKED.why,
    "said_no": wishes.SAID_NO.why,
    "not_screened": _("This number was not screened in the last 28 days."),
    "listed": _("This number is on the Telephone Preference Service’s list."),
}
"""By the word that the database answers (`calls_why_not_on`)."""
NOT_SCREENED = "not_screened"
"""The one reason that keeps somebody's place: they wait until their number is screened."""
IN_QUESTION = (Standing.ACTIVE, Standing.NO_NUMBER, Standing.SCREENING)
"""Who stands so is asked about again each hour."""
NO_LINE = Line()


def why_not(*, resident: Resident, purpose: Purpose, number: str) -> str:
    """A key of `REASONS`, or nothing where they may be rung, as far as their own wishes go. One query."""
    return _asked("SELECT calls_why_not(%s, %s, %s)", [resident.pk, purpose, number])


def why_not_on(
    *, round_: CallRound, resident: Resident, line: Line | None, until: datetime | None
) -> str:
    """The same for a call of a round on a line, which is over by `until`: of a promotional one with the number's screening
    too. One query."""
    at = line or NO_LINE
    return _asked(
        "SELECT calls_why_not_on(%s, %s, %s, %s, %s, %s, %s)",
        [
            *(resident.pk, round_.purpose, at.number, round_.promotional),
            *(at.listed, at.screened_at, until),
        ],
    )


def _asked(statement: str, values: list[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: str | None = cursor.fetchone()[0]
    return found or ""


def why_not_of(until: "datetime | F", *, person: str = "", line: str = "callee__line") -> Func:
    """The same as a column, where `person` leads to a place on a round and `line` to the line they are rung on."""
    return Func(
        F(f"{person}callee__resident"), F(f"{person}round__purpose"), Coalesce(f"{line}__number", Value("")),
        F(f"{person}round__promotional"), Coalesce(f"{line}__listed", Value(False)), F(f"{line}__screened_at"),
        until if isinstance(until, F) else Value(until, output_field=DateTimeField()),
        function="calls_why_not_on", output_field=TextField(null=True),
    )  # fmt: skip


def held_up(*, now: datetime, round_: CallRound | None = None) -> list[tuple[RoundPerson, str]]:
    """Who stands elsewhere than the records say now: and why they are not rung, as a key of `REASONS`; nothing for whoever
    waited for screening and may be rung. Of all rounds, or of one. One query."""
    rows = RoundPerson.objects.filter(standing__in=IN_QUESTION)
    rows = rows.filter(round=round_) if round_ is not None else rows
    asked = rows.annotate(why_not=why_not_of(now))
    found = asked.filter(Q(why_not__isnull=False) | Q(standing=Standing.SCREENING)).order_by("pk")
    said = [(person, person.why_not or "") for person in found]  # type: ignore[attr-defined]  # annotated above
    return [
        (person, why)
        for person, why in said
        if (person.standing, why) != (Standing.SCREENING, NOT_SCREENED)
    ]


def why_not_now(person: RoundPerson, *, now: datetime) -> "str | Promise":
    """Why somebody in the queue of a round is not rung all the same, in words; nothing if they are. One query."""
    if person.standing not in (Standing.ACTIVE, Standing.SCREENING) or person.callee.line is None:
        return ""
    found = why_not_on(
        round_=person.round, resident=person.callee.resident, line=person.callee.line, until=now
    )
    return REASONS.get(found, "")
