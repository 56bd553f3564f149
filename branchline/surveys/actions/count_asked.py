"""How many people were asked: the lower half of every response rate."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.idempotency import once

from ..errors import FewerThanNone, SurveyClosed, WrongMoment
from ..measures import ASKED
from ..models import AskedCount, Moment, Standing, Survey
from .open_survey import links_of


@action
def note_asked(
    *,
    survey: Survey,
    people: int,
    moment: Moment | None = None,
    by: Acting,
    now: datetime,
    key: str = "",
) -> AskedCount:
    """`people` more were asked (12 letters went out). With a `key`, once for it.

    `moment` is the first of the survey when left out. Refuses FewerThanNone, WrongMoment, SurveyClosed.
    """
    chosen = _moment(survey, moment)
    if people < 0:
        raise FewerThanNone
    if key:
        once(
            key=key,
            action="surveys.note_asked",
            now=now,
            create=lambda: str(_change(survey, chosen, by=by, now=now, more=people).people),
        )
        return _count(survey, chosen)
    return _change(survey, chosen, by=by, now=now, more=people)


@action
def correct_asked(
    *, survey: Survey, people: int, moment: Moment | None = None, by: Acting, now: datetime
) -> AskedCount:
    """The number in all is `people`, whatever was noted before. Twice is once."""
    if people < 0:
        raise FewerThanNone
    return _change(survey, _moment(survey, moment), by=by, now=now, whole=people)


def _moment(survey: Survey, moment: Moment | None) -> Moment:
    chosen = moment or survey.moments[0]
    if chosen not in survey.moments:
        raise WrongMoment(field="moment")
    return chosen


def _count(survey: Survey, moment: Moment) -> AskedCount:
    count, _made = AskedCount.objects.get_or_create(
        survey=survey, moment=moment, defaults={"service_id": survey.service_id}
    )
    return count


def _change(
    survey: Survey,
    moment: Moment,
    *,
    by: Acting,
    now: datetime,
    more: int = 0,
    whole: int | None = None,
) -> AskedCount:
    locked = Survey.objects.select_for_update().get(pk=survey.pk)
    if locked.standing(now) is Standing.CLOSED:
        raise SurveyClosed
    count = _count(locked, moment)
    after = count.people + more if whole is None else whole
    difference, count.people = after - count.people, after
    count.save(update_fields=["people"])
    if difference:
        ledger.record(
            kind=ASKED,
            by=by,
            now=now,
            branch_id=locked.branch_id,
            quantity=difference,
            links=links_of(locked),
        )
    return count
