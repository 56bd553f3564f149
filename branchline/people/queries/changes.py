"""What stood in a record before: for whoever asks who changed it, and for the person themselves. In words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Field, QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from branchline.core.design.dates import past_day_words
from branchline.people.models import (
    THROUGH_A_FILE,
    Account,
    Need,
    Part,
    PartChange,
    Resident,
    ResidentHistory,
    addresses,
)

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

    called: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """ "Name: “Maud Okafor” became “Maud Eze”."."""
        said = {"what": self.called, "before": self.before, "after": self.after}
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
    through: str = ""

    @property
    def by_a_file(self) -> bool:
        """Whether a file from outside said so."""
        return self.through == THROUGH_A_FILE


def changes_of(*, resident: Resident, limit: int = 50) -> list[Change]:
    """What was changed on a record and beside it, newest first. Three queries."""
    both = [*_of_the_row(resident, limit), *_beside_it(resident, limit)]
    return sorted(both, key=lambda change: change.at, reverse=True)[:limit]


def parts_changed(*, resident: Resident) -> list[dict[str, Any]]:
    """The same of what stands beside the row, oldest first, for the person themselves. One query."""
    return [
        {"when": change.at, "what": change.fields[0].words}
        for change in reversed(_beside_it(resident, None))
    ]


def _beside_it(resident: Resident, limit: int | None) -> list[Change]:
    rows = PartChange.objects.filter(resident=resident).select_related("account")
    return [
        Change(row.at, str(row.account or ""), [_part(row)], row.through)
        for row in rows.order_by("-at", "-pk")[:limit]
    ]


def _part(row: PartChange) -> FieldChange:
    called = row.get_route_display() if row.route else row.get_part_display()
    return FieldChange(str(called), _part_words(row, row.before), _part_words(row, row.after))


def _part_words(row: PartChange, value: str) -> str:
    match row.part:
        case Part.ROUTE:
            return addresses.readable(row.route, value) if value else ""
        case Part.NEED:
            return str(dict(Need.choices).get(value, value))
        case Part.HOUSEHOLD:
            return _("lives with somebody we know") if value else ""
    return value


def _of_the_row(resident: Resident, limit: int) -> list[Change]:
    fields = _kept(ResidentHistory)
    rows = list(ResidentHistory.objects.filter(pgh_obj=resident).order_by("-pgh_id")[:limit])
    numbers: set[int] = {(row.pgh_context or {}).get("account") or 0 for row in rows}
    names = {account.pk: str(account) for account in Account.objects.filter(pk__in=numbers)}
    found, after = [], resident
    for row in rows:
        context = row.pgh_context or {}
        changed = [
            FieldChange(str(CALLED[field.name]), _shown(row, field), _shown(after, field))
            for field in fields
            if getattr(row, field.name) != getattr(after, field.name)
        ]
        at = datetime.fromisoformat(context["at"]) if "at" in context else row.pgh_created_at
        by = names.get(context.get("account") or 0, "")
        found.append(Change(at, by, changed, context.get("through", "")))
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
