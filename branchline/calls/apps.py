"""Nameplate of the room calls."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from branchline.core.operations import Log
from branchline.core.rooms import Check, DeskLink, DeskPage, PersonPage, Retention, Room


class CallsConfig(Room):
    """See README.md."""

    name = "branchline.calls"
    floor = 5
    title = _("Calls")

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import MAKE_CALLS, SEE_ROUNDS

        return [
            DeskPage(_("Calls"), "calls:desk", MAKE_CALLS, order=2),
            DeskPage(
                _("Call rounds"),
                "calls:desk_rounds",
                SEE_ROUNDS,
                order=26,
                further="calls:desk_rota",
                below=("people", "of", "handover", "packs", "cohorts", "asked"),
            ),
        ]

    def person_pages(self) -> Sequence[PersonPage]:
        from .permits import MANAGE_ROUNDS

        return [PersonPage(_("Friendly calls"), "calls:desk_of", MANAGE_ROUNDS, order=30)]

    def waiting(self, request: Any) -> Sequence[DeskLink]:
        from .permits import MANAGE_ROUNDS
        from .queries import how_many_asked

        n = how_many_asked() if MANAGE_ROUNDS.allows(request.holdings) else 0
        if not n:
            return []
        title = ngettext(
            "%(n)s person asked for a friendly call", "%(n)s people asked for a friendly call", n
        ) % {"n": n}
        return [DeskLink(title, reverse("calls:desk_rounds", args=[request.service.slug]), "phone")]

    def offers(self, *, service_id: int, slug: str) -> Sequence[DeskLink]:
        from .queries import rings_here

        if not rings_here(service_id=service_id):
            return []
        return [DeskLink(_("Ask for a friendly call"), reverse("calls:ask", args=[slug]), "phone")]

    def record_pages(self) -> "Mapping[str, str | Promise]":
        return {
            "calls:desk_person": _("Calls to them"),
            "calls:desk_handover": _("A colleague’s list of whom they ring"),
            "calls:desk_asked": _("A friendly call that was asked for"),
            "calls:desk_of": _("The call rounds they are on"),
            "calls:desk_pack_paper": _("A caller’s pack on paper"),
            "calls:desk_pack_call": _("A call from paper, typed in"),
            "calls:desk_now": _("The call they were rung for"),
        }

    def retention(self) -> Sequence[Retention]:
        from branchline.people.queries import length_of

        from .actions.forget import KEPT_FOR, forget_old_calls

        return [
            Retention(
                what=_("Calls made to people, what was noted and what they needed"),
                kept_for=KEPT_FOR,
                because=_(
                    "Counted from the last call, once they are on no round: long enough to ring again, and to"
                    " compare a year with the one before."
                ),
                remove=lambda now, kept_for: forget_old_calls(now=now, kept_for=kept_for),
                name="calls.calls",
                least=length_of(3),
            )
        ]

    def logs(self) -> "Sequence[Log]":
        from .actions.packed import PACKED_CALLS

        return [PACKED_CALLS]

    def export_about(self, person: str) -> Mapping[str, Any]:
        from .queries import about

        return about(person)

    def forget(self, person: str, *, now: datetime) -> int:
        from .actions.forget import forget_person

        return forget_person(person=person)

    def checks(self, *, now: datetime) -> Sequence[Check]:
        from .telephony import check

        return [check()]

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
