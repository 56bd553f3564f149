"""Two workers take the same message at the same moment: one gets it."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.messages.actions import prepare, send, take_call
from branchline.messages.adapters import Envelope
from branchline.messages.errors import CallIsTaken
from branchline.messages.letters import Addressee
from branchline.messages.models import Attempt, Message, PhoneCall, Route, State

from .conftest import open_desk

pytestmark = pytest.mark.race


def test_one_of_two_workers_gets_the_message(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, now = open_desk(monkeypatch), clock.london(2027, 6, 15, 12)
    with scope(desk.service.pk):
        message = send(letter=desk.personal, reference="abc", to=Addressee(Route.EMAIL, "alice@reader.test"), now=now, by=NOBODY)  # fmt: skip
    start, got = threading.Barrier(2), list[Envelope | None]()

    def work() -> None:
        with scope(desk.service.pk):
            start.wait(10)
            got.append(prepare(message=message.public_id, now=now))
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(parcel is None for parcel in got) == [False, True]


def test_the_database_itself_refuses_a_second_open_try_and_a_second_success(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, now = open_desk(monkeypatch), clock.london(2027, 6, 15, 12)

    def attempt(**more: object) -> Attempt:
        row = {"message": Message.objects.get(), "route": Route.EMAIL, "adapter": "file"}
        return Attempt.objects.create(service=desk.service, started_at=now, **row, **more)

    with scope(desk.service.pk):
        send(letter=desk.personal, reference="abc", to=Addressee(Route.EMAIL, "alice@reader.test"), now=now, by=NOBODY)  # fmt: skip
        Message.objects.update(state=State.SENDING)
    done = {"ended_at": now + timedelta(seconds=1), "outcome": "sent"}
    for how in ({}, done):
        with scope(desk.service.pk):
            attempt(**how)
        with pytest.raises(IntegrityError), scope(desk.service.pk):
            attempt(**how)


def test_of_ten_colleagues_at_once_one_rings(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each presses the button beside another message to the same number."""
    desk, now = open_desk(monkeypatch), clock.london(2027, 6, 15, 12)
    to = Addressee(Route.PHONE, "0161 496 0111")
    with scope(desk.service.pk):
        waiting = [send(letter=desk.personal, reference=f"r{n}", to=to, now=now, by=NOBODY) for n in range(10)]  # fmt: skip
    start, rings = threading.Barrier(10), list[bool]()

    def press(message: Message) -> None:
        start.wait(10)
        with scope(desk.service.pk):
            try:
                rings.append(take_call(message=message.public_id, by=NOBODY, now=now) is not None)
            except CallIsTaken:
                rings.append(False)
        connections.close_all()

    threads = [threading.Thread(target=press, args=(message,)) for message in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(rings) == [False] * 9 + [True]
    with scope(desk.service.pk):
        assert PhoneCall.objects.get().attempts.count() == 10


def test_without_the_lease_two_would_ring(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hole: news for a person who is being rung waits in the list like any other."""
    desk, now = open_desk(monkeypatch), clock.london(2027, 6, 15, 12)
    to = Addressee(Route.PHONE, "0161 496 0111")
    with scope(desk.service.pk):
        first = send(letter=desk.personal, reference="a", to=to, now=now, by=NOBODY)
        take_call(message=first.public_id, by=NOBODY, now=now)
        news = send(letter=desk.personal, reference="b", to=to, now=now, by=NOBODY)
        assert list(Message.objects.all().by_hand(Route.PHONE, now)) == [news]
        with pytest.raises(CallIsTaken):
            take_call(message=news.public_id, by=NOBODY, now=now)
        PhoneCall.objects.update(ended_at=now)
        assert take_call(message=news.public_id, by=NOBODY, now=now) is not None
