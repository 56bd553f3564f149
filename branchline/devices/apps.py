"""Nameplate of the room devices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from branchline.core.rooms import DeskLink, DeskPage, PersonPage, Retention, Room

if TYPE_CHECKING:
    from branchline.core.answering import Answering


class DevicesConfig(Room):
    """See README.md. Of people the room holds what they ask to borrow; who they are stands in their referral."""

    name = "branchline.devices"
    floor = 5
    title = _("Devices")
    colour = "#1F5FA8"

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import REFER_FOR_DEVICE, SEE_STOCK

        return [
            DeskPage(_("Devices"), "devices:desk", SEE_STOCK, order=28),
            DeskPage(_("A device for somebody"), "devices:partner", REFER_FOR_DEVICE, order=37),
        ]

    def person_pages(self) -> Sequence[PersonPage]:
        from branchline.people.permits import SEE_RESIDENTS

        from .permits import ASK_FOR_SOMEBODY

        return [
            PersonPage(_("A device to borrow"), "devices:desk_of", ASK_FOR_SOMEBODY, order=40),
            PersonPage(_("Devices on loan"), "devices:desk_loans_of", SEE_RESIDENTS, order=41),
        ]

    def waiting(self, request: Any) -> Sequence[DeskLink]:
        from .permits import HANDLE_REQUESTS
        from .queries import how_many_to_decide

        allowed = HANDLE_REQUESTS.allows(request.holdings)
        n = how_many_to_decide(request.holdings) if allowed else 0
        if not n:
            return []
        title = ngettext("%(n)s person asks for a device", "%(n)s people ask for a device", n) % {
            "n": n
        }
        address = reverse("devices:desk_requests", args=[request.service.slug])
        return [DeskLink(title, address, "tag")]

    def offers(self, *, service_id: int, slug: str) -> Sequence[DeskLink]:
        from .queries import lends_here

        if not lends_here(service_id=service_id):
            return []
        return [
            DeskLink(_("Borrow a tablet or laptop"), reverse("devices:ask", args=[slug]), "tag")
        ]

    def answering(self) -> "Sequence[Answering]":
        from .desk.answering import OFFER

        return [OFFER]

    def record_pages(self) -> "Mapping[str, str | Promise]":
        return {
            "devices:desk_of": _("What devices they asked for"),
            "devices:desk_request": _("A device that was asked for"),
            "devices:desk_loans_of": _("The devices they have or had"),
            "devices:desk_loan": _("One loan of theirs"),
            "devices:desk_loan_heard": _("What we heard of a device they have"),
            "devices:desk_loan_data": _("The data of a device they have"),
            "devices:desk_loan_gift": _("A device they have is given to them"),
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
        from .queries import loans_about, requests_about

        return {**requests_about(person), **loans_about(person)}

    def forget(self, person: str, *, now: datetime) -> int:
        from .actions import forget_loans, forget_requests

        return forget_requests(person=person, now=now) + forget_loans(person=person)

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
