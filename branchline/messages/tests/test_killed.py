"""A worker that is killed in the middle sends nothing twice, and loses nothing silently."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.messages.actions import DELIVER, recover, send
from branchline.messages.letters import Addressee, Content, Letter
from branchline.messages.models import Attempt, Message, Route, State
from branchline.places.models import Nation, Service

pytestmark = [pytest.mark.race, pytest.mark.xdist_group("killed")]
LETTER = Letter("messages.test", "Places kept", lambda *_: Content(subject=""))


class SlowPost:
    """Takes its time, and counts what it has taken by recipient."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.busy = threading.Event()
        self.pause = 0.0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.update(envelope.rcpt_tos)
        self.busy.set()
        await asyncio.sleep(self.pause)
        return "250 taken"


@pytest.fixture
def post() -> Iterator[tuple[SlowPost, int]]:
    """A mail server on a free port."""
    from .conftest import free_port

    slow = SlowPost()
    controller = Controller(slow, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield slow, controller.port
    controller.stop()


def start_worker(database: str, port: int, concurrency: int = 1) -> "subprocess.Popen[bytes]":
    environment = os.environ | {
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "BRANCHLINE_EMAIL_BY": "smtp",
        "DATABASE_URL": os.environ["DATABASE_URL"].replace("/branchline?", f"/{database}?"),
        "DATABASE_WEB_URL": os.environ["DATABASE_WEB_URL"].replace("/branchline?", f"/{database}?"),
    }
    environment.pop("BRANCHLINE_DEMO", None)
    command = [sys.executable, "-m", "branchline.messages.tests.lonely_worker", str(concurrency)]
    worker = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"ready\n"
    worker.stdout.close()
    return worker


def run_worker(database: str, port: int, concurrency: int = 1) -> None:
    """Until nothing waits."""
    assert start_worker(database, port, concurrency).wait(60) == 0


def kill(worker: "subprocess.Popen[bytes]") -> None:
    """Without a word of farewell."""
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def write(count: int) -> Service:
    now = clock.now()
    service = Service.objects.create(slug="alder", name=said("Alder"), nation=Nation.ENGLAND)
    with scope(service.pk):
        for number in range(count):
            to = Addressee(Route.EMAIL, f"reader{number}@reader.test")
            send(letter=LETTER, reference=f"r{number}", to=to, now=now, by=NOBODY)
    return service


def test_first_the_hole_without_a_note_beforehand_a_message_goes_out_twice(
    own_database: str, post: tuple[SlowPost, int]
) -> None:
    """The hole that the others close: a worker dies, nothing says that it tried, the next one sends again."""
    slow, port = post
    service = write(1)
    run_worker(own_database, port)
    assert slow.taken == {"reader0@reader.test": 1}
    with scope(service.pk):
        # As if nothing had been written down before the hand-over.
        Attempt.objects.all().delete()
        Message.objects.update(state=State.QUEUED, ended_at=None)
        message = Message.objects.get()
        DELIVER.later(message=message.public_id)
    run_worker(own_database, port)
    assert slow.taken == {"reader0@reader.test": 2}


def test_then_the_guard_killed_while_the_server_takes_it(
    own_database: str, post: tuple[SlowPost, int]
) -> None:
    """The mail is out, our note of it is lost: a person decides, and nobody gets it twice."""
    slow, port = post
    slow.pause = 3
    service = write(1)
    worker = start_worker(own_database, port)
    assert slow.busy.wait(30)
    kill(worker)
    slow.pause = 0
    with scope(service.pk):
        assert Message.objects.get().state == State.SENDING
    run_worker(own_database, port)
    with scope(service.pk):
        recover(now=clock.now() + timedelta(hours=1))
        assert Message.objects.get().state == State.UNCERTAIN
    run_worker(own_database, port)
    assert slow.taken == {"reader0@reader.test": 1}


@pytest.mark.walk
def test_then_the_guard_killed_again_and_again(
    own_database: str, post: tuple[SlowPost, int]
) -> None:
    """Thirty messages, workers killed at odd moments: none twice, none missing without a word."""
    slow, port = post
    slow.pause = 0.02
    service = write(30)
    for pause in (0.3, 0.6, 0.9):
        worker = start_worker(own_database, port, concurrency=2)
        time.sleep(pause)
        kill(worker)
    run_worker(own_database, port, concurrency=2)
    with scope(service.pk):
        recover(now=clock.now() + timedelta(hours=1))
        states = Counter(Message.objects.values_list("state", flat=True))
        sent = set(Message.objects.filter(state="sent").values_list("address", flat=True))
        waiting = set(Message.objects.filter(state="queued").values_list("address", flat=True))
        assert Attempt.objects.filter(ended_at__isnull=True).count() == 0
    assert max(slow.taken.values(), default=0) <= 1
    assert sum(states.values()) == 30
    assert set(states) <= {"sent", "uncertain", "queued"}
    assert sent <= set(slow.taken)
    assert not waiting & set(slow.taken)
    assert states["uncertain"] <= 6
