"""Two workers take the same message at the same moment: one gets it."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.messages.actions import prepare, send
from branchline.messages.adapters import Envelope
from branchline.messages.letters import Addressee
from branchline.messages.models import Attempt, Message, Route, State

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
