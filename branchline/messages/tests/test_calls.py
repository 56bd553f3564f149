"""Messages by telephone: one caller at a time, and every outcome has its next step."""

from datetime import datetime, timedelta

import pytest

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.messages import errors
from branchline.messages.actions import record_call, take_call, tidy
from branchline.messages.models import Attempt, Message, Outcome, Route, Suppression

from .conftest import NOON, Desk


def ring(desk: Desk, message: Message, now: datetime = NOON) -> Attempt:
    attempt = take_call(message=message.public_id, by=NOBODY, now=now)
    assert attempt is not None
    return attempt


def say(attempt: Attempt, outcome: Outcome, now: datetime = NOON, **more: object) -> Message:
    return record_call(attempt=attempt.public_id, outcome=outcome, by=NOBODY, now=now, **more)  # type: ignore[arg-type]


def test_the_words_to_say_are_written_when_somebody_rings(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    assert desk.deliver(message).state == "queued"
    attempt = ring(desk, message)
    assert Message.objects.get().text == "Your places are kept."
    assert say(attempt, Outcome.ANSWERED).state == "sent"


def test_two_colleagues_never_ring_the_same_person(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    ring(desk, message)
    with pytest.raises(errors.CallIsTaken):
        ring(desk, message)


def test_nobody_rings_about_what_is_no_longer_true(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    desk.untrue.add("abc")
    assert take_call(message=message.public_id, by=NOBODY, now=NOON) is None
    assert Message.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ANSWERED, "sent"),
        (Outcome.LEFT_MESSAGE, "sent"),
        (Outcome.NO_ANSWER, "queued"),
        (Outcome.WRONG_NUMBER, "failed"),
    ],
)
def test_every_outcome_has_its_next_step(desk: Desk, outcome: Outcome, state: str) -> None:
    attempt = ring(desk, desk.write(Route.PHONE))
    assert say(attempt, outcome).state == state
    with pytest.raises(errors.CallIsOver):
        say(attempt, outcome)


def test_without_an_answer_we_ring_at_other_hours_and_then_stop(desk: Desk) -> None:
    message, now, rung = desk.write(Route.PHONE), clock.london(2027, 6, 15, 18), []
    while message.state == "queued":
        rung.append(now)
        message = say(ring(desk, message, now), Outcome.NO_ANSWER, now)
        now = message.due_at
    there = [clock.in_london(moment) for moment in rung]
    assert [(m.day, m.hour) for m in there] == [(15, 18), (16, 8), (17, 8), (19, 8)]
    assert message.state == "failed"
    assert "4 calls" in message.trouble


def test_who_asks_to_be_rung_again_is_rung_then(desk: Desk) -> None:
    attempt = ring(desk, desk.write(Route.PHONE))
    tomorrow = NOON + timedelta(days=1)
    assert say(attempt, Outcome.CALL_BACK, again_at=tomorrow).due_at == tomorrow


def test_nobody_is_rung_in_the_past(desk: Desk) -> None:
    attempt = ring(desk, desk.write(Route.PHONE))
    with pytest.raises(errors.RingLater):
        say(attempt, Outcome.CALL_BACK, again_at=NOON - timedelta(hours=1))
    assert Attempt.objects.get().ended_at is None


def test_a_wrong_number_is_never_rung_again(desk: Desk) -> None:
    say(ring(desk, desk.write(Route.PHONE)), Outcome.WRONG_NUMBER)
    assert Suppression.objects.get().source == "wrong_number"
    assert desk.write(Route.PHONE).state == "suppressed"


def test_a_call_that_was_forgotten_goes_back_to_the_list(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    ring(desk, message)
    tidy(now=NOON + timedelta(minutes=30))
    assert Message.objects.get().state == "sending"
    tidy(now=NOON + timedelta(hours=2))
    assert Message.objects.get().state == "queued"
