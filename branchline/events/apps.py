"""Nameplate of the room events."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import (
    Check,
    DeskPage,
    LibraryPage,
    Retention,
    Room,
    SitePage,
    StillOn,
)

if TYPE_CHECKING:
    from ninja import Router

    from branchline.core.answering import Answering
    from branchline.core.generating import Country
    from branchline.core.operations import Log


class EventsConfig(Room):
    """See README.md."""

    name = "branchline.events"
    floor = 5
    title = _("Events")
    colour = "#B4371F"

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import SEE_EVENTS

        return [
            DeskPage(_("Today"), "events:desk", SEE_EVENTS, order=1),
            DeskPage(
                _("Events"),
                "events:desk_events",
                SEE_EVENTS,
                order=10,
                further="events:desk_groups",
                below=("plans", "bookings", "waiting", "groups"),
            ),
            DeskPage(_("Who came"), "events:desk_return", SEE_EVENTS, order=65),
        ]

    def site_pages(self) -> Sequence[SitePage]:
        return [
            SitePage(_("What’s on"), national="events:near", service="events:whats_on", order=10)
        ]

    def library_pages(self) -> Sequence[LibraryPage]:
        return [LibraryPage(_("What’s on here"), "events:whats_on", about="branch", order=10)]

    def still_on(self, *, branch_id: int, days: Sequence[tuple[date, date]]) -> Sequence[StillOn]:
        from .parts import dates_still_on

        return dates_still_on(branch_id=branch_id, days=days)

    def logs(self) -> "Sequence[Log]":
        from .actions.attendance import WHO_CAME

        return [WHO_CAME]

    def answering(self) -> "Sequence[Answering]":
        from .desk.answering import OFFER

        return [OFFER]

    def record_pages(self) -> "Mapping[str, str | Promise]":
        return {
            "events:desk_date": _("A date with its door list"),
            "events:desk_door": _("The list for the door"),
            "events:desk_door_pdf": _("The list for the door on paper"),
            "events:desk_check_in": _("A booking of theirs, by its code at the door"),
            "events:desk_waiting": _("Somebody on a waiting list"),
            "events:desk_group": _("A group that asks for places, with whoever leads it"),
            "events:desk_book": _("The form to book for somebody, begun with their record"),
            "events:desk_book_term": _(
                "The form to book all dates for somebody, begun with their record"
            ),
            "events:desk_cancel_booking": _("A booking of theirs, to cancel it"),
        }

    def retention(self) -> Sequence[Retention]:
        from .actions.forget_answers import ANSWERS_KEPT_FOR, forget_answers
        from .actions.forget_bookings import KEPT_FOR, forget_old_bookings

        return [
            Retention(
                what=_("Who booked, and what they need on the day"),
                kept_for=KEPT_FOR,
                because=_(
                    "Questions about an event come within a year; after that the counts are enough."
                ),
                remove=lambda now: forget_old_bookings(now=now),
            ),
            Retention(
                what=_("What people answered when an event asked something"),
                kept_for=ANSWERS_KEPT_FOR,
                because=_("The answers are for the day itself."),
                remove=lambda now: forget_answers(now=now),
            ),
        ]

    def export_about(self, person: str) -> Mapping[str, Any]:
        from .queries import bookings_about, groups_about, waiting_about

        kind, _colon, number = person.partition(":")
        if kind != "contact":
            return {}
        return {
            "bookings": bookings_about(contact_id=int(number)),
            "waiting_lists": waiting_about(contact_id=int(number)),
            "groups": groups_about(contact_id=int(number)),
        }

    def forget(self, person: str, *, now: datetime) -> int:
        from .actions import forget_contact

        kind, _colon, number = person.partition(":")
        return forget_contact(contact_id=int(number), now=now) if kind == "contact" else 0

    def open_data(self) -> "Sequence[Router]":
        from .api import open_referral, router

        return [router, open_referral]

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)

    def generate(self, country: "Country") -> None:
        from .demo.country import generate

        generate(country)

    def consistent(self) -> Sequence[str]:
        from .demo.recount import consistent

        return consistent()

    def checks(self, *, now: datetime) -> Sequence[Check]:
        from branchline.core.scoping import every_service

        from .queries import miscounted

        wrong = sum(
            miscounted().count()
            for _service in every_service(because="the doctor counts every date's places again")
        )
        if wrong:
            sentence = (
                f"{wrong} dates count more or fewer people than have booked. Please report it."
            )
            return [Check("bookings", False, sentence)]
        return [Check("bookings", True, "Every date counts exactly the people who have booked.")]
