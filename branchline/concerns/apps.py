"""Nameplate of the room concerns."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import DeskLink, DeskPage, Retention, Room


class ConcernsConfig(Room):
    """See README.md. `export_about` gives tasks only: the register is in no copy of a record, in no search and in no
    export."""

    name = "branchline.concerns"
    floor = 4
    title = _("Concerns and tasks")

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import DO_TASKS, RAISE_CONCERNS

        return [
            DeskPage(_("Tasks"), "concerns:desk_tasks", DO_TASKS, order=3),
            DeskPage(_("Concerns"), "concerns:desk", RAISE_CONCERNS, order=92),
        ]

    def on_every_desk_page(self, request: Any) -> Sequence[DeskLink]:
        from .parts import raise_link

        address = raise_link(request)
        return [DeskLink(_("Raise a concern"), address, "shield")] if address else []

    def retention(self) -> Sequence[Retention]:
        from branchline.people.queries import length_of

        from . import actions
        from .actions.forget import CONCERNS_KEPT_FOR, TASKS_KEPT_FOR

        return [
            Retention(
                _("Tasks that are done or dropped"),
                TASKS_KEPT_FOR,
                _(
                    "Counted from the day they ended: long enough to see what was done for somebody."
                ),
                lambda now, kept_for: actions.forget_old_tasks(now=now, kept_for=kept_for),
                name="concerns.tasks",
                least=length_of(3),
            ),
            Retention(
                _("Safeguarding concerns"),
                CONCERNS_KEPT_FOR,
                _(
                    "Counted from the day one was closed; an open one is held. Set it to your council’s schedule:"
                    " another concern about the same person may need this one. Erasing somebody’s record leaves it."
                ),
                lambda now, kept_for: actions.forget_old_concerns(now=now, kept_for=kept_for),
                name="concerns.concerns",
                least=length_of(12),
            ),
        ]

    def export_about(self, person: str) -> Mapping[str, Any]:
        from .queries import about

        return about(person)

    def forget(self, person: str, *, now: datetime) -> int:
        from .actions import forget

        return forget(person=person, now=now)

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
