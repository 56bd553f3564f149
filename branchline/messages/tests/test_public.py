"""Saying stop by a link, and the demo's mailbox."""

import io
import re
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pypdf import PdfReader

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.messages.actions import prepare, print_letters
from branchline.messages.backend import MailboxBackend
from branchline.messages.models import DemoMail, Route, Suppression

from .conftest import NOON, Desk


def stop_link(desk: Desk) -> str:
    parcel = prepare(message=desk.write(letter=desk.to_many).public_id, now=NOON)
    assert parcel is not None
    found = re.search(r"/alder/messages/stop/[\w-]+", parcel.text)
    assert found is not None
    return found.group()


def test_opening_the_link_changes_nothing(desk: Desk) -> None:
    with clock.at(NOON):
        page = Client().get(stop_link(desk))
    assert b"Stop these messages" in page.content
    assert not Suppression.objects.exists()


def test_the_button_stops_what_goes_to_many(desk: Desk) -> None:
    with clock.at(NOON):
        page = Client().post(stop_link(desk))
    assert page.status_code == 200
    assert Suppression.objects.get().scope == "to_many"
    assert desk.write(letter=desk.to_many).state == "suppressed"
    assert desk.write().state == "queued"


def test_a_mail_program_may_press_it_without_a_cookie(desk: Desk) -> None:
    """RFC 8058."""
    with clock.at(NOON):
        strict = Client(enforce_csrf_checks=True)
        link = stop_link(desk)
        answers = [strict.post(link, {"List-Unsubscribe": "One-Click"}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Suppression.objects.count() == 1


def test_a_wrong_link_is_refused_kindly(desk: Desk) -> None:
    page = Client().get("/alder/messages/stop/nothing")
    assert page.status_code == 404
    assert b"phone or visit" in page.content


@pytest.fixture
def demo(desk: Desk, settings: Any) -> Desk:
    """The same desk in a demo."""
    settings.BRANCHLINE_DEMO = True
    return desk


def test_there_is_no_mailbox_outside_the_demo(desk: Desk) -> None:
    assert Client().get("/demo/mailbox").status_code == 404
    assert Client().get("/demo/mailbox/0123456789").status_code == 404


def test_an_empty_mailbox_says_how_to_fill_it(demo: Desk) -> None:
    assert b"Book a place at an event" in Client().get("/demo/mailbox").content


def test_what_was_sent_can_be_read_and_followed(demo: Desk) -> None:
    demo.deliver(demo.write())
    copy = DemoMail.objects.get()
    browser = Client()
    assert b"Your places are kept" in browser.get("/demo/mailbox").content
    page = browser.get(f"/demo/mailbox/{copy.public_id}").content.decode()
    assert 'href="https://library.test/c/token"' in page
    file = browser.get(f"/demo/mailbox/{copy.public_id}/0")
    assert file.content == b"BEGIN:VCALENDAR"
    assert file["Content-Type"] == "text/calendar"
    html = browser.get(f"/demo/mailbox/{copy.public_id}/html")
    assert b"Rhyme time" in html.content
    assert "'unsafe-inline'" in html["Content-Security-Policy"]
    assert (
        "script-src 'self'" not in html["Content-Security-Policy"] or b"<script" not in html.content
    )


def test_an_email_without_html_shows_its_text(demo: Desk) -> None:
    MailboxBackend().send_messages([EmailMultiAlternatives("Code", "123 456", to=["a@b.test"])])
    copy = DemoMail.objects.get()
    assert Client().get(f"/demo/mailbox/{copy.public_id}/html").status_code == 302
    assert b"123 456" in Client().get(f"/demo/mailbox/{copy.public_id}").content
    assert Client().get(f"/demo/mailbox/{copy.public_id}/3").status_code == 404


def test_account_mail_lands_there_with_its_html(demo: Desk) -> None:
    mail = EmailMultiAlternatives("Code", "123 456", to=["a@b.test", "c@d.test"])
    mail.attach_alternative("<p>123 456</p>", "text/html")
    mail.attach("note.txt", "hello", "text/plain")
    assert MailboxBackend().send_messages([mail]) == 1
    assert DemoMail.objects.count() == 2
    assert DemoMail.objects.earliest("pk").html == "<p>123 456</p>"


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (Route.SMS, b"Text message"),
        (Route.PHONE, b"Waits at the desk to be rung"),
        (Route.LETTER, b"Waits at the desk to be printed"),
    ],
)
def test_every_route_has_its_look(demo: Desk, route: Route, words: bytes) -> None:
    demo.deliver(demo.write(route))
    copy = DemoMail.objects.get()
    assert words in Client().get(f"/demo/mailbox/{copy.public_id}").content
    assert copy.public_id.encode() in Client().get(f"/demo/mailbox?route={route}").content


def test_a_printed_letter_can_be_opened(demo: Desk) -> None:
    demo.deliver(demo.write(Route.LETTER))
    print_letters(by=NOBODY, now=NOON)
    copy = DemoMail.objects.get()
    assert copy.note == "printed"
    file = Client().get(f"/demo/mailbox/{copy.public_id}/0")
    assert len(PdfReader(io.BytesIO(file.content)).pages) == 1


def test_a_text_held_for_the_morning_is_on_the_screen_once(demo: Desk) -> None:
    night = clock.london(2027, 6, 15, 23)
    message = demo.deliver(demo.write(Route.SMS), night)
    assert DemoMail.objects.get().note == "waits_morning"
    demo.deliver(message, message.due_at)
    assert DemoMail.objects.get().note == ""
