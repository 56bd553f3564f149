"""A message leaves as it is true at that moment, at a decent hour, once."""

from contextlib import ExitStack
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from branchline.core import clock
from branchline.core.models import Happening
from branchline.messages import jobs
from branchline.messages import letters as shelf
from branchline.messages.actions import lift, prepare, recover, suppress, tidy
from branchline.messages.letters import Content, Letter
from branchline.messages.models import Attempt, Message, Route, Scope, Sender, Source
from branchline.messages.queries.hours import next_decent_hour

from .conftest import NOON, Desk

NIGHT = clock.london(2027, 6, 15, 22, 30)
MORNING = clock.london(2027, 6, 16, 8)


def test_it_is_written_when_it_leaves_and_counted(desk: Desk) -> None:
    sent = desk.deliver(desk.write())
    assert sent.state == "sent"
    assert sent.subject == "Your places are kept"
    assert "Dear Alice Alder," in sent.text
    happened = Happening.objects.get(kind="messages.sent")
    assert happened.links == {
        "letter": "messages.test",
        "route": "email",
        "message": sent.public_id,
    }


def test_what_is_no_longer_true_is_not_sent(desk: Desk) -> None:
    message = desk.write()
    desk.untrue.add("abc")
    assert desk.deliver(message).state == "withdrawn"
    assert not Attempt.objects.exists()


def test_what_comes_too_late_is_not_sent(desk: Desk) -> None:
    message = desk.write(valid_until=NOON + timedelta(hours=1))
    assert desk.deliver(message, NOON + timedelta(hours=2)).state == "expired"


def test_a_stop_between_writing_and_sending_is_obeyed(desk: Desk) -> None:
    message = desk.write(Route.SMS)
    suppress(route=Route.SMS, address=message.address, scope=Scope.EVERYTHING, source=Source.STOP, now=NOON)  # fmt: skip
    assert desk.deliver(message).state == "suppressed"


def test_who_wants_no_news_still_hears_of_their_own_bookings(desk: Desk) -> None:
    suppress(route=Route.EMAIL, address="alice@reader.test", scope=Scope.TO_MANY, source=Source.UNSUBSCRIBED, now=NOON)  # fmt: skip
    assert desk.write(letter=desk.to_many).state == "suppressed"
    assert desk.deliver(desk.write()).state == "sent"
    assert lift(route=Route.EMAIL, address="alice@reader.test", now=NOON) == 1
    assert desk.deliver(desk.write(letter=desk.to_many)).state == "sent"


def test_a_second_run_of_the_job_sends_nothing(desk: Desk) -> None:
    message = desk.write()
    desk.deliver(message)
    desk.deliver(message)
    assert Attempt.objects.count() == 1


def test_a_text_message_waits_for_the_morning_and_an_email_does_not(desk: Desk) -> None:
    text, email = desk.write(Route.SMS), desk.write(Route.EMAIL)
    assert desk.deliver(email, NIGHT).state == "sent"
    waiting = desk.deliver(text, NIGHT)
    assert (waiting.state, waiting.due_at) == ("queued", MORNING)
    assert desk.deliver(text, MORNING).state == "sent"


def test_a_code_that_somebody_waits_for_comes_at_night_too(desk: Desk) -> None:
    assert desk.deliver(desk.write(Route.SMS, letter=desk.code), NIGHT).state == "sent"


def test_what_would_be_pointless_in_the_morning_is_not_kept(desk: Desk) -> None:
    text = desk.write(Route.SMS, valid_until=NIGHT + timedelta(hours=2))
    assert desk.deliver(text, NIGHT).state == "expired"


@given(
    st.datetimes(
        min_value=clock.london(2026, 1, 1).replace(tzinfo=None),
        max_value=clock.london(2028, 1, 1).replace(tzinfo=None),
    )
)
def test_quiet_hours_hold_in_london_through_every_clock_change(naive: object) -> None:
    moment = naive.replace(tzinfo=clock.UTC)  # type: ignore[attr-defined]
    decent = next_decent_hour(moment, Sender())
    there = clock.in_london(decent)
    assert 8 <= there.hour < 20
    assert decent >= moment
    assert decent - moment <= timedelta(hours=13)
    asked = clock.in_london(moment)
    assert (decent == moment) == (8 <= asked.hour < 20)


NIGHTS_OF_CHANGE = [clock.london(y, m, d) for y, m, d in
                    [(2026, 3, 29), (2026, 10, 25), (2027, 3, 28), (2027, 10, 31), (2028, 3, 26)]]  # fmt: skip


@given(
    st.sampled_from(NIGHTS_OF_CHANGE),
    st.integers(-12 * 60, 36 * 60),
    st.integers(0, 11 * 60),
    st.integers(12 * 60, 23 * 60 + 59),
)
def test_whatever_the_hours_the_morning_after_a_clock_change_begins_on_time(
    night: datetime, minutes: int, begins: int, ends: int
) -> None:
    """Around both changes, hours chosen by a manager, 1 am that comes twice or never among them."""
    sender = Sender(quiet_until=time(*divmod(begins, 60)), quiet_from=time(*divmod(ends, 60)))
    moment = night.astimezone(UTC) + timedelta(minutes=minutes)
    decent = next_decent_hour(moment, sender)
    assert decent >= moment
    assert decent - moment <= timedelta(hours=25)
    assert next_decent_hour(decent, sender) == decent, "once decent, decent"
    there = clock.in_london(decent).time()
    assert there < sender.quiet_from
    assert there >= sender.quiet_until


def test_a_service_sends_only_so_much_a_minute(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from branchline.messages.actions import hours

    monkeypatch.setitem(hours.MOST_A_MINUTE, Route.EMAIL, 2)
    states = [desk.deliver(desk.write()).state for _ in range(3)]
    assert states == ["sent", "sent", "queued"]
    assert Message.objects.get(state="queued").due_at == NOON + timedelta(minutes=1)


def test_a_try_that_lost_its_worker_is_repeated_only_where_that_is_harmless(desk: Desk) -> None:
    message = desk.write()
    assert prepare(message=message.public_id, now=NOON) is not None
    assert recover(now=NOON + timedelta(minutes=9)) == 0
    assert recover(now=NOON + timedelta(minutes=11)) == 1
    later = NOON + timedelta(hours=1)
    assert desk.deliver(message, later).state == "sent"


def test_by_mail_a_person_decides(desk: Desk, settings: object) -> None:
    settings.BRANCHLINE_CARRIERS = {"email": "smtp"}  # type: ignore[attr-defined]
    message = desk.write()
    assert prepare(message=message.public_id, now=NOON) is not None
    recover(now=NOON + timedelta(minutes=11))
    found = Message.objects.get()
    assert found.state == "uncertain"
    assert "Perhaps it has arrived" in found.trouble
    assert desk.deliver(message, NOON + timedelta(hours=2)).state == "uncertain"


def test_a_message_whose_job_was_lost_gets_another(desk: Desk) -> None:
    from .test_send import jobs

    desk.write()
    tidy(now=NOON + timedelta(minutes=30))
    assert len(jobs()) == 1
    tidy(now=NOON + timedelta(hours=2))
    assert len(jobs()) == 2
    tidy(now=NOON + timedelta(days=3))
    assert Message.objects.get().state == "failed"


def test_a_letter_of_a_room_that_is_gone_is_shown_to_staff(desk: Desk) -> None:
    message = desk.write()
    Message.objects.update(letter="gone.away")
    found = desk.deliver(message)
    assert found.state == "failed"
    assert "No room knows" in found.trouble


def test_what_is_due_leaves_in_one_lot_with_as_many_questions_as_one(desk: Desk) -> None:
    def questions(many: int) -> int:
        for number in range(many):
            desk.write(reference=f"{many}-{number}", address=f"reader{many}.{number}@reader.test")
        with CaptureQueriesContext(connection) as asked, clock.at(NOON + timedelta(seconds=1)):
            jobs.deliver.here(service_id=desk.service.pk)
        return len(asked)

    assert questions(3) == questions(30)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert Happening.objects.filter(kind="messages.sent").count() == 33


def test_what_comes_while_a_lot_leaves_waits_for_a_job_of_its_own(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compose(reference: str, language: str, route: Route, now: datetime) -> Content:
        desk.write(reference="meanwhile", not_before=now + timedelta(seconds=1))
        time_goes_on.enter_context(clock.at(now + timedelta(seconds=2)))
        return Content(subject="Your places are kept")

    slow = Letter("messages.test_slow", "It takes its time", compose)
    monkeypatch.setitem(shelf._by_name(), slow.name, slow)
    desk.write(letter=slow)
    with ExitStack() as time_goes_on:
        time_goes_on.enter_context(clock.at(NOON + timedelta(seconds=1)))
        jobs.deliver.here(service_id=desk.service.pk)
    assert Message.objects.get(reference="abc").state == "sent"
    assert Message.objects.get(reference="meanwhile").state == "queued"


def test_a_letter_that_breaks_holds_up_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def compose(reference: str, language: str, route: Route, now: datetime) -> Content:
        raise ZeroDivisionError

    broken = Letter("messages.test_broken", "A mistake of ours", compose)
    monkeypatch.setitem(shelf._by_name(), broken.name, broken)
    wrong = desk.write(letter=broken)
    others = [desk.write(reference=f"r{number}") for number in range(3)]
    with clock.at(NOON + timedelta(seconds=1)):
        jobs.deliver.here(service_id=desk.service.pk)
    assert {Message.objects.get(pk=other.pk).state for other in others} == {"sent"}
    waits = Message.objects.get(pk=wrong.pk)
    assert (waits.state, waits.tries) == ("queued", 1)
    assert waits.due_at > NOON + timedelta(seconds=1)
    assert "could not be written" in waits.trouble
    assert "ZeroDivisionError" in caplog.text
