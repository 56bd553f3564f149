"""Whatever people do in whatever order: places are exact, families whole, nobody is lost or passed over for ever,
and anybody can work the list out again from its log."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from branchline.core import fairqueue
from branchline.core.fairqueue import EntryState, checker
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events import errors
from branchline.events.actions import (
    accept_offer,
    cancel_booking,
    cancel_occurrence,
    change_event,
    decline_offer,
    expire_offers,
    forget_contact,
    leave_waiting_list,
)
from branchline.events.models import (
    HOLDING,
    SKIPPED_AT_MOST,
    Booking,
    Left,
    Listing,
    Occurrence,
    WaitingListEntry,
)
from branchline.events.queries import miscounted, queue_behind
from branchline.messages.models import Route

from .conftest import DESK, NOW, WEB, date_of, details, make_places, put_on
from .waiting import ask

ROUTES = {
    Route.EMAIL: "someone{n}@example.test",
    Route.PHONE: "0161 496 0{n:03}",
    Route.LETTER: "{n} Invented Row\nSale\nM33 7ZF",
}
REFUSED = (
    errors.BiggerThanTheRoom,
    errors.NotEnoughPlaces,
    errors.HasStarted,
    errors.LetterIsTooSlow,
    errors.LetterIsTooSlowToOffer,
    errors.MoreAdultsThanEver,
    errors.MoreChildrenThanEver,
)


class WaitingList(RuleBasedStateMachine):
    """A date with a few places; `asked` is everybody who was not refused, with what they asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.kept, self.inside = ExitStack(), ExitStack()
        self.kept.enter_context(transaction.atomic())
        places = make_places()
        self.inside.enter_context(scope(places.service.pk))
        self.date: Occurrence = date_of(put_on(places.branch, capacity=6, most_children=4))
        self.now, self.off, self.number = NOW, False, 0
        self.asked: dict[str, int] = {}

    @rule(
        adults=st.integers(1, 4),
        children=st.integers(0, 4),
        route=st.sampled_from([Route.EMAIL, Route.EMAIL, Route.PHONE, Route.LETTER]),
        at_once=st.booleans(),
    )
    def somebody_asks(self, adults: int, children: int, route: Route, at_once: bool) -> None:
        self.number += 1
        name = f"Reader {self.number}"
        try:
            ask(
                self.date, adults, children, name=name, route=route, by=DESK, now=self.now,
                address=ROUTES[route].format(n=self.number), takes_at_once=at_once,
            )  # fmt: skip
        except REFUSED:
            return
        except errors.IsCancelled:
            assert self.off
            return
        self.asked[name] = adults + children

    @rule(turn=st.integers(0, 50))
    def somebody_cancels(self, turn: int) -> None:
        if booking := self.one_of(Booking.objects.filter(occurrence=self.date), turn):
            cancel_booking(booking=booking, by=WEB, now=self.now)

    @rule(turn=st.integers(0, 50))
    def somebody_leaves(self, turn: int) -> None:
        if waiting := self.one_of(self.places(), turn):
            leave_waiting_list(waiting=waiting, by=WEB, now=self.now)

    @rule(turn=st.integers(0, 50), yes=st.booleans())
    def somebody_answers(self, turn: int, yes: bool) -> None:
        waiting = self.one_of(self.places().filter(booking__state="offered"), turn)
        if waiting is None:
            return
        try:
            (accept_offer if yes else decline_offer)(waiting=waiting, by=WEB, now=self.now)
        except errors.OfferIsOver:
            assert waiting.booking is not None
            assert waiting.booking.held_until is not None
            assert waiting.booking.held_until <= self.now

    @rule(hours=st.sampled_from([1, 20, 30, 200]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        expire_offers(by=DESK, now=self.now)

    @rule(
        capacity=st.integers(1, 12),
        adults=st.one_of(st.none(), st.integers(1, 6)),
        children=st.one_of(st.none(), st.integers(1, 6)),
    )
    def staff_change_the_room(
        self, capacity: int, adults: int | None, children: int | None
    ) -> None:
        most = {"adults": adults, "children": children}
        room = {f"most_{kind}": m and min(m, capacity) for kind, m in most.items()}
        changed = details(capacity=capacity, **room)
        try:
            change_event(event=self.date.event, details=changed, by=DESK, now=self.now)
        except errors.FewerThanBooked:
            assert capacity < sum(self.held())
        except errors.FewerThanBookedOfAKind:
            held = dict(zip(most, self.held(), strict=True))
            assert any(m is not None and m < held[kind] for kind, m in most.items())

    @rule(turn=st.integers(0, 50))
    def somebody_is_forgotten(self, turn: int) -> None:
        waiting = self.one_of(self.places().filter(contact__isnull=False), turn)
        if waiting is not None and waiting.contact is not None:
            self.asked.pop(waiting.name, None)
            forget_contact(contact_id=waiting.contact.pk, now=self.now)

    @rule(sure=st.integers(0, 9))
    def staff_call_it_off(self, sure: int) -> None:
        if sure or self.off or self.date.ends_at <= self.now:
            return
        cancel_occurrence(occurrence=self.date, because=said("Snow"), by=DESK, now=self.now)
        self.off = True

    @invariant()
    def places_are_exact(self) -> None:
        self.date.refresh_from_db()
        held = self.held()
        assert (self.date.booked_adults, self.date.booked_children) == held
        assert self.date.booked == sum(held) <= (self.date.capacity or 0)
        for most, people in zip(
            (self.date.most_adults, self.date.most_children), held, strict=True
        ):
            assert most is None or people <= most
        listing = Listing.objects.get(public_id=self.date.public_id)
        left = Left(listing.places_left or 0, listing.adults_left, listing.children_left)
        assert (left, listing.waiting) == (self.date.left, self.date.waiting)
        assert not miscounted().exists()
        in_line = self.places().filter(entry__state=EntryState.WAITING)
        assert self.date.waiting == in_line.count()

    @invariant()
    def families_are_whole_and_nobody_is_lost(self) -> None:
        got = {b.name: b.people for b in Booking.objects.filter(occurrence=self.date) if b.name}
        wait = {w.name: w.people for w in self.places() if w.name}
        for name, people in self.asked.items():
            assert {found.get(name, people) for found in (got, wait)} == {people}
            assert name in got or name in wait

    @invariant()
    def nobody_is_passed_over_for_ever(self) -> None:
        assert all(w.entry.skipped <= SKIPPED_AT_MOST for w in self.places())

    @invariant()
    def anybody_can_work_it_out_again(self) -> None:
        queue = queue_behind(occurrence=self.date)
        if queue is None:
            return
        worked_out = checker.check(fairqueue.lines_of(queue)).entries
        rows = self.places().select_related("entry")
        assert {k: v["state"] for k, v in worked_out.items()} == {
            w.entry.public_id: w.entry.state for w in rows
        }

    def places(self) -> Any:
        return WaitingListEntry.objects.all().with_occurrence().filter(occurrence=self.date)

    def held(self) -> tuple[int, int]:
        rows = Booking.objects.filter(occurrence=self.date, state__in=HOLDING)
        return sum(row.adults for row in rows), sum(row.children for row in rows)

    def one_of(self, rows: Any, turn: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[turn % len(found)] if found else None

    def teardown(self) -> None:
        self.inside.close()
        transaction.set_rollback(True)
        self.kept.close()


@pytest.mark.django_db
def test_whatever_people_do_the_list_is_fair() -> None:
    run_state_machine_as_test(
        WaitingList,
        settings=settings(
            max_examples=30,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
