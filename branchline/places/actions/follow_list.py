"""What staff set right can be given back to the list: the branch says again what the list says."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.ledger import record
from branchline.core.words import Translated, said
from branchline.places.measures import BRANCH_CHANGED
from branchline.places.models import Branch, BranchSource
from branchline.places.queries import LISTED


@action
def follow_list(
    *, branch: Branch, source: BranchSource, what: str, by: Acting, now: datetime
) -> Branch:
    """Take one group of facts (`LISTED`) as a list says them. Twice changes nothing."""
    held = Branch.objects.select_for_update().get(pk=branch.pk)
    changed = []
    for name in LISTED[what].fields:
        if name not in source.said:
            continue
        value = source.said[name]
        if name == "name":  # lists know English names; our Welsh one stays
            value = Translated({**held.name.texts, **said(value).texts}, held.name.drafts)
        if getattr(held, name) != value:
            setattr(held, name, value)
            changed.append(name)
    if changed:
        held.save(update_fields=changed)
        links = {"branch": held.public_id}
        record(kind=BRANCH_CHANGED, by=by, now=now, branch_id=held.pk, links=links)
    return held
