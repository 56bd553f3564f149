"""What a round's screening shows: how many wait, which numbers are still to be screened, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import (
    BooleanField,
    DateTimeField,
    F,
    Func,
    Prefetch,
    Q,
    QuerySet,
    TextField,
    Value,
)

from branchline.core.telephones import abroad

from ..errors import NoSuchScreening
from ..models import (
    SCREENING_HOLDS,
    CallRound,
    Line,
    NumbersTaken,
    RoundPerson,
    Screening,
    ScreeningAnswer,
    Standing,
)
from .why_not import NOT_SCREENED

RENEWED = timedelta(days=7)
"""So long before a screening ends its numbers are put together again: the answer takes some days to come."""


@dataclass(frozen=True)
class ScreeningShown:
    """How a round stands. `waits`: people; `to_screen`: numbers, of which `renewed` hold a few days more; `open`: what was
    sent and may still be answered, and the newest; `answers`: all that came back. Newest first."""

    waits: int
    to_screen: int
    renewed: int
    open: Sequence[Screening]
    answers: Sequence[tuple[Screening, ScreeningAnswer]]


def screening_of(round_: CallRound, *, now: datetime) -> ScreeningShown:
    """Five queries."""
    rows = list(
        Screening.objects.filter(round=round_)
        .select_related("made_by")
        .prefetch_related(
            Prefetch(
                "answers",
                ScreeningAnswer.objects.select_related("brought_by").order_by("-came_at", "-pk"),
            ),
            Prefetch(
                "taken", NumbersTaken.objects.select_related("taken_by").order_by("taken_at", "pk")
            ),
        )
        .order_by("-made_at", "-pk")
    )
    live = [each for each in rows if each.holds_until > now]
    still_open = [each for each in live if each is live[0] or not each.answers.all()]
    lines = to_screen(round_, now=now)
    waiting = RoundPerson.objects.filter(round=round_, standing=Standing.SCREENING)
    return ScreeningShown(
        waits=waiting.count(),
        to_screen=len(lines),
        renewed=sum(each.screened_at is not None and _holds(each, now) for each in lines),
        open=still_open,
        answers=[(each, answer) for each in rows for answer in each.answers.all()],
    )


def _holds(line: Line, now: datetime) -> bool:
    return line.screened_at is not None and line.screened_at + SCREENING_HOLDS > now


def to_screen(round_: CallRound, *, now: datetime) -> list[Line]:
    """The lines of a promotional round that must be held against the lists, each once: of people who have neither said yes
    to news nor refuse it, and not screened lately. One query."""
    asked = Func(
        F("callee__resident"), F("round__purpose"), F("callee__line__number"), F("round__promotional"),
        Value(False, output_field=BooleanField()), Value(None, output_field=DateTimeField()),
        Value(now, output_field=DateTimeField()),
        function="calls_why_not_on", output_field=TextField(null=True),
    )  # fmt: skip
    lately = now - SCREENING_HOLDS + RENEWED
    people = (
        RoundPerson.objects.on_it()
        .filter(
            Q(callee__line__screened_at__isnull=True) | Q(callee__line__screened_at__lte=lately),
            round=round_, callee__line__stopped="",
        )
        .annotate(why_not=asked)
        .filter(why_not=NOT_SCREENED)
    )  # fmt: skip
    return list(Line.objects.filter(pk__in=people.values("callee__line")).order_by("number"))


def screening_at(*, public_id: str) -> Screening:
    """Raises NoSuchScreening. One query."""
    found = Screening.objects.select_related("round").filter(public_id=public_id).first()
    if found is None:
        raise NoSuchScreening
    return found


def lines_sent(screening: Screening) -> QuerySet[Line]:
    """Those of a screening that are still here, by their numbers."""
    return Line.objects.filter(pk__in=screening.lines).order_by("number")


def numbers_sent(screening: Screening) -> list[str]:
    """As a screening service reads them: +441632960001. One query."""
    return [abroad(number) for number in lines_sent(screening).values_list("number", flat=True)]
