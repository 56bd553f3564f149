"""What somebody needs to know to get in and feel at ease."""

from collections.abc import Mapping
from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.ledger import record
from branchline.core.words import Translated
from branchline.places.measures import ACCESS_CHANGED
from branchline.places.models import Branch


@action
def change_access(
    *,
    branch: Branch,
    facts: Mapping[str, bool | None],
    note: Translated,
    by: Acting,
    now: datetime,
) -> Branch:
    """Set access facts: True, False, or None for not known. Facts not given stay."""
    held = Branch.objects.select_for_update().get(pk=branch.pk)
    changed = [name for name, value in facts.items() if getattr(held, name) != value]
    if held.access_note != note:
        changed.append("access_note")
    if not changed:
        return held
    for name, value in facts.items():
        if name in Branch.ACCESS:
            setattr(held, name, value)
    held.access_note = note
    held.save(update_fields=changed)
    record(kind=ACCESS_CHANGED, by=by, now=now, branch_id=held.pk, links={"branch": held.public_id})
    return held
