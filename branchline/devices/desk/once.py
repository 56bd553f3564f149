"""A form that does something, once however often it is sent."""

from collections.abc import Callable

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.forms import OnceForm
from branchline.core.idempotency import once

from .. import actions


def done_once(form: OnceForm, name: str, create: Callable[[], object]) -> str:
    """What was made, a double click once; empty when it was refused, which the form then says."""
    run = actions.once_more(once)
    try:
        done, _new = run(
            key=form.cleaned_data["key"],
            action=name,
            now=clock.now(),
            create=lambda: str(create())[:80],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return ""
    return done
