"""A real mail server takes what we send, once."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from branchline.core import clock
from branchline.messages import jobs
from branchline.messages.models import Attempt, Message

from .conftest import NOON, Desk, free_port


class Post:
    """What arrived. `answer` is what the server says to the next message."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.answer = "250 taken"
        self.lines: set[Any] = set()
        self.hangs_up = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.lines.add(session.peer)
        if self.hangs_up:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.loop.call_soon(server.transport.close)
        if self.answer.startswith("250"):
            content = envelope.original_content or b""
            self.arrived.append(message_from_bytes(content, policy=policy.default))
        return self.answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 known"


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A mail server on a free port, and our settings pointing at it."""
    taken = Post()
    controller = Controller(taken, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield taken
    controller.stop()


@pytest.fixture
def mail(desk: Desk, post: Post, settings: Any) -> Desk:
    """A desk whose email goes by SMTP."""
    settings.BRANCHLINE_CARRIERS = {"email": "smtp", "sms": "file"}
    return desk


def test_it_arrives_whole(mail: Desk, post: Post) -> None:
    message = mail.write()
    assert mail.deliver(message).state == "sent"
    [arrived] = post.arrived
    assert arrived["To"] == "alice@reader.test"
    assert arrived["Subject"] == "Your places are kept"
    assert "Alder Libraries" in arrived["From"]
    assert arrived["Message-ID"] == Attempt.objects.get().reference
    plain, html = (arrived.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert "https://library.test/c/token" in plain.get_content()
    assert '<html lang="en">' in html.get_content()
    assert [file.get_filename() for file in arrived.iter_attachments()] == ["event.ics"]


def test_a_job_that_runs_twice_sends_once(mail: Desk, post: Post) -> None:
    message = mail.write()
    mail.deliver(message)
    mail.deliver(message)
    assert len(post.arrived) == 1


def test_only_what_goes_to_many_can_be_unsubscribed_by_a_header(mail: Desk, post: Post) -> None:
    mail.deliver(mail.write())
    mail.deliver(mail.write(letter=mail.to_many))
    personal, news = post.arrived
    assert personal["List-Unsubscribe"] is None
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/alder/messages/stop/" in news["List-Unsubscribe"]


def test_an_address_that_does_not_exist_is_told_to_staff(mail: Desk, post: Post) -> None:
    found = mail.deliver(mail.write(address="nobody@reader.test"))
    assert found.state == "failed"
    assert "no such mailbox" in found.trouble


def test_a_server_that_is_busy_is_asked_again_later(mail: Desk, post: Post) -> None:
    post.answer = "451 busy"
    message = mail.deliver(mail.write())
    assert message.state == "queued"
    post.answer = "250 taken"
    assert mail.deliver(message, message.due_at).state == "sent"
    assert len(post.arrived) == 1


def test_a_server_that_says_no_eight_times_is_given_up(mail: Desk, post: Post) -> None:
    post.answer = "451 busy"
    message = mail.write()
    for _try in range(8):
        message = mail.deliver(message, message.due_at)
    assert message.state == "failed"
    assert Attempt.objects.filter(outcome="not_sent").count() == 8


def test_a_server_that_is_away_is_asked_again_later(mail: Desk, settings: Any) -> None:
    settings.EMAIL_PORT = free_port()
    message = mail.deliver(mail.write())
    assert message.state == "queued"
    assert "does not answer" in message.trouble


def test_a_name_with_line_breaks_makes_no_headers(mail: Desk, post: Post) -> None:
    assert mail.service.name
    from branchline.messages.letters import Content

    mail.says = Content(subject="Hello\r\nBcc: all@reader.test", paragraphs=["x"])
    mail.deliver(mail.write())
    [arrived] = post.arrived
    assert arrived["Bcc"] is None


@pytest.mark.parametrize("hangs_up", [False, True])
def test_what_leaves_together_goes_over_one_line_or_the_next_when_the_server_hangs_up(
    mail: Desk, post: Post, *, hangs_up: bool
) -> None:
    post.hangs_up = hangs_up
    for number in range(3):
        mail.write(reference=f"r{number}", address=f"reader{number}@reader.test")
    with clock.at(NOON + timedelta(seconds=1)):
        jobs.deliver.here(service_id=mail.service.pk)
    assert len(post.lines) == (3 if hangs_up else 1)
    assert len(post.arrived) == 3
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
