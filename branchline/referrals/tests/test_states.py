"""The database keeps steps and state equal, whatever order somebody tries them in."""

from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from branchline.core.errors import Refusal
from branchline.core.models import Happening
from branchline.messages.models import Message
from branchline.people.tests.residents import NOW

from ..actions import (
    accept_referral,
    chase_referral,
    decline_referral,
    note_felt,
    report_done,
    send_referral,
    withdraw_referral,
)
from ..models import EventKind, Felt, How, Referral, ReferralEvent, State
from .conftest import House, refer

AFTER = {
    ("draft", "sent"): "sent", ("draft", "withdrawn"): "withdrawn",
    ("sent", "accepted"): "accepted", ("sent", "declined"): "declined",
    ("sent", "withdrawn"): "withdrawn", ("sent", "chased"): "sent",
    ("accepted", "done"): "done", ("accepted", "declined"): "declined",
    ("accepted", "withdrawn"): "withdrawn", ("accepted", "chased"): "accepted",
    ("done", "withdrawn"): "withdrawn",
    **{(state, "felt"): state for state in ("sent", "accepted", "done")},
}  # fmt: skip
"""The whole rule, once more and by itself; `felt: yes` leads to closed."""


def folded(steps: list[ReferralEvent]) -> str:
    """The state that follows from steps, worked out without the database."""
    state = "draft"
    for step in steps[1:]:
        state = AFTER[state, step.kind]
        if step.felt == "yes":
            state = "closed"
    return state


class Life(RuleBasedStateMachine):
    """Anybody tries anything at any time, by the actions and by bare rows."""

    house: House

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.it = refer(self.house, consent=None, as_draft=True)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def do(self, deed: Any, **more: Any) -> None:
        try:
            deed(referral=self.it, by=self.house.by, now=NOW, **more)
        except Refusal:
            pass
        self.it.refresh_from_db()

    @rule()
    def send(self) -> None:
        self.do(send_referral, consent=How.IN_PERSON)

    @rule()
    def accept(self) -> None:
        self.do(accept_referral)

    @rule()
    def decline(self) -> None:
        self.do(decline_referral, reason="We are full", instead="Ask again in May")

    @rule()
    def done(self) -> None:
        self.do(report_done)

    @rule()
    def chase(self) -> None:
        self.do(chase_referral)

    @rule()
    def withdraw(self) -> None:
        self.do(withdraw_referral)

    @rule(felt=st.sampled_from(Felt))
    def feel(self, felt: Felt) -> None:
        self.do(note_felt, felt=felt)

    @rule(kind=st.sampled_from(EventKind), felt=st.sampled_from(["", *Felt.values]))
    def bare_row(self, kind: EventKind, felt: str) -> None:
        """Straight into the table: refused unless it follows."""
        fits = (self.it.state, kind.value) in AFTER and (kind == EventKind.FELT) == bool(felt)
        try:
            with transaction.atomic():
                ReferralEvent.objects.create(
                    service_id=self.it.service_id, referral=self.it, kind=kind, at=NOW, channel="web",
                    note="why", instead="what else", felt=felt,
                )  # fmt: skip
        except IntegrityError:
            # A draft can't become sent without its consent and its day: another constraint.
            assert not fits or self.it.state == "draft"
        else:
            assert fits
        self.it.refresh_from_db()

    @rule(state=st.sampled_from(State))
    def bare_state(self, state: State) -> None:
        if state != self.it.state:
            with pytest.raises(IntegrityError), transaction.atomic():
                Referral.objects.filter(pk=self.it.pk).update(state=state)

    @invariant()
    def steps_and_state_agree(self) -> None:
        steps = list(self.it.events.order_by("pk"))
        assert folded(steps) == self.it.state
        assert (self.it.state == "closed") == any(s.felt == "yes" for s in steps)
        assert (self.it.state == "closed") == (self.it.felt == "yes")


def test_no_way_leads_to_closed_without_their_word(house: House) -> None:
    Life.house = house
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=40, stateful_step_count=12, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_a_step_is_never_changed_and_goes_only_with_its_referral(house: House) -> None:
    made = refer(house)
    step = made.events.first()
    assert step is not None
    with pytest.raises(ProgrammingError), transaction.atomic():
        ReferralEvent.objects.filter(pk=step.pk).update(kind="felt")
    with pytest.raises(IntegrityError), transaction.atomic():
        step.delete()
        connections["default"].cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    made.delete()
    assert not ReferralEvent.objects.exists()


def test_nobody_begins_anywhere_but_at_the_beginning(house: House) -> None:
    made = refer(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(
            service_id=made.service_id, resident=house.maud, offer=house.by_mail, kind="groceries",
            state="closed", felt="yes", state_since=NOW, felt_at=NOW, made_at=NOW,
        )  # fmt: skip
    bare = Referral.objects.create(
        service_id=made.service_id, resident=house.maud, offer=house.by_mail, kind="groceries",
        state_since=NOW, made_at=NOW,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralEvent.objects.create(
            service_id=made.service_id, referral=bare, kind="withdrawn", at=NOW, channel="web"
        )


def test_made_accepted_done_and_felt_are_counted_apart(house: House) -> None:
    made = refer(house)
    accept_referral(referral=made, by=house.as_pat, now=NOW)
    report_done(referral=made, by=house.as_pat, now=NOW)
    note_felt(referral=made, felt=Felt.PARTLY, by=house.by, now=NOW)
    made.refresh_from_db()
    assert made.state == State.DONE
    note_felt(referral=made, felt=Felt.YES, note="They came on Tuesday", by=house.by, now=NOW)
    made.refresh_from_db()
    assert made.state == State.CLOSED
    kinds = [
        h.kind.removeprefix("referrals.")
        for h in Happening.objects.filter(kind__startswith="referrals.").order_by("pk")
    ]
    assert kinds == ["made", "sent", "accepted", "done", "felt_partly", "felt"]
    assert Message.objects.filter(letter="referrals.accepted").count() == 1
