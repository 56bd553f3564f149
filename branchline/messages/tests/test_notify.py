"""GOV.UK Notify, as its documentation says it speaks: a small peer on a free port."""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlparse

import jwt
import pytest
from django.test import Client

from branchline.core import clock
from branchline.messages.actions import prepare, recover
from branchline.messages.models import Arrival, Message, Route, Sender, Suppression
from branchline.messages.queries import notify_token

from .conftest import NOON, Desk, free_port

ISSUER, SECRET = str(uuid.uuid4()), str(uuid.uuid4())
TEMPLATE = str(uuid.uuid4())


class Peer(BaseHTTPRequestHandler):
    """Checks the token, keeps what it was given, answers as it was told."""

    taken: ClassVar[list[dict[str, Any]]] = []
    refusal: ClassVar[tuple[int, str] | None] = None
    silent: ClassVar[bool] = False
    thinks_for: ClassVar[float] = 0

    def _known(self) -> bool:
        token = self.headers["Authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
        return bool(claims["iss"] == ISSUER)

    def _say(self, status: int, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        assert self._known()
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if Peer.refusal:
            status, words = Peer.refusal
            self._say(status, {"status_code": status, "errors": [{"error": "E", "message": words}]})
            return
        asked["id"], asked["kind"] = str(uuid.uuid4()), self.path.rsplit("/", 1)[1]
        Peer.taken.append(asked)
        time.sleep(Peer.thinks_for)
        if Peer.silent or Peer.thinks_for:
            self.close_connection = True
            return
        self._say(201, {"id": asked["id"], "reference": asked["reference"], "content": {}})

    def do_GET(self) -> None:
        assert self._known()
        [reference] = parse_qs(urlparse(self.path).query)["reference"]
        found = [one for one in Peer.taken if one["reference"] == reference]
        self._say(200, {"notifications": found, "links": {}})

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def notify(desk: Desk, settings: Any) -> Iterator[Desk]:
    """A desk whose messages go by Notify."""
    Peer.taken, Peer.refusal, Peer.silent, Peer.thinks_for = [], None, False, 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.BRANCHLINE_CARRIERS = {"email": "notify", "sms": "notify"}
    settings.NOTIFY_ADDRESS = f"http://127.0.0.1:{server.server_port}"
    settings.NOTIFY_KEYS = {"alder": f"library-{ISSUER}-{SECRET}"}
    Sender.objects.create(
        service=desk.service, notify_email_template=TEMPLATE, notify_sms_template=TEMPLATE
    )
    yield desk
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_text_message_goes_out_with_our_reference(notify: Desk) -> None:
    message = notify.deliver(notify.write(Route.SMS))
    [taken] = Peer.taken
    assert message.state == "sent"
    assert taken["reference"] == message.public_id
    assert taken["phone_number"] == "07700900111"
    assert taken["template_id"] == TEMPLATE
    assert taken["personalisation"]["body"] == message.text


def test_an_email_goes_out_with_its_subject(notify: Desk) -> None:
    notify.deliver(notify.write(letter=notify.to_many))
    [taken] = Peer.taken
    assert taken["kind"] == "email"
    assert taken["personalisation"]["subject"] == "Your places are kept"
    assert "/messages/stop/" in taken["one_click_unsubscribe_url"]


def test_after_a_broken_line_we_ask_before_we_send_again(notify: Desk) -> None:
    Peer.silent = True
    message = notify.deliver(notify.write(Route.SMS))
    assert message.state == "queued"
    Peer.silent = False
    assert notify.deliver(message, message.due_at).state == "sent"
    assert len(Peer.taken) == 1


def test_when_notify_takes_it_and_says_nothing_in_time_it_goes_out_once(
    notify: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real wait at a real socket: shortened, not faked."""
    monkeypatch.setattr("branchline.messages.adapters.notify.PATIENCE", 0.3)
    Peer.thinks_for = 1.5
    message = notify.deliver(notify.write(Route.SMS))
    assert message.state == "queued"
    assert "did not answer in time" in message.attempts.get().note
    Peer.thinks_for = 0
    assert notify.deliver(message, message.due_at).state == "sent"
    assert len(Peer.taken) == 1


def test_when_nobody_listens_it_is_tried_again(notify: Desk, settings: Any) -> None:
    settings.NOTIFY_ADDRESS = f"http://127.0.0.1:{free_port()}"
    message = notify.deliver(notify.write(Route.SMS))
    assert message.state == "queued"
    assert "can’t be reached" in message.attempts.get().note
    assert not Peer.taken


def test_after_a_dead_worker_we_ask_too(notify: Desk) -> None:
    message = notify.write(Route.SMS)
    prepare(message=message.public_id, now=NOON)
    recover(now=NOON + timedelta(hours=1))
    assert notify.deliver(message, NOON + timedelta(hours=2)).state == "sent"
    assert len(Peer.taken) == 1


@pytest.mark.parametrize(
    ("status", "state"), [(400, "failed"), (403, "queued"), (429, "queued"), (500, "queued")]
)
def test_refusals_are_for_good_or_for_now(notify: Desk, status: int, state: str) -> None:
    Peer.refusal = (status, "phone_number Not enough digits")
    message = notify.deliver(notify.write(Route.SMS))
    assert message.state == state
    assert "Not enough digits" in message.trouble


def test_without_a_key_it_waits_and_says_so(notify: Desk, settings: Any) -> None:
    settings.NOTIFY_KEYS = {}
    message = notify.deliver(notify.write(Route.SMS))
    assert message.state == "queued"
    assert "NOTIFY_KEYS" in message.trouble


def call_back(desk: Desk, what: str, said: dict[str, Any], token: str | None = None) -> int:
    with clock.at(NOON):
        answer = Client().post(
            f"/api/v1/alder/messages/notify/{what}",
            said,
            content_type="application/json",
            headers={"Authorization": f"Bearer {token or notify_token(desk.service)}"},
        )
    return answer.status_code


def receipt(message: Message, status: str) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "reference": message.public_id,
        "to": message.address,
        "status": status,
        "notification_type": "sms",
    }


def test_a_receipt_is_kept_once(notify: Desk) -> None:
    message = notify.deliver(notify.write(Route.SMS))
    said = receipt(message, "delivered")
    assert call_back(notify, "receipts", said) == 204
    assert call_back(notify, "receipts", said) == 204
    assert Message.objects.get().receipt == "delivered"
    assert Arrival.objects.count() == 1


def test_a_number_that_does_not_exist_is_not_tried_again(notify: Desk) -> None:
    message = notify.deliver(notify.write(Route.SMS))
    call_back(notify, "receipts", receipt(message, "permanent-failure"))
    assert Message.objects.get().state == "failed"
    assert notify.write(Route.SMS).state == "suppressed"


def test_stop_is_obeyed_at_once(notify: Desk) -> None:
    said = {"id": "1", "source_number": "447700900111", "message": " Stop, please", "x": None}
    assert call_back(notify, "replies", said) == 204
    assert Suppression.objects.get().source == "stop"
    assert notify.write(Route.SMS).state == "suppressed"
    call_back(notify, "replies", {**said, "id": "2", "message": "START"})
    assert notify.write(Route.SMS).state == "queued"


@pytest.mark.parametrize("token", ["wrong", "é"])
def test_a_stranger_is_turned_away(notify: Desk, token: str) -> None:
    if token.isascii():
        assert call_back(notify, "replies", {"message": "STOP"}, token) == 401
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("said", ["[]", "{", '"x"', "\x00"])
def test_nonsense_is_turned_away(notify: Desk, said: str) -> None:
    answer = Client().post(
        "/api/v1/alder/messages/notify/receipts",
        said,
        content_type="application/json",
        headers={"Authorization": f"Bearer {notify_token(notify.service)}"},
    )
    assert answer.status_code == 400
