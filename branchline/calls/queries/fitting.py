"""Whom a rule finds for a round: as many statements for many people as for few, and nobody hidden in it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from branchline.core.clock import in_london
from branchline.core.design.dates import MONTHS, language
from branchline.core.scoping import current_service_id
from branchline.messages.models import Route
from branchline.people.models import (
    ContactLink,
    Duplicate,
    Mark,
    MarkKind,
    Purpose,
    Resident,
    ResidentRoute,
    Verdict,
)
from branchline.places.models import Branch, Ward

from ..models import CallRound, Elsewhere, Line, RoundPerson, Rule, Standing
from .why_not import NOT_SCREENED, REASONS

LEFT, ALIKE = "left", "alike"
NOT_RUNG: "Mapping[str, str | Promise]" = {
    ALIKE: gettext_lazy(
        "Perhaps they are somebody who is rung already, does not wish it or has died. Look at both records first, under “Perhaps the same person”."
    ),
    LEFT: gettext_lazy("They were on it and left it. Put them on again by hand, if they wish it."),
    **REASONS,
}

KNOWN = """
WITH known AS MATERIALIZED (
  SELECT r.id, r.name, r.sort_name, r.ward_code, s.active_on, s.branch_id,
         extract(year FROM age(%(today)s::date, r.born_on))::int AS years,
         (%(born_by)s::date IS NOT NULL OR %(born_after)s::date IS NOT NULL) AND r.born_on IS NULL
           OR %(quiet)s::date IS NOT NULL AND s.active_on IS NULL
           OR %(branch)s::bigint IS NOT NULL AND s.branch_id IS NULL
           OR %(ward)s <> '' AND r.ward_code = '' AS unknown
  FROM people_resident r
  LEFT JOIN LATERAL (
    SELECT said.active_on, said.branch_id FROM people_externalid card
    JOIN people_membersource said ON said.external_id_id = card.id
    WHERE card.resident_id = r.id ORDER BY said.active_on DESC NULLS LAST, said.id LIMIT 1
  ) s ON true
  WHERE r.service_id = %(service)s AND r.merged_into_id IS NULL
    AND (%(born_by)s::date IS NULL OR r.born_on IS NULL OR r.born_on <= %(born_by)s::date)
    AND (%(born_after)s::date IS NULL OR r.born_on IS NULL OR r.born_on > %(born_after)s::date)
    AND (%(quiet)s::date IS NULL OR s.active_on IS NULL OR s.active_on < %(quiet)s::date)
    AND (%(branch)s::bigint IS NULL OR s.branch_id IS NULL OR s.branch_id = %(branch)s::bigint)
    AND (%(ward)s = '' OR r.ward_code IN ('', %(ward)s))
)
SELECT id, name, years, active_on, branch_id, ward_code, sort_name FROM known WHERE NOT unknown
UNION ALL
SELECT NULL, '', count(*)::int, NULL, NULL, '', '' FROM known WHERE unknown
ORDER BY 7, 1
"""
ASK = """
SELECT who.id, calls_why_not_on(who.id, %s, who.number, %s, coalesce(l.listed, false), l.screened_at, %s)
FROM unnest(%s::bigint[], %s::text[]) AS who (id, number)
LEFT JOIN calls_line l ON l.service_id = %s AND l.number = who.number
"""


@dataclass(frozen=True)
class Fit:
    """Somebody whom the rule finds: row of their record as it stands today, and the number they would be rung on."""

    resident: int
    name: str
    number: str
    why: str


@dataclass(frozen=True)
class Found:
    """Whom a rule finds. `fits` may be put on the round; `on_it` are; `others`: [(reason, how many)] of those who are not
    rung; `unknown`: of whom we don't know what the rule asks."""

    fits: Sequence[Fit]
    on_it: Sequence[Fit]
    others: Sequence[tuple[str, int]]
    unknown: int

    @property
    def matched(self) -> int:
        """Everybody whom the rule finds, rung or not."""
        return len(self.fits) + len(self.on_it) + sum(n for _why, n in self.others)


def find_people(rule: Rule, round_: CallRound, *, now: datetime) -> Found:
    """At most thirteen queries, whatever the number of people; each of one kind of row, so that PostgreSQL, which reckons
    with a handful behind row-level security, can't join thousands with thousands one by one."""
    rows, unknown = _known(rule, in_london(now).date())
    places = _places(round_)
    words = _Words(rule)
    on_it: list[Fit] = []
    to_ask: list[tuple[int, str, str]] = []
    others: Counter[str] = Counter()
    for pk, name, *facts in rows:
        place = places.get(pk, NOWHERE)
        if rule.elsewhere and place.elsewhere != (rule.elsewhere == Elsewhere.YES):
            continue
        if place.on_it:
            on_it.append(Fit(pk, name, place.number, words.of(*facts)))
        elif place.left_it:
            others[LEFT] += 1
        else:
            to_ask.append((pk, name, words.of(*facts)))
    numbers = _numbers([pk for pk, _name, _why in to_ask], places)
    refused = _refused(round_, {pk: numbers.get(pk, "") for pk, _name, _why in to_ask}, now)
    twins = _alike(round_, [pk for pk, _name, _why in to_ask if pk not in refused], places)
    refused |= dict.fromkeys(twins, ALIKE)
    others.update(refused.values())
    fits = [Fit(pk, name, numbers[pk], why) for pk, name, why in to_ask if pk not in refused]
    said = [(str(sentence), others[why]) for why, sentence in NOT_RUNG.items() if others[why]]
    return Found(fits, on_it, said, unknown)


def _known(rule: Rule, today: date) -> tuple[list[tuple[Any, ...]], int]:
    """(row, name, years, last active, library, ward) of whom the rule fits, by name; of how many we don't know."""
    branch = Branch.objects.filter(public_id=rule.branch).first() if rule.branch else None
    asked: dict[str, str | int | date | None] = {
        "service": current_service_id(),
        "today": today,
        "born_by": _years_before(today, rule.age_from) if rule.age_from is not None else None,
        "born_after": _years_before(today, rule.age_to + 1) if rule.age_to is not None else None,
        "quiet": rule.quiet_since,
        # A library that is gone is nobody's: never a rule that asks less than was written.
        "branch": (branch.pk if branch else 0) if rule.branch else None,
        "ward": rule.ward,
    }
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, asked)
        found = cursor.fetchall()
    unknown = next(row[2] for row in found if row[0] is None)
    return [row[:6] for row in found if row[0] is not None], unknown


@dataclass
class _Place:
    """Where somebody stands on rounds, under whatever records they had."""

    number: str = ""
    on_it: bool = False
    left_it: bool = False
    elsewhere: bool = False


NOWHERE = _Place()


def _places(round_: CallRound) -> dict[int, _Place]:
    rows = RoundPerson.objects.values_list(
        "callee__resident_id", "callee__line__number", "round_id", "standing"
    )
    into = dict(
        Resident.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id")
    )
    found: dict[int, _Place] = defaultdict(_Place)
    for number, line, at, standing in rows:
        top = number
        while top in into:
            top = into[top]
        place = found[top]
        place.number = line or place.number
        ended = standing == Standing.ENDED
        place.on_it |= at == round_.pk and not ended
        place.left_it |= at == round_.pk and ended
        place.elsewhere |= at != round_.pk and not ended
    return found


def _numbers(residents: Sequence[int], places: Mapping[int, _Place]) -> dict[int, str]:
    """On which they would be rung, as `actions.people.numbers_of` and `line_of` say: the number on which they are rung
    already, else a landline before a mobile, last one by which they have booked; never one that was stopped."""
    spoken = Q(route__in=(Route.PHONE, Route.SMS))
    routes = ResidentRoute.objects.filter(spoken, resident__in=residents)
    links = ContactLink.objects.filter(resident__in=residents, same=True, undone_at__isnull=True)
    booked = links.filter(contact__route__in=(Route.PHONE, Route.SMS))
    ways = [
        *routes.order_by("route", "pk").values_list("resident_id", "address"),
        *booked.order_by("contact__route", "contact").values_list(
            "resident_id", "contact__address"
        ),
    ]
    stopped = set(Line.objects.exclude(stopped="").values_list("number", flat=True))
    found: dict[int, str] = {}
    for resident, number in ways:
        if number in stopped:
            continue
        if resident not in found or number == places.get(resident, NOWHERE).number:
            found[resident] = number
    return found


def _refused(round_: CallRound, numbers: Mapping[int, str], now: datetime) -> dict[int, str]:
    """{row: why not} of those who may not be rung on that number, as the claim would say; who only waits for screening comes
    on and waits there."""
    if not numbers:
        return {}
    asked: list[Any] = [
        *(round_.purpose, round_.promotional, now),
        *(list(numbers), list(numbers.values()), current_service_id()),
    ]
    with connection.cursor() as cursor:
        cursor.execute(ASK, asked)
        return {pk: why for pk, why in cursor.fetchall() if why not in (None, NOT_SCREENED)}


def _alike(round_: CallRound, residents: Sequence[int], places: Mapping[int, _Place]) -> set[int]:
    """Who may be the same person as one who may not be rung, or is rung already, and nobody has looked yet: a file makes a
    second record of somebody, and the wish stands on the first. Two queries."""
    asked = set(residents)
    pairs = Duplicate.objects.filter(verdict=Verdict.OPEN).values_list("one_id", "other_id")
    twins = [
        (pk, twin)
        for one, other in pairs
        for pk, twin in ((one, other), (other, one))
        if pk in asked
    ]
    about = ("", round_.purpose, *([Purpose.NEWS] if round_.promotional else []))
    no_call = Q(route__in=("", Route.PHONE), purpose__in=about)
    marks = Mark.objects.filter(no_call | Q(kind=MarkKind.DECEASED), lifted_at__isnull=True)
    marked = set(
        marks.filter(resident__in={twin for _pk, twin in twins}).values_list(
            "resident_id", flat=True
        )
    )
    return {pk for pk, twin in twins if twin in marked or _is_rung(places.get(twin, NOWHERE))}


def _is_rung(place: _Place) -> bool:
    return place.on_it or place.elsewhere


def in_words(rule: Rule) -> str:
    """The rule as a line of a list: “from 75 years, nothing borrowed since 1 March 2025, Altrincham Library”. Two queries."""
    said: list[str] = []
    match (rule.age_from, rule.age_to):
        case (int(first), int(last)):
            said.append(_("%(first)s to %(last)s years") % {"first": first, "last": last})
        case (int(first), None):
            said.append(_("%(first)s years or older") % {"first": first})
        case (None, int(last)):
            said.append(_("%(last)s years or younger") % {"last": last})
    if rule.quiet_since is not None:
        said.append(_("nothing borrowed since %(month)s") % {"month": _month(rule.quiet_since)})
    if rule.branch:
        branch = Branch.objects.filter(public_id=rule.branch).first()
        said.append(str(branch.name) if branch else _("a library that is no longer here"))
    if rule.ward:
        said.append(_ward_names([rule.ward]).get(rule.ward, rule.ward))
    match rule.elsewhere:
        case "no":
            said.append(_("on no other round"))
        case "yes":
            said.append(_("on another round"))
    return ", ".join(said)


class _Words:
    """The reason of each person: what the rule asked, as it is true of them, and their library."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        branches = Branch.objects.filter(service_id=current_service_id())
        self.branches = {each.pk: str(each.name).removesuffix(" Library") for each in branches}
        self.ward = _ward_names([rule.ward]).get(rule.ward, "") if rule.ward else ""

    def of(self, years: int | None, active: date | None, branch_id: int | None, ward: str) -> str:
        said = []
        if years is not None and (self.rule.age_from is not None or self.rule.age_to is not None):
            said.append(ngettext("%(n)s year old", "%(n)s years old", years) % {"n": years})
        if active is not None and self.rule.quiet_since is not None:
            said.append(_("has borrowed nothing since %(month)s") % {"month": _month(active)})
        if branch_id in self.branches:
            said.append(self.branches[branch_id])
        if self.ward and ward == self.rule.ward:
            said.append(_("lives in %(ward)s") % {"ward": self.ward})
        return ", ".join(said)[:200]


def _month(day: date) -> str:
    return f"{MONTHS[language(get_language())][day.month - 1]} {day.year}"


def _ward_names(codes: Sequence[str]) -> dict[str, str]:
    rows = Ward.objects.filter(code__in=codes).order_by("vintage")
    return {ward.code: ward.name for ward in rows}


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
