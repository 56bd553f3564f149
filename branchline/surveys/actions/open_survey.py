"""Ask people: one or more standard sets about one thing."""

from collections.abc import Sequence
from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.idempotency import once
from branchline.core.scoping import current_service_id
from branchline.core.words import Translated
from branchline.places.models import Branch

from ..data import SETS
from ..errors import EndsBeforeItBegins, NoQuestions
from ..measures import OPENED
from ..models import Asked, Survey
from .pair_codes import new_salt


@action
def open_survey(
    *,
    title: Translated,
    sets: Sequence[str],
    about: str = "",
    branch: Branch | None = None,
    asked_when: Asked = Asked.ONCE,
    intro: Translated | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    by: Acting,
    now: datetime,
    key: str,
) -> Survey:
    """Open a survey of the sets ("ons4-1") about "events.occurrence:k7mp2x9d3f". Once per `key`.

    Refuses at a field: NoQuestions (sets), EndsBeforeItBegins (closes).
    """
    asked = list(dict.fromkeys(sets))
    if not asked or any(each not in SETS for each in asked):
        raise NoQuestions
    begins = opens_at or now
    if closes_at is not None and closes_at <= begins:
        raise EndsBeforeItBegins
    kind, _colon, public_id = about.partition(":")

    def create() -> str:
        survey = Survey.objects.create(
            service_id=current_service_id(),
            title=title,
            intro=intro or Translated(),
            sets=asked,
            about_kind=kind,
            about_id=public_id,
            branch=branch,
            asked_when=asked_when,
            opens_at=begins,
            closes_at=closes_at,
            salt=new_salt(),
            made_at=now,
        )
        ledger.record(
            kind=OPENED,
            by=by,
            now=now,
            branch_id=survey.branch_id,
            links=links_of(survey),
        )
        return survey.public_id

    reference, _made = once(key=key, action="surveys.open", now=now, create=create)
    return Survey.objects.get(public_id=reference)


def links_of(survey: Survey) -> dict[str, str]:
    """What happenings of this survey point at."""
    links = {"survey": survey.public_id}
    return links | ({survey.about_kind: survey.about_id} if survey.about_kind else {})
