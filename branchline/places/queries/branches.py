"""Branches of a service and when they are open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import QuerySet

from branchline.core.words import Translated
from branchline.places.errors import NoSuchBranch
from branchline.places.models import Branch, OpeningHours, Service, Weekday

Branches = QuerySet[Branch]


@dataclass(frozen=True)
class Span:
    """Open from `opens` until (not including) `closes`, London time."""

    opens: time
    closes: time
    staffed: bool = True


@dataclass(frozen=True)
class DayHours:
    """One day of a branch. No spans: closed. `because` is said when the day differs from the usual."""

    weekday: int
    spans: tuple[Span, ...]
    unusual: bool = False
    because: Translated = field(default_factory=Translated)

    @property
    def name(self) -> str:
        """The weekday in the reader's language."""
        return str(Weekday(self.weekday).label)


def branches_of(service: Service, *, closed_too: bool = False) -> Branches:
    """A service's branches by name. One query when read."""
    rows = Branch.objects.filter(service=service)
    return (rows if closed_too else rows.open()).order_by("words", "pk")


def branch_by_public_id(public_id: str, *, service: Service | None = None) -> Branch:
    """A public branch, of this service where one is given. One query. Raises `NoSuchBranch`."""
    rows = Branch.objects.select_related("service").exclude(kind="prison")
    if service is not None:
        rows = rows.filter(service=service)
    branch = rows.filter(public_id=public_id[:20]).first()
    if branch is None:
        raise NoSuchBranch
    return branch


def branches_called(words: str, *, limit: int = 20) -> Sequence[Branch]:
    """Public branches whose name or town comes near the words, best first. One query, by the index."""
    from django.contrib.postgres.search import TrigramWordDistance

    typed = " ".join(words.lower().split())[:80]
    if not typed:
        return []
    return list(
        Branch.objects.for_the_public()
        .filter(words__trigram_word_similar=typed)
        .select_related("service")
        .order_by(TrigramWordDistance(typed, "words"), "words")[:limit]
    )


def usual_week(branch: Branch) -> list[DayHours]:
    """Monday to Sunday as usual; empty when nobody has entered times. One query."""
    rows = list(OpeningHours.objects.filter(branch=branch).order_by("weekday", "opens"))
    if not rows:
        return []
    return [
        DayHours(
            day,
            tuple(Span(r.opens, r.closes, r.staffed) for r in rows if r.weekday == day),
        )
        for day in range(7)
    ]


def opening_on(branch: Branch, day: date) -> DayHours | None:
    """A day's hours with exceptions; None when nobody has entered times. At most two queries."""
    exception = branch.exceptions.filter(first_day__lte=day, last_day__gte=day).first()
    if exception is not None:
        spans = (
            ()
            if exception.opens is None or exception.closes is None
            else (Span(exception.opens, exception.closes),)
        )
        return DayHours(day.weekday(), spans, unusual=True, because=exception.because)
    week = usual_week(branch)
    return week[day.weekday()] if week else None
