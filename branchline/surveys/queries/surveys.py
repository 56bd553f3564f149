"""Surveys by name, by what they are about, and as a list for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from branchline.core.figures import Figure
from branchline.core.paging import Page, read_cursor, write_cursor
from branchline.core.permits import Holding

from ..errors import NoSuchSurvey
from ..models import AskedCount, Response, Standing, Survey
from ..permits import SEE_SURVEYS

PAGE = 25


@dataclass(frozen=True)
class SurveyRow:
    """A survey in a list."""

    survey: Survey
    standing: Standing
    answered: Figure
    asked: int | None


def survey_by_public_id(*, public_id: str) -> Survey:
    """A survey of the current service. One query. Raises `NoSuchSurvey`."""
    survey = (
        Survey.objects.select_related("branch", "service").filter(public_id=public_id[:20]).first()
    )
    if survey is None:
        raise NoSuchSurvey
    return survey


def surveys_about(*, about: str) -> QuerySet[Survey]:
    """Every survey about "events.occurrence:k7mp2x9d3f", newest first. One query when read."""
    kind, _colon, public_id = about.partition(":")
    return Survey.objects.about(kind, public_id).order_by("-opens_at", "-public_id")


def survey_about(*, about: str, now: datetime) -> Survey | None:
    """The newest one about it that the public may answer now. One query."""
    kind, _colon, public_id = about.partition(":")
    found: Survey | None = (
        Survey.objects.about(kind, public_id)
        .answerable(now)
        .select_related("service")
        .order_by("-opens_at", "-public_id")
        .first()
    )
    return found


def survey_rows(
    *, holdings: Sequence[Holding], now: datetime, closed: bool = False, cursor: str | None = None
) -> Page[SurveyRow]:
    """Surveys that these memberships may see, newest first. One query."""
    rows = (
        Survey.objects.filter(SEE_SURVEYS.visible(holdings), closed_at__isnull=not closed)
        .select_related("branch")
        .annotate(answered=_count_of(Response, Count("pk")), asked=_count_of(AskedCount, Sum("people")))
        .order_by("-opens_at", "-public_id")
    )  # fmt: skip
    said = read_cursor(cursor, 2)
    if said is not None:
        try:
            moment = datetime.fromisoformat(said[0])
        except ValueError:
            moment = None
        if moment is not None and moment.tzinfo is not None:
            rows = rows.filter(Q(opens_at__lt=moment) | Q(opens_at=moment, public_id__lt=said[1]))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    after = (
        write_cursor([shown[-1].opens_at.isoformat(), shown[-1].public_id])
        if len(found) > PAGE
        else None
    )
    return Page([_row(survey, now) for survey in shown], after)


def survey_count(*, survey: Survey) -> int:
    """Forms that have come in. One query."""
    return Response.objects.filter(survey=survey).count()


def _count_of(model: type[Response] | type[AskedCount], counted: Count | Sum) -> Any:
    mine = model.objects.filter(survey=OuterRef("pk")).order_by().values("survey")
    found = Subquery(mine.annotate(n=counted).values("n"), output_field=IntegerField())
    return Coalesce(found, 0) if model is Response else found


def _row(survey: Survey, now: datetime) -> SurveyRow:
    counts = vars(survey)
    answered = Figure(counts["answered"], _("forms"), people=False)
    return SurveyRow(survey, survey.standing(now), answered, counts["asked"])
