"""Nameplate of the room devices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import DeskPage, PersonPage, Retention, Room


class DevicesConfig(Room):
    """See README.md."""

    name = "branchline.devices"
    floor = 5
    title = _("Devices")
    colour = "#1F5FA8"

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import SEE_STOCK

        return [DeskPage(_("Devices"), "devices:desk", SEE_STOCK, order=28)]

    def person_pages(self) -> Sequence[PersonPage]:
        from .permits import LEND

        return [PersonPage(_("Devices on loan"), "devices:desk_of", LEND, order=40)]

    def record_pages(self) -> "Mapping[str, str | Promise]":
        return {
            "devices:desk_of": _("The devices they have or had"),
            "devices:desk_loan": _("One loan of theirs"),
            "devices:desk_lend_to": _("A device is lent to them"),
            "devices:desk_book_for": _("A device is booked for them"),
            "devices:desk_loans": _("A list of who has a device"),
        }

    def retention(self) -> Sequence[Retention]:
        from branchline.people.queries import length_of

        from .actions import KEPT_FOR, forget_old_loans

        return [
            Retention(
                what=_("Who had which device, and what they signed"),
                kept_for=KEPT_FOR,
                because=_(
                    "Counted from the day the device is back: long enough to give back what was left with it."
                    " The device keeps its history, without the person."
                ),
                remove=lambda now, kept_for: forget_old_loans(now=now, kept_for=kept_for),
                name="devices.loans",
                least=length_of(1),
            )
        ]

    def export_about(self, person: str) -> Mapping[str, Any]:
        from .queries import about

        return about(person)

    def forget(self, person: str, *, now: datetime) -> int:
        from .actions import forget_person

        return forget_person(person=person)

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
