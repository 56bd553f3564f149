"""A manager changes how a rule is kept, and in which words a no is explained."""

from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from ..models import EligibilityRule, Rule


@action
def change_rule(*, rule: Rule, on: bool, number: int | None, words: str, instead: str) -> None:
    """From now on; what was decided stays decided."""
    EligibilityRule.objects.update_or_create(
        service_id=current_service_id(), rule=rule,
        defaults={"on": on, "number": number, "words": words.strip(), "instead": instead.strip()},
    )  # fmt: skip
