"""What goes and what is held when somebody is erased, and when years have passed."""

from datetime import datetime, timedelta

from branchline.core.actions import action
from branchline.people.queries import resident_now

from ..models import Concern, Task, TaskState

TASKS_KEPT_FOR = timedelta(days=2 * 365)
CONCERNS_KEPT_FOR = timedelta(days=7 * 365)


@action
def forget(*, person: str, now: datetime) -> int:
    """Erase somebody ("resident:7"): tasks about them go. The register is held (DPA 2018, schedule 1, paragraph 18;
    UK GDPR article 17(3)(b)): it keeps their name in words, for the council's schedule, and no way to their record.
    """
    kind, _colon, number = person.partition(":")
    if kind != "resident":
        return 0
    rows = Task.objects.filter(resident=int(number)).delete()[0]
    held = Concern.objects.select_for_update().filter(resident=int(number)).select_related(None)
    for concern in held:
        # Of a record that became part of another, the other has the name.
        stands = resident_now(number=int(number))
        said = [words for words in (stands.name if stands else "", concern.about_words) if words]
        concern.about_words, concern.resident = ", ".join(said)[:300], None
        concern.save(update_fields=["about_words", "resident"])
        rows += 1
    return rows


@action
def forget_old_tasks(*, now: datetime, kept_for: timedelta = TASKS_KEPT_FOR) -> int:
    """Drop tasks that ended two years ago, or less where a service chose so."""
    ended = Task.objects.exclude(state=TaskState.OPEN)
    return ended.filter(ended_at__lt=now - kept_for).delete()[0]


@action
def forget_old_concerns(*, now: datetime, kept_for: timedelta = CONCERNS_KEPT_FOR) -> int:
    """Delete concerns that were closed seven years ago, or less where the council's schedule says so; an open one
    never."""
    return Concern.objects.filter(closed_at__lt=now - kept_for).delete()[0]
