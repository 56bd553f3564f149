"""What other rooms embed.

A link: every page of the desk has one by itself (`raise_link`); a view whose page is about a resident says so with
`request.about_resident = resident`. Fields, to raise a concern with another form in one transaction:

    fields = parts.ConcernFields(request.POST or None, prefix="concern")
    if form.is_valid() and fields.is_valid():
        actions.report(…, concern=fields)          # which calls parts.raise_with(fields, …) inside its own action
    {% include "concerns/_fields.html" with fields=fields %}

Tasks on another room's page: `{% include "concerns/_tasks.html" with tasks=tasks now=now %}`, from `queries.open_tasks`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from branchline.core.acting import Acting
from branchline.people.models import Resident
from branchline.places.models import Branch

from .actions import raise_concern
from .forms import ConcernFields
from .models import Concern, Task
from .permits import DO_TASKS, RAISE_CONCERNS
from .queries import due_today

__all__ = ["ConcernFields", "MyDay", "link_of", "my_day", "raise_link", "raise_with"]

ABOUT_A_RESIDENT = {"people:resident"}
"""Pages whose address names the resident that they are about."""


@dataclass(frozen=True)
class MyDay:
    """What the first page of the desk says of tasks."""

    due: int
    late: int
    untaken: int = 0
    """Late, and nobody has taken it: it is anybody's at their libraries."""


def raise_link(request: Any) -> str:
    """Where somebody raises a concern from this page: it carries whom the page is about, and the page itself. Empty for
    whoever may not, and on that page itself."""
    service, found = getattr(request, "service", None), getattr(request, "resolver_match", None)
    if service is None or not RAISE_CONCERNS.allows(getattr(request, "holdings", ())):
        return ""
    said: dict[str, str] = {}
    if found is not None:
        key = str(found.kwargs.get("public_id", ""))
        resident = getattr(request, "about_resident", None)
        if resident is not None:
            said["about"] = resident.public_id
        elif found.view_name in ABOUT_A_RESIDENT:
            said["about"] = key
        if key and not found.view_name.startswith("concerns:"):
            said |= {"page": found.view_name, "of": key}
    address = reverse("concerns:desk_raise", args=[service.slug])
    return f"{address}?{urlencode(said)}" if said else address


def raise_with(
    fields: ConcernFields,
    *,
    resident: Resident,
    link: tuple[str, str],
    branch: Branch | None = None,
    by: Acting,
    now: datetime,
    key: str,
) -> Concern | None:
    """Raise what was written in another form, as part of its action; None if nothing was. `key`: that form's own."""
    if not fields.is_wanted:
        return None
    said = fields.said
    about = None if said["about_words"] else resident
    return raise_concern(**said, resident=about, link=link, branch=branch, by=by, now=now, key=key)


def link_of(thing: Task | Concern, slug: str) -> str:
    """The page that a task or a concern came from; empty if there is none."""
    if not thing.link_name:
        return ""
    try:
        return reverse(thing.link_name, args=[slug, *([thing.link_key] if thing.link_key else [])])
    except NoReverseMatch:
        return ""


def my_day(request: Any, *, now: datetime) -> MyDay | None:
    """How many of my tasks are due today, how many are late, and how many late ones nobody has. One query."""
    actor = request.acting.actor
    if actor is None or not DO_TASKS.allows(request.holdings):
        return None
    return MyDay(*due_today(account=actor.id, holdings=request.holdings, now=now))
