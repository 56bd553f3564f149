"""Write a script: another version each time, so that what was said on a call can be read as it was."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from ..models import Script


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
