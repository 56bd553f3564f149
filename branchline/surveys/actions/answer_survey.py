"""Take in one form: by link, by square code, or from a member of staff."""

import re
from collections.abc import Mapping
from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.idempotency import once

from ..errors import (
    NotAnAnswer,
    NothingAnswered,
    NotYetOpen,
    SurveyClosed,
    WordsTooLong,
    WrongMoment,
)
from ..measures import ANSWERED
from ..models import WORDS_LIMIT, How, Moment, Remark, Response, Standing, Survey
from .open_survey import links_of
from .pair_codes import pair_hash

BY_STAFF = frozenset({How.PAPER, How.READ_OUT})
PERSONAL = re.compile(
    r"\S@\S|(?<!\d)(?:\d[\s-]?){7,}|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\bmy name\b|\bfy enw\b",
    re.IGNORECASE,
)
"""An email address, a telephone number, a postcode, "my name is"."""


@action
def answer_survey(
    *,
    survey: Survey,
    answers: Mapping[str, str],
    remarks: Mapping[str, str] | None = None,
    how: How = How.LINK,
    moment: Moment = Moment.ONCE,
    pair: str = "",
    language: str = "en",
    by: Acting,
    now: datetime,
    key: str,
) -> Response:
    """Keep one person's answers ({question id: code}) and own words. Once per `key`.

    `pair` is a code from `pair_code`; only its hash is kept. Nothing about who answered is kept.
    Refuses: SurveyClosed, NotYetOpen, WrongMoment, NothingAnswered; at a question's field NotAnAnswer,
    WordsTooLong.
    """
    return take_in(
        survey=survey, answers=answers, remarks=remarks or {}, how=how, moment=moment, pair=pair,
        language=language, by=by, now=now, key=key, entered_by=None,
    )[0]  # fmt: skip


def take_in(
    *,
    survey: Survey,
    answers: Mapping[str, str],
    remarks: Mapping[str, str],
    how: How,
    moment: Moment,
    pair: str,
    language: str,
    by: Acting,
    now: datetime,
    key: str,
    entered_by: int | None,
) -> tuple[Response, list[str]]:
    """The response, and the public ids of the remarks made now. In the caller's transaction."""
    given = check_answers(survey, answers)
    words = check_remarks(survey, remarks)
    if not given and not words:
        raise NothingAnswered
    if moment not in survey.moments or (pair and not survey.is_repeated):
        raise WrongMoment(field="moment")
    made: list[str] = []

    def create() -> str:
        locked = Survey.objects.select_for_update().get(pk=survey.pk)
        check_open(locked, how=how, now=now)
        response = Response.objects.create(
            service_id=locked.service_id,
            survey=locked,
            answers=given,
            how=how,
            moment=moment,
            pair_code=pair_hash(salt=locked.salt, code=pair) if pair else "",
            language=language,
            received_at=now,
            entered_by=entered_by,
        )
        made.extend(_keep_words(locked, words, language, now))
        ledger.record(
            kind=ANSWERED, by=by, now=now, branch_id=locked.branch_id, links=links_of(locked)
        )
        return response.public_id

    reference, _made = once(key=key, action="surveys.answer", now=now, create=create)
    return Response.objects.get(public_id=reference), made


def check_open(survey: Survey, *, how: How, now: datetime) -> None:
    """Paper may still be entered after the last day, until a person closes the survey."""
    match survey.standing(now):
        case Standing.COMING:
            raise NotYetOpen
        case Standing.CLOSED:
            raise SurveyClosed
        case Standing.ENDED if how not in BY_STAFF:
            raise SurveyClosed


def check_answers(survey: Survey, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers given, without those left out. Refuses NotAnAnswer at the question."""
    questions = survey.questions
    given = {}
    for name, code in answers.items():
        if code == "":
            continue
        if name not in questions or code not in questions[name].codes:
            raise NotAnAnswer(field=name)
        given[name] = code
    return given


def check_remarks(survey: Survey, remarks: Mapping[str, str]) -> dict[str, str]:
    """Own words that say something. Refuses at the question."""
    questions = survey.questions
    kept = {}
    for name, words in remarks.items():
        plain = "".join(c for c in words if c in "\n\t" or ord(c) >= 32).strip()
        if not plain:
            continue
        if name not in questions or not questions[name].is_words:
            raise NotAnAnswer(field=name)
        if len(plain) > WORDS_LIMIT:
            raise WordsTooLong(field=name)
        kept[name] = plain
    return kept


def _keep_words(survey: Survey, words: dict[str, str], language: str, now: datetime) -> list[str]:
    made = Remark.objects.bulk_create(
        Remark(
            service_id=survey.service_id,
            survey=survey,
            question=question,
            words=said,
            looks_personal=bool(PERSONAL.search(said)),
            language=language,
            received_on=in_london(now).date(),
        )
        for question, said in words.items()
    )
    return [remark.public_id for remark in made]
