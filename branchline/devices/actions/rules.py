"""A manager changes how a rule is kept, in which words a no is explained, and on which days people are asked after a device."""

from collections.abc import Mapping

from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from ..errors import NotInOrder
from ..ladder import Rung
from ..models import EligibilityRule, Rule, RungDay


@action
def change_rule(*, rule: Rule, on: bool, number: int | None, words: str, instead: str) -> None:
    """From now on; what was decided stays decided."""
    EligibilityRule.objects.update_or_create(
        service_id=current_service_id(), rule=rule,
        defaults={"on": on, "number": number, "words": words.strip(), "instead": instead.strip()},
    )  # fmt: skip


@action
def change_days(*, days: Mapping[Rung, int | None]) -> None:
    """From now on. Days after the day it is due, before it if negative; None: left out. Refuses `NotInOrder`, at the field."""
    last: int | None = None
    for rung in Rung:
        day = days[rung]
        if day is not None and last is not None and day <= last:
            raise NotInOrder(field=rung.value)
        last = last if day is None else day
    for rung, day in days.items():
        RungDay.objects.update_or_create(
            service_id=current_service_id(), rung=rung, defaults={"days": day}
        )
