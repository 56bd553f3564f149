"""Say what an event is meant to bring about, for the return."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.errors import SameOutcomeTwice
from branchline.events.models import Event, Outcome


@action
def choose_outcomes(
    *, event: Event, main: Outcome | None, second: Outcome | None, by: Acting, now: datetime
) -> None:
    """`main` None: as its theme suggests. Refuses SameOutcomeTwice. It changes no page of the public."""
    kept = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    kept.main_outcome = main or ""
    if second is not None and second == kept.outcome:
        raise SameOutcomeTwice
    kept.second_outcome = second or ""
    kept.save(update_fields=["main_outcome", "second_outcome"])
