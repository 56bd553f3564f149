"""What stood in a record before: for whoever asks who changed it, and for the person themselves. In words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Field, QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from branchline.core.design.dates import past_day_words
from branchline.people.models import Account, Resident, ResidentHistory

CALLED = {
    "name": gettext_lazy("Name"),
    "known_as": gettext_lazy("What to call them"),
    "born_on": gettext_lazy("Date of birth"),
    "age_band": gettext_lazy("Age, about"),
    "language": gettext_lazy("Language we write in"),
    "spoken_language": gettext_lazy("Language they speak"),
    "format": gettext_lazy("Print"),
    "preferred_route": gettext_lazy("Preferred way to reach them"),
    "postcode": gettext_lazy("Postcode"),
    "note": gettext_lazy("What colleagues should know"),
    "route": gettext_lazy("Way to reach them"),
    "address": gettext_lazy("Address or number"),
}


@dataclass(frozen=True)
class FieldChange:
    """One field of a record, before and after, as people read them; empty where nothing stood."""

    name: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """ "Name: “Maud Okafor” became “Maud Eze”."."""
        said = {"what": CALLED[self.name], "before": self.before, "after": self.after}
        if not self.before:
            return _("%(what)s: “%(after)s” was added.") % said
        if not self.after:
            return _("%(what)s: “%(before)s” was taken out.") % said
        return _("%(what)s: “%(before)s” became “%(after)s”.") % said


@dataclass(frozen=True)
class Change:
    """One change of a record: when, by whom, and what stood there before and after."""

    at: datetime
    by: str
    fields: list[FieldChange]


def changes_of(*, resident: Resident, limit: int = 50) -> list[Change]:
    """What was changed on a record, newest first. Two queries."""
    fields = _kept(ResidentHistory)
    rows = list(ResidentHistory.objects.filter(pgh_obj=resident).order_by("-pgh_id")[:limit])
    numbers: set[int] = {(row.pgh_context or {}).get("account") or 0 for row in rows}
    names = {account.pk: str(account) for account in Account.objects.filter(pk__in=numbers)}
    found, after = [], resident
    for row in rows:
        context = row.pgh_context or {}
        changed = [
            FieldChange(field.name, _shown(row, field), _shown(after, field))
            for field in fields
            if getattr(row, field.name) != getattr(after, field.name)
        ]
        at = datetime.fromisoformat(context["at"]) if "at" in context else row.pgh_created_at
        found.append(Change(at, names.get(context.get("account") or 0, ""), changed))
        after = row
    return found


def earlier(rows: QuerySet) -> list[dict[str, Any]]:
    """What a history says, oldest first, for the person themselves. One query."""
    fields = _kept(rows.model)
    return [
        {
            "until": row.pgh_created_at,
            **{str(CALLED[field.name]).lower(): _told(row, field) for field in fields},
        }
        for row in rows.order_by("pgh_id")
    ]


def language_called(code: str) -> str:
    """ "Welsh"."""
    return str(dict(settings.LANGUAGES).get(code, code))


def _kept(model: Any) -> list[Field]:
    return [field for field in model._meta.fields if field.name in CALLED]


def _told(row: Any, field: Field) -> str | date:
    """A day stays one, so that the file for machines has it as they write it."""
    value = getattr(row, field.name)
    return value if isinstance(value, date) else _shown(row, field)


def _shown(row: Any, field: Field) -> str:
    value = getattr(row, field.name)
    if field.name == "language":
        return language_called(value)
    if field.choices:
        return str(row._get_FIELD_display(field))
    if isinstance(value, date):
        return past_day_words(value, get_language())
    return "" if value is None else str(value)
