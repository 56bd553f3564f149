"""A service of its own and a shelf with one letter."""

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.messages import jobs
from branchline.messages import letters as shelf
from branchline.messages.actions import send
from branchline.messages.letters import Addressee, Attachment, Content, Letter, Step
from branchline.messages.models import Message, Route
from branchline.places.models import Nation, Service

NOON = clock.london(2027, 6, 15, 12)
ADDRESSES = {
    Route.EMAIL: "alice@reader.test",
    Route.SMS: "07700900111",
    Route.PHONE: "01614960111",
    Route.LETTER: "12 Alder Street\nSale\nM33 7ZZ",
}


@dataclass
class Desk:
    """What the letters say, and who can be written to."""

    service: Service
    untrue: set[str] = field(default_factory=set)
    says: Content | None = None

    def compose(self, reference: str, language: str, route: Route, now: datetime) -> Content | None:
        """The letter of the tests."""
        if reference in self.untrue:
            return None
        return self.says or Content(
            subject="Your places are kept",
            paragraphs=["Rhyme time, as you asked."],
            facts=[("When", "Tuesday 22 June, 10:30am")],
            steps=[Step("Can’t come? Tell us.", "https://library.test/c/token", "k7mp-2x9d")],
            spoken=["Your places are kept."],
            attachments=[Attachment("event.ics", "text/calendar", b"BEGIN:VCALENDAR")],
        )

    def still(self, references: Sequence[str], now: datetime) -> set[str]:
        """Which of them are true."""
        return set(references) - self.untrue

    def write(self, route: Route = Route.EMAIL, *, reference: str = "abc", **how: Any) -> Message:
        """Put a message into the outbox."""
        letter = how.pop("letter", self.personal)
        address = how.pop("address", ADDRESSES[route])
        to = Addressee(
            route,
            address,
            name=how.pop("name", "Alice Alder"),
            language=how.pop("language", "en"),
            format=how.pop("format", "standard"),
        )
        now = how.pop("now", NOON)
        return send(letter=letter, reference=reference, to=to, now=now, by=NOBODY, **how)

    def deliver(self, message: Message, now: datetime = NOON) -> Message:
        """Run the message's job at this moment."""
        with clock.at(now):
            jobs.deliver.here(service_id=self.service.pk, message=message.public_id)
        return Message.objects.get(pk=message.pk)

    @property
    def personal(self) -> Letter:
        """About the addressee's own affairs."""
        return Letter("messages.test", "Places kept", self.compose, still=self.still)

    @property
    def to_many(self) -> Letter:
        """Goes to many."""
        return Letter("messages.test_many", "News", self.compose, personal=False)

    @property
    def code(self) -> Letter:
        """Somebody waits for it."""
        return Letter("messages.test_code", "Your code", self.compose, at_once=True)

    @property
    def question(self) -> Letter:
        """They have to answer in time."""
        return Letter("messages.test_question", "Yes or no?", self.compose, needs_answer=True)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def plain_static_files(settings: Any) -> None:
    """Pages in tests have no collected static files."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]


def open_desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A service with its letters on the shelf."""
    service = Service.objects.create(
        slug="alder", name=said("Alder Libraries", "Llyfrgelloedd Gwernen"), nation=Nation.ENGLAND
    )
    desk = Desk(service)
    known = shelf._by_name()
    for letter in (desk.personal, desk.to_many, desk.code, desk.question):
        monkeypatch.setitem(known, letter.name, letter)
    return desk


@pytest.fixture
def desk(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Iterator[Desk]:
    """In a transaction of its service; messages go to files."""
    settings.BRANCHLINE_CARRIERS = {"email": "file", "sms": "file"}
    settings.BRANCHLINE_VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    plain_static_files(settings)
    made = open_desk(monkeypatch)
    with scope(made.service.pk):
        yield made
