"""Who may borrow a device: the rules with their reasons, as data. Each says yes, no, or ask. No row is read here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import EligibilityRule, Rule


class Answer(TextChoices):
    """What a rule says of somebody."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    ASK = "ask", _("Ask them")


@dataclass(frozen=True)
class Kept:
    """A rule as a service keeps it. `words` and `instead` name its number as %(n)s."""

    rule: Rule
    number: int | None
    words: "str | Promise"
    instead: "str | Promise"


@dataclass(frozen=True)
class Known:
    """What the records say of somebody. None: nothing; it has to be asked."""

    years: int | None = None
    here: bool | None = None
    already: bool = False
    household_months: int | None = None
    """Months since somebody else of the household was helped; None: never."""
    has_record: bool = True


@dataclass(frozen=True)
class Finding:
    """What one rule says, why, and what else can help."""

    rule: Rule
    answer: Answer
    why: str
    instead: str


OURS = (
    Kept(
        Rule.AGE, 16, _("We lend devices to people of %(n)s and over."),
        _("Younger people can use the computers in every library, and a parent can ask for the family."),
    ),
    Kept(
        Rule.AREA, None, _("We lend devices to people who live here or borrow from our libraries."),
        _("Joining the library is free. Their own council’s library may lend devices too."),
    ),
    Kept(
        Rule.ONE, None, _("They have a device of ours, or have asked already."),
        _("Ring us if it does not do what they need: we swap it."),
    ),
    Kept(
        Rule.HOUSEHOLD, 12, _("Somebody at home was helped in the last %(n)s months, and others wait."),
        _("The one at home can be shared, and there are computers in every library."),
    ),
)  # fmt: skip


def rules_of(rows: Mapping[str, EligibilityRule]) -> list[Kept]:
    """The rules that a service keeps, in their order; `rows` by rule."""
    return [kept for kept in as_kept(rows) if kept.rule not in rows or rows[kept.rule].on]


def as_kept(rows: Mapping[str, EligibilityRule]) -> list[Kept]:
    """Every rule, those that are off too."""
    return [
        Kept(
            ours.rule,
            ours.number if row is None or row.number is None else row.number,
            row.words if row is not None and row.words else ours.words,
            row.instead if row is not None and row.instead else ours.instead,
        )
        for ours in OURS
        for row in [rows.get(ours.rule)]
    ]


def judge(rules: list[Kept], known: Known) -> list[Finding]:
    """What each rule says of somebody."""
    return [
        Finding(kept.rule, _answer(kept, known), *(_said(words, kept) for words in (kept.words, kept.instead)))
        for kept in rules
    ]  # fmt: skip


def _said(words: "str | Promise", kept: Kept) -> str:
    return str(words).replace("%(n)s", str(kept.number))


def _answer(kept: Kept, known: Known) -> Answer:
    match kept.rule:
        case Rule.AGE:
            if known.years is None:
                return Answer.ASK
            return _yes(known.years >= (kept.number or 0))
        case Rule.AREA:
            return Answer.ASK if known.here is None else _yes(known.here)
        case Rule.ONE:
            return _yes(not known.already)
        case Rule.HOUSEHOLD:
            if not known.has_record:
                return Answer.ASK
            since = known.household_months
            return _yes(since is None or since >= (kept.number or 0))


def _yes(true: bool) -> Answer:
    return Answer.YES if true else Answer.NO


def months_between(earlier: date, later: date) -> int:
    """Whole months."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)
