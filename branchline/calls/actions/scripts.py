"""Write a script: another version each time, so that what was said on a call can be read as it was."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from ..errors import AsksForMoney
from ..models import CallRound, Script

MONEY = re.compile(r"£|\b(donat|fundrais|sponsor|rhodd|noddi)", re.IGNORECASE)
"""Words that make a call one that sells or raises money, which is another kind of call in law (PECR, regulation 21)."""


@action
def write_script(
    *, name: str, steps: Sequence[dict[str, Any]], by: Acting, now: datetime
) -> Script:
    """The next version of this name; the same steps again are the version that is there. See `Script` for the shape."""
    newest = Script.objects.filter(name=name).order_by("-version").first()
    if newest is not None and newest.steps == list(steps):
        return newest
    # Of two who write the same version at once the first has written it.
    script, _made = Script.objects.get_or_create(
        service_id=current_service_id(),
        name=name,
        version=newest.version + 1 if newest else 1,
        defaults={"steps": list(steps), "made_at": now},
    )
    return script


@action
def change_script(
    *, round_: CallRound, steps: Sequence[dict[str, Any]], by: Acting, now: datetime
) -> CallRound:
    """This round's callers say this from their next call on; other rounds keep theirs. Refuses AsksForMoney where a
    round is not marked as promotional."""
    locked = CallRound.objects.select_for_update(no_key=True).get(pk=round_.pk)
    if not locked.promotional and asks_for_money(steps):
        raise AsksForMoney
    if locked.script.steps != list(steps):
        locked.script = write_script(name=locked.name, steps=steps, by=by, now=now)
        locked.save(update_fields=["script"])
    return locked


def asks_for_money(steps: Sequence[dict[str, Any]]) -> bool:
    """Whether a call with this script sells or collects."""
    return MONEY.search(" ".join(_words(steps))) is not None


def _words(steps: Sequence[dict[str, Any]]) -> Iterator[str]:
    for step in steps:
        yield from (step.get("ask") or step["say"]).values()
        for choice in step["choices"]:
            yield from choice["say"].values()
