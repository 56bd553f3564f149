"""The desk's pages: what staff see and do, and what strangers don't."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from branchline.core.permits import Role
from branchline.messages import desk as pages
from branchline.messages.actions import receive
from branchline.messages.models import (
    Message,
    PhoneCall,
    PrintRun,
    Route,
    Sender,
    Sort,
    State,
)

from .conftest import ADDRESSES, NOON, Desk
from .staff import Staff


@pytest.fixture
def bob(desk: Desk) -> Staff:
    """Works at the counter."""
    return Staff(desk)


@pytest.fixture
def alice(desk: Desk) -> Staff:
    """Manages the service."""
    return Staff(desk, Role.SERVICE_MANAGER)


PLAIN = [pages.outbox, pages.letters, pages.calls, pages.replies, pages.wording]


@pytest.mark.parametrize("view", PLAIN, ids=lambda view: view.__name__)
def test_an_empty_page_says_what_will_be_there(bob: Staff, view: Any) -> None:
    assert len(bob.reads(view)) > 200


@pytest.mark.parametrize("view", [*PLAIN, pages.sender], ids=lambda view: view.__name__)
@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.PARTNER_WORKER, Role.NETWORK])
def test_others_are_told_that_nothing_is_here(desk: Desk, view: Any, role: Role) -> None:
    with pytest.raises(Http404):
        Staff(desk, role).visit(view)


def test_staff_of_another_service_cannot_open_a_message(desk: Desk) -> None:
    message = desk.write()
    with pytest.raises(Http404):
        Staff(desk, service_id=desk.service.pk + 1).visit(pages.message, message.public_id)


def test_only_managers_change_the_sender(bob: Staff, alice: Staff) -> None:
    with pytest.raises(Http404):
        bob.visit(pages.sender)
    assert "Bearer token" in alice.reads(pages.sender)
    given = {"email": "hello@alder.test", "quiet_until": "09:00", "quiet_from": "19:30"}
    assert alice.does(pages.sender, **given).status_code == 302
    assert Sender.objects.get().email == "hello@alder.test"


def test_a_night_that_ends_before_it_begins_is_refused_kindly(alice: Staff) -> None:
    answer: Any = alice.does(pages.sender, quiet_until="20:00", quiet_from="08:00")
    assert "Choose a time later than the first." in answer.content.decode()
    assert not Sender.objects.exists()


def test_what_went_wrong_is_told_in_words(bob: Staff, desk: Desk) -> None:
    message = desk.write()
    Message.objects.update(state=State.UNCERTAIN, trouble="The line broke.")
    assert "The line broke." in bob.reads(pages.outbox)
    page = bob.reads(pages.message, message.public_id)
    assert "Send it again" in page
    assert "It arrived" in page


def test_staff_can_send_again_what_failed(bob: Staff, desk: Desk) -> None:
    message = desk.write()
    Message.objects.update(state=State.FAILED, ended_at=NOON, trouble="No such mailbox.")
    bob.does(pages.again, message.public_id)
    assert Message.objects.get().state == "queued"
    assert desk.deliver(message).state == "sent"


def test_what_came_back_can_be_sent_again(bob: Staff, desk: Desk) -> None:
    message = desk.deliver(desk.write())
    receive(service=desk.service, route=Route.EMAIL, address="", kind=Sort.FAILED, body="", now=NOON, reference=message.public_id)  # fmt: skip
    assert Message.objects.get().state == "failed"
    bob.does(pages.again, message.public_id)
    assert desk.deliver(message).state == "sent"


def test_staff_can_say_that_it_arrived(bob: Staff, desk: Desk) -> None:
    message = desk.write()
    Message.objects.update(state=State.UNCERTAIN)
    bob.does(pages.arrived, message.public_id)
    assert Message.objects.get().state == "sent"


def test_staff_can_take_back_what_waits(bob: Staff, desk: Desk) -> None:
    message = desk.write()
    bob.does(pages.take_back, message.public_id)
    assert Message.objects.get().state == "withdrawn"
    bob.does(pages.take_back, message.public_id)
    assert desk.deliver(message).state == "withdrawn"


def test_letters_are_printed_and_posted(bob: Staff, desk: Desk) -> None:
    desk.write(Route.LETTER)
    assert "Print this letter" in bob.reads(pages.letters)
    bob.does(pages.print_now)
    run = PrintRun.objects.get()
    assert "Printed, not posted yet" in bob.reads(pages.letters)
    assert "Open the PDF" in bob.reads(pages.run, run.public_id)
    pdf: Any = bob.visit(pages.run_pdf, run.public_id)
    assert pdf.content.startswith(b"%PDF")
    bob.does(pages.posted, run.public_id)
    assert Message.objects.get().state == "sent"
    assert "are in the post" in bob.reads(pages.run, run.public_id)
    assert "posted" in bob.reads(pages.letters)


def test_spoilt_letters_come_back(bob: Staff, desk: Desk) -> None:
    desk.write(Route.LETTER)
    bob.does(pages.print_now)
    run = PrintRun.objects.get()
    bob.does(pages.give_up, run.public_id)
    assert "went back to be printed again" in bob.reads(pages.run, run.public_id)
    assert "Print this letter" in bob.reads(pages.letters)


def test_a_call_from_the_list_to_its_outcome(bob: Staff, desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    assert "Alice Alder" in bob.reads(pages.calls)
    bob.does(pages.take, message.public_id)
    call = PhoneCall.objects.get()
    assert "Being rung now" in bob.reads(pages.calls)
    page = bob.reads(pages.call, call.public_id)
    assert "0161 496 0111" in page
    assert "Your places are kept." in page
    assert "no event, no day, no code" in page
    answer: Any = bob.does(pages.call, call.public_id, outcome="call_back", note="After lunch")
    assert "Choose the day when they want to be rung." in answer.content.decode()
    assert "After lunch" in answer.content.decode()
    bob.does(pages.call, call.public_id, outcome="no_answer", note="Rang for long")
    assert "To be rung later" in bob.reads(pages.calls)
    assert "Rang for long" in bob.reads(pages.message, message.public_id)


def test_a_call_that_was_put_off_can_be_made_now_after_all(bob: Staff, desk: Desk) -> None:
    end = NOON + timedelta(hours=3)
    message = desk.write(Route.PHONE, letter=desk.question, valid_until=end)
    bob.does(pages.take, message.public_id)
    call = PhoneCall.objects.get()
    late = {"outcome": "call_back", "again_on": "2099-12-01", "again_at": "11:00"}
    answer: Any = bob.does(pages.call, call.public_id, **late)
    assert "They have to answer by" in answer.content.decode()
    bob.does(pages.call, call.public_id, outcome="busy")
    assert "Ring now after all" in bob.reads(pages.calls)
    bob.does(pages.ring_sooner, message.public_id)
    assert "Please ring 1 person" in bob.reads(pages.calls)


def test_nothing_needs_you_is_said_only_when_it_is_so(bob: Staff, desk: Desk) -> None:
    assert "Nothing needs you" in bob.reads(pages.outbox)
    desk.write(Route.PHONE)
    desk.write(Route.PHONE, reference="def")
    page = bob.reads(pages.outbox)
    assert "Nothing needs you" not in page
    assert "1 person to ring" in page


def test_a_call_can_be_left_to_others(bob: Staff, desk: Desk) -> None:
    message = desk.write(Route.PHONE)
    bob.does(pages.take, message.public_id)
    bob.does(pages.leave, PhoneCall.objects.get().public_id)
    assert "Please ring 1 person" in bob.reads(pages.calls)


def test_what_never_arrived_goes_another_way(bob: Staff, desk: Desk) -> None:
    message = desk.write(Route.SMS)
    Message.objects.update(state=State.FAILED, ended_at=NOON, trouble="The phone is off.")
    assert "Reach them another way" in bob.reads(pages.message, message.public_id)
    answer: Any = bob.does(pages.another_way, message.public_id, route="letter", address="Sale")
    assert "Write at least a street and a postcode" in answer.content.decode()
    bob.does(pages.another_way, message.public_id, route="letter", address=ADDRESSES[Route.LETTER])
    assert Message.objects.filter(route="letter", state="queued").count() == 1
    assert "It was withdrawn" in bob.reads(pages.message, message.public_id)


def test_a_message_tells_its_story_in_order(bob: Staff, desk: Desk) -> None:
    message = desk.deliver(desk.write(Route.SMS))
    receive(service=desk.service, route=Route.SMS, address="", kind=Sort.DELIVERED, body="", now=NOON, reference=message.public_id)  # fmt: skip
    page = bob.reads(pages.message, message.public_id)
    told = ["put into the outbox", "was handed over", "the carrier says so"]
    assert sorted(told, key=page.index) == told


def test_replies_wait_until_somebody_has_dealt_with_them(bob: Staff, desk: Desk) -> None:
    arrival = receive(service=desk.service, route=Route.SMS, address=ADDRESSES[Route.SMS], kind=Sort.REPLY, body="May I bring my dog?", now=NOON)  # fmt: skip
    assert arrival is not None
    assert "May I bring my dog?" in bob.reads(pages.replies)
    bob.does(pages.handled, arrival.public_id)
    assert "Dealt with" in bob.reads(pages.replies)


def test_the_outbox_finds_a_name_and_a_route(bob: Staff, desk: Desk) -> None:
    desk.write(name="Alice Alder")
    desk.write(Route.SMS, name="Bob Birch")
    assert "Bob Birch" not in bob.reads(pages.outbox, query="view=waiting&words=alder")
    assert "Alice Alder" not in bob.reads(pages.outbox, query="view=waiting&route=sms")
    assert "No message fits" in bob.reads(pages.outbox, query="view=waiting&words=nobody")


def test_the_outbox_goes_on_behind_its_last_line(bob: Staff, desk: Desk) -> None:
    for number in range(35):
        desk.write(name=f"Reader {number}")
    first = bob.visit(pages.outbox, query="view=waiting")
    found = re.search(r"after=(\d+)", first.content.decode())  # type: ignore[attr-defined]
    assert found is not None
    second = bob.reads(pages.outbox, query=f"view=waiting&after={found.group(1)}")
    assert "Reader 4 " in second
    assert "Reader 5 " not in second


@pytest.mark.parametrize("view", PLAIN, ids=lambda view: view.__name__)
def test_lists_cost_the_same_however_long(bob: Staff, desk: Desk, view: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            bob.visit(view, query="view=waiting")
        return len(caught)

    def more() -> None:
        for route in Route:
            desk.write(route)
        receive(service=desk.service, route=Route.SMS, address=ADDRESSES[Route.SMS], kind=Sort.REPLY, body="Hello", now=NOON)  # fmt: skip

    more()
    few = queries()
    for _time in range(5):
        more()
    assert queries() == few
