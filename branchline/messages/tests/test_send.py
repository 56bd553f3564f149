"""send puts one message and one job into the caller's transaction."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from branchline.core.models import Happening
from branchline.messages.actions import suppress
from branchline.messages.models import Message, Route, Scope, Source
from branchline.messages.queries import counts

from .conftest import NOON, Desk


def jobs() -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheduled_at FROM procrastinate_jobs WHERE queue_name = 'messages' ORDER BY id"
        )
        return [row[0] for row in cursor.fetchall()]


def test_a_message_and_its_job_are_written_together(desk: Desk) -> None:
    message = desk.write(address=" Alice@Reader.test ")
    assert Message.objects.get().address == "alice@reader.test"
    assert message.state == "queued"
    assert jobs() == [NOON + timedelta(seconds=1)]


def test_what_is_queued_within_a_second_leaves_by_one_job(desk: Desk) -> None:
    for number in range(3):
        desk.write(reference=f"r{number}", now=NOON + timedelta(milliseconds=300 * number))
    desk.write(reference="later", now=NOON + timedelta(seconds=1))
    assert jobs() == [NOON + timedelta(seconds=1), NOON + timedelta(seconds=2)]


def test_a_code_that_somebody_waits_for_leaves_at_once(desk: Desk) -> None:
    desk.write(letter=desk.code)
    assert jobs() == [None]


def test_what_is_rolled_back_is_never_sent(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        desk.write()
        raise ZeroDivisionError
    assert not Message.objects.exists()
    assert jobs() == []


def test_a_message_for_later_gets_a_job_for_later(desk: Desk) -> None:
    tomorrow = NOON + timedelta(days=1)
    message = desk.write(not_before=tomorrow)
    assert jobs() == [tomorrow]
    assert desk.deliver(message, NOON).state == "queued"
    assert desk.deliver(message, tomorrow).state == "sent"


@pytest.mark.parametrize(
    ("route", "days", "state"),
    [
        (Route.EMAIL, 0, "failed"),
        (Route.EMAIL, 1, "queued"),
        (Route.LETTER, 4, "failed"),
        (Route.LETTER, 6, "queued"),
    ],
)
def test_an_expiry_allows_for_the_route(desk: Desk, route: Route, days: int, state: str) -> None:
    message = desk.write(route, valid_until=NOON + timedelta(days=days))
    assert message.state == state
    assert bool(jobs()) == (state == "queued")


def test_what_is_their_own_affair_and_too_late_asks_a_person(desk: Desk) -> None:
    desk.write(Route.LETTER, valid_until=NOON + timedelta(days=1))
    assert counts(now=NOON).needs_you == 1
    desk.write(Route.LETTER, letter=desk.to_many, valid_until=NOON + timedelta(days=1))
    assert counts(now=NOON).needs_you == 1


def test_nobody_is_written_to_against_their_wish(desk: Desk) -> None:
    suppress(route=Route.SMS, address="+44 7700 900111", scope=Scope.EVERYTHING, source=Source.STOP, now=NOON)  # fmt: skip
    assert desk.write(Route.SMS).state == "suppressed"
    assert jobs() == []
    assert Happening.objects.filter(kind="messages.spared").count() == 1
