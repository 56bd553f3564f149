"""What every room keeps, for how long here, and when that was last applied."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import ngettext

from branchline.core.rooms import Retention, rooms
from branchline.people.models import RetentionChoice, RetentionRun

DAYS_IN_A_MONTH = 365 / 12


def length_of(months: int) -> timedelta:
    """So many months as days: 36 are 1,095."""
    return timedelta(days=round(months * DAYS_IN_A_MONTH))


def months_of(length: timedelta) -> int:
    """Whole months in a length."""
    return round(length.days / DAYS_IN_A_MONTH)


def length_words(length: timedelta) -> str:
    """How long, as people say it: "3 years", "6 months", "90 days"."""
    days = length.days
    if days % 365 == 0:
        return ngettext("%(n)s year", "%(n)s years", days // 365) % {"n": days // 365}
    if length == length_of(months_of(length)):
        return ngettext("%(n)s month", "%(n)s months", months_of(length)) % {"n": months_of(length)}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


@dataclass(frozen=True)
class Rule:
    """A rule of retention with the room that made it, and what this service chose of it."""

    room: Any
    rule: Retention
    choice: RetentionChoice | None = None

    @property
    def days(self) -> int:
        """How long the rule allows, in days."""
        return self.rule.kept_for.days

    @property
    def words(self) -> str:
        """How long here."""
        return length_words(length_of(self.choice.months) if self.choice else self.rule.kept_for)

    @property
    def longest(self) -> str:
        """How long the rule allows."""
        return length_words(self.rule.kept_for)

    @property
    def shortest(self) -> str:
        """How short a service may make it; nothing where it may not."""
        return length_words(self.rule.least) if self.rule.least else ""


def retention_rules(*, chosen: dict[str, RetentionChoice] | None = None) -> list[Rule]:
    """What every room keeps and for how long, from the nameplates. No query."""
    chosen = chosen or {}
    return [
        Rule(room.title, rule, chosen.get(rule.name) if rule.name else None)
        for room in rooms()
        for rule in room.retention()
    ]


def chosen_lengths() -> dict[str, RetentionChoice]:
    """{name of a rule: what this service chose last}. One query."""
    rows = RetentionChoice.objects.select_related("chosen_by").order_by("rule", "-id")
    return {choice.rule: choice for choice in rows.distinct("rule")}


def rule_called(*, name: str) -> Rule | None:
    """A rule that a service may shorten. One query."""
    rules = retention_rules(chosen=chosen_lengths())
    return next((r for r in rules if r.rule.name == name and r.rule.least), None)


def last_retention() -> RetentionRun | None:
    """When the rules were last applied here. One query."""
    return RetentionRun.objects.first()
