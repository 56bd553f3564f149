"""A link or a code still works when it is read, by whichever route it went and however long it waited.

Every letter of the house is found by itself, as in `test_unwanted_letters.py`.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core.models import Link
from branchline.core.scoping import scope
from branchline.messages.actions.hours import too_late
from branchline.messages.letters import letter_called
from branchline.messages.models import Message, Route
from branchline.people.tests.conftest import NOW, make_cast
from branchline.people.tests.residents import contact
from tests.harness.causing import Scene, causes

CAUSES = causes()
WAYS = {
    Route.EMAIL: "frank@example.test",
    Route.SMS: "07700 900123",
    Route.LETTER: "14 Invented Row\nSale\nM33 7ZF",
    Route.PHONE: "0161 496 0142",
}
EACH = [
    (name, route)
    for name, cause in sorted(CAUSES.items())
    for route in WAYS
    if route in cause.ways and (route == Route.EMAIL or not cause.to_colleague)
]
MOMENTS = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=40))


@pytest.fixture(params=EACH, ids=lambda each: f"{each[0]}-{each[1].value}")
def waiting(request: pytest.FixtureRequest, db: None) -> Iterator[Message]:
    """A letter in the outbox, to Frank, who has one way to be reached."""
    name, route = request.param
    cast, cause = make_cast(), CAUSES[name]
    with scope(cast.service.pk):
        left = contact("Frank Okafor", route, WAYS[route])
        scene = Scene(branch=cast.sale, contact=left, by=cast.as_alice, now=NOW)
        cause.go(scene, cause.begin(scene))
        yield Message.objects.get(letter=name, route=route)


@given(waited=MOMENTS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_a_message_offers_still_works_when_it_is_read(
    waiting: Message, waited: timedelta
) -> None:
    leaves = waiting.queued_at + waited
    if too_late(waiting, leaves):
        return
    letter, route = letter_called(waiting.letter), Route(waiting.route)
    assert letter is not None
    known = set(Link.objects.values_list("pk", flat=True))
    letter.compose(waiting.reference, waiting.language, route, leaves)
    for link in Link.objects.exclude(pk__in=known):
        assert link.expires_at > leaves + route.lead_time
