"""Messages by telephone: one caller at a time, everything told at once, and every outcome has its next step."""

from datetime import datetime, timedelta

import pytest

from branchline.core import clock
from branchline.core.acting import NOBODY, Acting, Actor
from branchline.messages import errors
from branchline.messages.actions import (
    leave_call,
    record_call,
    ring_now,
    send_another_way,
    take_call,
    tidy,
)
from branchline.messages.models import Message, Outcome, PhoneCall, Route, Suppression
from branchline.messages.queries import calls_later, calls_waiting, counts

from .conftest import ADDRESSES, NOON, Desk

BOB = Acting(actor=Actor("account", 2))
CHARLIE = Acting(actor=Actor("account", 3))


def ring(desk: Desk, message: Message, now: datetime = NOON, by: Acting = NOBODY) -> PhoneCall:
    call = take_call(message=message.public_id, by=by, now=now)
    assert call is not None
    return call


def say(call: PhoneCall, outcome: Outcome, now: datetime = NOON, **more: object) -> Message:
    """What became of the first thing that was to be told."""
    record_call(call=call.public_id, outcome=outcome, by=NOBODY, now=now, **more)  # type: ignore[arg-type]
    first = call.attempts.order_by("pk").first()
    assert first is not None
    return Message.objects.get(pk=first.message_id)


def test_the_words_to_say_are_written_when_somebody_rings(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    assert desk.deliver(message).state == "queued"
    call = ring(desk, message)
    assert Message.objects.get().text == "Your places are kept."
    assert say(call, Outcome.ANSWERED).state == "sent"


def test_one_call_tells_a_person_everything(desk: Desk) -> None:
    first = desk.write(Route.PHONE)
    second = desk.write(Route.PHONE, reference="def", now=NOON + timedelta(minutes=1))
    desk.write(Route.PHONE, reference="ghi", address="01614960112", name="Bob Birch")
    later = NOON + timedelta(minutes=2)
    alice, bob = calls_waiting(now=later)
    assert [each.message for each in alice.lines] == [first, second]
    assert bob.name == "Bob Birch"
    call = ring(desk, second, later)
    assert call.attempts.count() == 2
    assert [person.name for person in calls_waiting(now=later)] == ["Bob Birch"]
    say(call, Outcome.ANSWERED, later)
    assert set(Message.objects.filter(name="Alice Alder").values_list("state", flat=True)) == {
        "sent"
    }


def test_who_has_to_answer_in_time_is_rung_first_the_soonest_end_before_the_others(
    desk: Desk,
) -> None:
    for letter, name, last, hours in (
        (desk.personal, "Ann", "1", 2),
        (desk.question, "Bob", "2", 40),
        (desk.question, "Cai", "3", 4),
        (desk.personal, "Cai", "3", 3),
        (desk.personal, "Dee", "4", 1),
    ):
        until = NOON + timedelta(hours=hours)
        desk.write(
            Route.PHONE, letter=letter, name=name, address=f"016149601{last}1", valid_until=until
        )
    rung = calls_waiting(now=NOON)
    assert [person.name for person in rung] == ["Cai", "Bob", "Ann", "Dee"]
    ends = [person.answer_by and (person.answer_by - NOON) / timedelta(hours=1) for person in rung]
    assert ends == [4, 40, None, None]


def test_two_colleagues_never_ring_the_same_person(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    assert counts(now=NOON).calls == 1
    ring(desk, message, by=BOB)
    assert counts(now=NOON).calls == 0, "Bob does it"
    with pytest.raises(errors.CallIsTaken):
        ring(desk, message, by=CHARLIE)
    # Something new for the same person, while Bob is on the telephone with them.
    news = desk.write(Route.PHONE, reference="def")
    assert calls_waiting(now=NOON) == []
    with pytest.raises(errors.CallIsTaken):
        ring(desk, news, by=CHARLIE)


def test_a_double_click_is_one_call(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    assert ring(desk, message, by=BOB) == ring(desk, message, by=BOB)
    assert Message.objects.get().tries == 1


def test_who_did_not_ring_after_all_puts_them_back(desk: Desk) -> None:
    call = ring(desk, desk.write(Route.PHONE), by=BOB)
    leave_call(call=call.public_id, by=BOB, now=NOON)
    assert len(calls_waiting(now=NOON)) == 1
    assert Message.objects.get().tries == 0
    with pytest.raises(errors.CallIsOver):
        leave_call(call=call.public_id, by=BOB, now=NOON)


def test_nobody_rings_about_what_is_no_longer_true(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    desk.untrue.add("abc")
    assert calls_waiting(now=NOON) == []
    assert take_call(message=message.public_id, by=NOBODY, now=NOON) is None
    assert Message.objects.get().state == "withdrawn"
    assert not PhoneCall.objects.exists()


def test_what_has_stopped_being_true_is_withdrawn_without_anybody_ringing(desk: Desk) -> None:
    desk.write(Route.PHONE)
    desk.write(Route.LETTER)
    desk.write(Route.PHONE, reference="def")
    desk.untrue.add("abc")
    tidy(now=NOON)
    states = dict(Message.objects.values_list("reference", "state"))
    assert states == {"abc": "withdrawn", "def": "queued"}


def test_news_about_a_thing_withdraws_at_once_what_it_makes_untrue(desk: Desk) -> None:
    old = desk.write(Route.PHONE)
    desk.untrue.add("abc")
    desk.write(Route.PHONE, letter=desk.code)
    old.refresh_from_db()
    assert old.state == "withdrawn"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ANSWERED, "sent"),
        (Outcome.NO_ANSWER, "queued"),
        (Outcome.BUSY, "queued"),
        (Outcome.MACHINE, "queued"),
        (Outcome.DECLINED, "suppressed"),
        (Outcome.NO_MORE_CALLS, "suppressed"),
        (Outcome.WRONG_NUMBER, "failed"),
    ],
)
def test_every_outcome_has_its_next_step(desk: Desk, outcome: Outcome, state: str) -> None:
    call = ring(desk, desk.write(Route.PHONE))
    assert say(call, outcome).state == state
    with pytest.raises(errors.CallIsOver):
        say(call, outcome)


def test_without_an_answer_we_ring_at_other_hours_and_then_stop(desk: Desk) -> None:
    message, now, rung = desk.write(Route.PHONE), clock.london(2027, 6, 15, 18), []
    while message.state == "queued":
        rung.append(now)
        message = say(ring(desk, message, now), Outcome.NO_ANSWER, now)
        now = message.due_at
    there = [clock.in_london(moment) for moment in rung]
    assert [(m.day, m.hour) for m in there] == [(15, 18), (16, 8), (17, 8), (19, 8)]
    assert message.state == "failed"
    assert "4 times" in message.trouble


def test_after_four_calls_a_letter_is_the_next_way(desk: Desk) -> None:
    message, now = desk.write(Route.PHONE), NOON
    while message.state == "queued":
        message = say(ring(desk, message, now), Outcome.MACHINE, now)
        now = message.due_at
    letter = send_another_way(
        message=message.public_id,
        route=Route.LETTER,
        address=ADDRESSES[Route.LETTER],
        by=BOB,
        now=now,
    )
    message.refresh_from_db()
    assert message.state == "withdrawn"
    assert (letter.route, letter.state, letter.reference) == ("letter", "queued", "abc")
    with pytest.raises(errors.NotWaiting):
        send_another_way(message=message.public_id, route=Route.SMS, address="07700900111", by=BOB, now=now)  # fmt: skip


def test_no_letter_is_promised_that_would_come_too_late(desk: Desk) -> None:
    message = desk.write(Route.PHONE, valid_until=NOON + timedelta(days=3))
    say(ring(desk, message), Outcome.WRONG_NUMBER)
    with pytest.raises(errors.TooLateThatWay):
        send_another_way(message=message.public_id, route=Route.LETTER, address=ADDRESSES[Route.LETTER], by=BOB, now=NOON)  # fmt: skip
    message.refresh_from_db()
    assert message.state == "failed"


def test_an_engaged_line_is_tried_again_soon(desk: Desk) -> None:
    message = say(ring(desk, desk.write(Route.PHONE)), Outcome.BUSY)
    assert message.due_at == NOON + timedelta(minutes=20)
    assert [person.first for person in calls_later(now=NOON)] == [message]


def test_who_asks_to_be_rung_again_is_rung_then(desk: Desk) -> None:
    call = ring(desk, desk.write(Route.PHONE))
    tomorrow = NOON + timedelta(days=1)
    assert say(call, Outcome.CALL_BACK, again_at=tomorrow).due_at == tomorrow


def test_nobody_is_rung_in_the_past(desk: Desk) -> None:
    call = ring(desk, desk.write(Route.PHONE))
    with pytest.raises(errors.RingLater):
        say(call, Outcome.CALL_BACK, again_at=NOON - timedelta(hours=1))
    assert PhoneCall.objects.get().ended_at is None


def test_a_wrong_number_is_never_rung_again(desk: Desk) -> None:
    say(ring(desk, desk.write(Route.PHONE)), Outcome.WRONG_NUMBER)
    assert Suppression.objects.get().source == "wrong_number"
    assert desk.write(Route.PHONE).state == "suppressed"


def test_who_wants_no_calls_gets_none(desk: Desk) -> None:
    say(ring(desk, desk.write(Route.PHONE)), Outcome.NO_MORE_CALLS)
    assert Suppression.objects.get().source == "staff"
    assert desk.write(Route.PHONE).state == "suppressed"
    assert desk.write(Route.EMAIL).state == "queued"


def test_a_forgotten_call_can_be_taken_over(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    ring(desk, message, by=BOB)
    call = ring(desk, message, NOON + timedelta(hours=2), by=CHARLIE)
    assert call.caller == "account:3"
    assert Message.objects.get().tries == 1


def test_a_call_that_was_forgotten_goes_back_to_the_list(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    ring(desk, message)
    tidy(now=NOON + timedelta(minutes=30))
    assert Message.objects.get().state == "sending"
    tidy(now=NOON + timedelta(hours=2))
    assert Message.objects.get().state == "queued"


def test_a_call_is_not_put_off_past_the_end_of_what_it_tells(desk: Desk) -> None:
    end = clock.london(2027, 6, 16, 10)
    call = ring(desk, desk.write(Route.PHONE, letter=desk.question, valid_until=end))
    for late in (end, end + timedelta(days=9)):
        with pytest.raises(errors.TooLateToRing, match="answer by Wednesday 16 June, 10am: choose"):
            say(call, Outcome.CALL_BACK, again_at=late)
    assert say(call, Outcome.CALL_BACK, again_at=end - timedelta(hours=1)).state == "queued"


def test_whoever_only_has_to_hear_something_hears_it_before_it_is_over(desk: Desk) -> None:
    end = clock.london(2027, 6, 16, 7)
    call = ring(desk, desk.write(Route.PHONE, valid_until=end))
    at_night = clock.london(2027, 6, 15, 23)
    with pytest.raises(errors.TooLateToRing, match="hear this by Wednesday 16 June, 7am"):
        say(call, Outcome.CALL_BACK, again_at=at_night)


def test_whoever_is_to_be_rung_later_can_be_rung_now(desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    say(ring(desk, message), Outcome.CALL_BACK, again_at=NOON + timedelta(days=1))
    assert calls_waiting(now=NOON) == []
    ring_now(message=message.public_id, by=BOB, now=NOON)
    assert calls_later(now=NOON) == []
    assert [person.name for person in calls_waiting(now=NOON)] == ["Alice Alder"]


def test_the_same_news_about_the_same_thing_is_said_once(desk: Desk) -> None:
    first = desk.write(Route.PHONE)
    second = desk.write(Route.PHONE, now=NOON + timedelta(minutes=5))
    [alice] = calls_waiting(now=NOON + timedelta(minutes=5))
    assert [each.message for each in alice.lines] == [second]
    assert Message.objects.get(pk=first.pk).state == "withdrawn"
    call = ring(desk, second, NOON + timedelta(minutes=5))
    desk.write(Route.PHONE, now=NOON + timedelta(minutes=6))
    assert call.attempts.count() == 1, "what somebody says at this moment is left to them"
    assert Message.objects.get(pk=second.pk).state == "sending"


def test_a_call_that_was_taken_but_not_made_says_so_plainly(desk: Desk) -> None:
    leave_call(call=ring(desk, desk.write(Route.PHONE)).public_id, by=NOBODY, now=NOON)
    [alice] = calls_waiting(now=NOON)
    assert [str(each.get_outcome_display()) for each in alice.earlier] == ["Taken, but not rung"]
    assert alice.earlier[0].note == ""
