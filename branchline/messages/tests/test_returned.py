"""Mail that comes back is told by the mail server, in the form of RFC 3464."""

import pytest
from django.test import Client

from branchline.core import clock
from branchline.messages.adapters.returned import read_returned
from branchline.messages.models import Arrival, Message, Suppression
from branchline.messages.queries import notify_token

from .conftest import NOON, Desk

NOTICE = """\
From: MAILER-DAEMON@mail.reader.test
To: libraries@branchline.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.reader.test
Arrival-Date: Tue, 15 Jun 2027 11:00:00 +0000

Final-Recipient: rfc822; alice@reader.test
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status}
    no such mailbox here

--B
Content-Type: {kind}

{headers}Subject: Your places are kept

--B--
"""


def notice(
    reference: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    kind: str = "text/rfc822-headers",
) -> bytes:
    headers = f"Message-ID: <{reference}@localhost>\n" if reference else ""
    said = NOTICE.format(action=action, status=status, kind=kind, headers=headers)
    return said.replace("\n", "\r\n").encode()


def hand_over(desk: Desk, mail: bytes, token: str = "") -> int:
    with clock.at(NOON):
        answer = Client().post(
            "/api/v1/alder/messages/mail/returned",
            mail,
            content_type="message/rfc822",
            headers={"Authorization": f"Bearer {token or notify_token(desk.service)}"},
        )
    return answer.status_code


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_an_address_that_does_not_exist_is_written_to_no_more(desk: Desk, kind: str) -> None:
    message = desk.deliver(desk.write())
    assert hand_over(desk, notice(message.public_id, kind=kind)) == 204
    message.refresh_from_db()
    assert (message.state, message.receipt) == ("failed", "bounced")
    assert Suppression.objects.get().source == "bounced"
    assert Arrival.objects.get().body == "550 5.1.1 no such mailbox here"
    assert desk.write().state == "suppressed"


def test_a_full_mailbox_is_told_to_staff_and_may_be_written_to_again(desk: Desk) -> None:
    message = desk.deliver(desk.write())
    hand_over(desk, notice(message.public_id, status="5.2.2"))
    message.refresh_from_db()
    assert (message.state, message.receipt) == ("failed", "failed")
    assert not Suppression.objects.exists()


def test_the_same_notice_twice_is_one(desk: Desk) -> None:
    message = desk.deliver(desk.write())
    for _time in range(2):
        assert hand_over(desk, notice(message.public_id)) == 204
    assert Arrival.objects.count() == 1


@pytest.mark.parametrize(
    "mail",
    [
        notice("", status="5.1.1"),
        notice("aaaaaaaaaa"),
        notice("aaaaaaaaaa", action="delayed", status="4.4.1"),
        b"Subject: Hello\r\n\r\nMessage-ID: <aaaaaaaaaa@x>",
        b"Content-Type: multipart/report\r\n\r\n",
        b"\xff\x00\xfe",
        b"",
    ],
)
def test_what_is_no_notice_about_ours_changes_nothing(desk: Desk, mail: bytes) -> None:
    desk.deliver(desk.write())
    assert hand_over(desk, mail) == 204
    assert not Suppression.objects.exists()
    assert Message.objects.get().state == "sent"


def test_a_delivery_is_a_receipt(desk: Desk) -> None:
    message = desk.deliver(desk.write())
    hand_over(desk, notice(message.public_id, action="delivered", status="2.0.0"))
    message.refresh_from_db()
    assert (message.state, message.receipt) == ("sent", "delivered")


def test_a_stranger_is_turned_away(desk: Desk) -> None:
    message = desk.deliver(desk.write())
    assert hand_over(desk, notice(message.public_id), token="wrong") == 401
    assert not Arrival.objects.exists()


def test_a_delay_is_not_an_ending() -> None:
    assert read_returned(notice("aaaaaaaaaa", action="delayed", status="4.4.1")) is None
