"""Type in a paper form, or what somebody said when the questions were read out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import AlreadyCounted
from ..measures import ANSWERED
from ..models import How, Moment, Remark, Response, Standing, Survey
from ..queries.scoring import STEP
from .answer_survey import take_in
from .open_survey import links_of


@dataclass(frozen=True)
class PaperEntry:
    """What one paper form became. `remarks` are public ids, told only now: nothing else joins them."""

    response: Response
    remarks: tuple[str, ...]


@action
def enter_paper_answers(
    *,
    survey: Survey,
    answers: Mapping[str, str],
    remarks: Mapping[str, str] | None = None,
    how: How = How.PAPER,
    moment: Moment = Moment.ONCE,
    pair: str = "",
    language: str = "en",
    by: Acting,
    now: datetime,
    key: str,
) -> PaperEntry:
    """As `answer_survey`, by staff; also after the last day, until the survey is closed."""
    if how not in (How.PAPER, How.READ_OUT):
        raise ValueError("staff enter what is on paper or was read out")
    response, made = take_in(
        survey=survey, answers=answers, remarks=remarks or {}, how=how, moment=moment, pair=pair,
        language=language, by=by, now=now, key=key, entered_by=_account(by),
    )  # fmt: skip
    return PaperEntry(response, tuple(made))


@action
def take_back_paper_answers(
    *, survey: Survey, response: str, remarks: Sequence[str] = (), by: Acting, now: datetime
) -> None:
    """Undo one's own entry until the results count it. Refuses AlreadyCounted. Twice is once."""
    locked = Survey.objects.select_for_update().get(pk=survey.pk)
    found = Response.objects.filter(survey=locked, public_id=response).first()
    if found is None:
        return
    mine = found.entered_by is not None and found.entered_by == _account(by)
    if not mine or locked.standing(now) is Standing.CLOSED or _is_counted(found):
        raise AlreadyCounted
    found.delete()
    Remark.objects.filter(survey=locked, public_id__in=list(remarks)).delete()
    ledger.record(
        kind=ANSWERED,
        by=by,
        now=now,
        branch_id=locked.branch_id,
        quantity=-1,
        links=links_of(locked),
    )


def _is_counted(response: Response) -> bool:
    """Ten came after it, so it may stand in a table that somebody has read: without it the next table would
    give it away. With fewer, its step is still held back (`scoring.in_steps`)."""
    later = Response.objects.filter(
        survey_id=response.survey_id, moment=response.moment, pk__gt=response.pk
    )
    return later.count() >= STEP


def _account(by: Acting) -> int | None:
    return by.actor.id if by.actor and by.actor.kind == "account" else None
