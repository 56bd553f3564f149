"""The database and the door `people.queries.may_contact` say the same of everybody, whatever was marked and said."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.calls.queries import REASONS, why_not
from branchline.core.ids import public_id
from branchline.messages.models import Route
from branchline.people import actions, errors
from branchline.people.actions import Details
from branchline.people.models import Answer, MarkSource, Purpose
from branchline.people.queries import may_contact

from .conftest import NOW, Calls

NUMBER = "01632960950"
MARKS = st.lists(
    st.one_of(
        st.just({"died": True}),
        st.just({}),
        st.sampled_from(list(Route)).map(lambda route: {"route": route}),
        st.sampled_from(list(Purpose)).map(lambda purpose: {"purpose": purpose}),
    ),
    max_size=3,
)
ANSWERS = st.lists(
    st.tuples(st.sampled_from(list(Purpose)), st.sampled_from(list(Answer))), max_size=4
)


def mark(person: Any, said: dict[str, Any], calls: Calls) -> None:
    common: dict[str, Any] = {
        "person": person,
        "source": MarkSource.PERSON,
        "by": calls.by,
        "now": NOW,
    }
    try:
        if said.get("died"):
            actions.note_death(**common)
        else:
            actions.do_not_contact(**common, **said)
    except errors.MarkAlreadyThere:
        return


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    marks=MARKS,
    answers=ANSWERS,
    reached=st.sampled_from([(), (Route.PHONE,), (Route.EMAIL,)]),
    purpose=st.sampled_from(list(Purpose)),
    merged=st.booleans(),
)
def test_both_say_the_same(
    calls: Calls,
    marks: list[dict[str, Any]],
    answers: list[tuple[Purpose, Answer]],
    reached: tuple[Route, ...],
    purpose: Purpose,
    merged: bool,
) -> None:
    with transaction.atomic():
        address = {Route.PHONE: NUMBER, Route.EMAIL: "maud@example.test"}
        routes = [(route, address[route]) for route in reached]
        person = actions.add_resident(
            details=Details(name="Maud Okafor"),
            routes=routes,
            key=public_id(),
            by=calls.by,
            now=NOW,
        )
        for said in marks:
            mark(person, said, calls)
        for about, answer in answers:
            try:
                actions.record_consent(
                    person=person, purpose=about, answer=answer, evidence="x", by=calls.by, now=NOW
                )
            except errors.NothingToWithdraw:
                continue
        asked = person
        if merged:
            asked = actions.add_resident(
                details=Details(name="Maud Okafor"),
                routes=[],
                key=public_id(),
                by=calls.by,
                now=NOW,
            )
            actions.merge_residents(keep=person, merge=asked, by=calls.by, now=NOW)
        here = why_not(resident=asked, purpose=purpose, number=NUMBER)
        there = may_contact(person=person, route=Route.PHONE, purpose=purpose, now=NOW)
        transaction.set_rollback(True)
    assert bool(there) == (here == "")
    if here:
        assert str(REASONS[here]) == str(there.why) or here == "no_number"


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_database_knows_which_purposes_ask_first(calls: Calls, purpose: Purpose) -> None:
    person = actions.add_resident(
        details=Details(name="Maud Okafor"), routes=[(Route.PHONE, NUMBER)], key="asksfirst", by=calls.by, now=NOW
    )  # fmt: skip
    assert (
        why_not(resident=person, purpose=purpose, number=NUMBER) == "not_asked"
    ) is purpose.asks_first


def test_of_somebody_who_is_gone(calls: Calls) -> None:
    person = actions.add_resident(
        details=Details(name="Maud Okafor"), routes=[], key="goneagain", by=calls.by, now=NOW
    )
    person.pk += 1_000_000
    assert why_not(resident=person, purpose=Purpose.CALLS, number=NUMBER) == "gone"
