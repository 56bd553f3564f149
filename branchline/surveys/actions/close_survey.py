"""Close a survey for good."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action

from ..measures import CLOSED
from ..models import Survey
from .open_survey import links_of


@action
def close_survey(*, survey: Survey, by: Acting, now: datetime) -> Survey:
    """No more answers, not from paper either. Destroys the salt of the pairs' codes. Twice is once."""
    locked = Survey.objects.select_for_update().get(pk=survey.pk)
    if locked.closed_at is not None:
        return locked
    locked.closed_at, locked.salt = now, ""
    locked.save(update_fields=["closed_at", "salt"])
    ledger.record(kind=CLOSED, by=by, now=now, branch_id=locked.branch_id, links=links_of(locked))
    return locked
