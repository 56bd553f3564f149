"""A STOP that comes by letter or at the counter: written down, obeyed, counted, taken back."""

from typing import Any

import pytest
from django.http import Http404

from branchline.core.models import Happening
from branchline.core.permits import Role
from branchline.messages import desk as pages
from branchline.messages.actions import forget_address, receive
from branchline.messages.models import Route, Sort, Suppression

from .conftest import ADDRESSES, NOON, Desk
from .staff import Staff


def test_everything_stops_what_waits_too(desk: Desk) -> None:
    bob, told, waiting = Staff(desk), desk.write(Route.LETTER), desk.write(Route.EMAIL)
    email = desk.write(Route.EMAIL)
    assert "Nobody has asked us to stop" in bob.reads(pages.message, email.public_id)
    bob.does(pages.record_stop, email.public_id, much="everything")
    assert desk.deliver(waiting).state == "suppressed"
    assert desk.deliver(told).state == "queued", "another route, another address"
    page = bob.reads(pages.message, email.public_id)
    assert "They told staff" in page
    assert Happening.objects.filter(kind="messages.stopped").count() == 1


def test_only_what_goes_to_many_may_be_stopped(desk: Desk) -> None:
    bob, news = Staff(desk), desk.write(letter=desk.to_many, reference="news")
    bob.does(pages.record_stop, news.public_id, much="to_many")
    assert desk.deliver(news).state == "suppressed"
    assert desk.deliver(desk.write()).state == "sent"


def test_a_slip_is_taken_back_and_that_is_kept_as_well(desk: Desk) -> None:
    bob, email = Staff(desk), desk.write()
    bob.does(pages.record_stop, email.public_id, much="everything")
    bob.does(pages.undo_stop, email.public_id)
    assert desk.deliver(email).state == "sent"
    bob.does(pages.undo_stop, email.public_id)
    kinds = list(Happening.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds.count("messages.stopped") == kinds.count("messages.resumed") == 1
    assert Suppression.objects.get().lifted_at == NOON


def test_written_down_twice_is_one_stop(desk: Desk) -> None:
    bob, email = Staff(desk), desk.write()
    for _time in range(2):
        bob.does(pages.record_stop, email.public_id, much="everything")
    assert Suppression.objects.count() == 1
    assert Happening.objects.filter(kind="messages.stopped").count() == 1


def test_a_stop_that_they_sent_themselves_stays_theirs(desk: Desk) -> None:
    bob, text = Staff(desk), desk.write(Route.SMS)
    receive(service=desk.service, route=Route.SMS, address=ADDRESSES[Route.SMS], kind=Sort.REPLY, body="STOP", now=NOON)  # fmt: skip
    page = bob.reads(pages.message, text.public_id)
    assert "They answered STOP" in page
    assert "Take back" not in page
    bob.does(pages.undo_stop, text.public_id)
    assert desk.deliver(text).state == "suppressed"


def test_nothing_chosen_is_said(desk: Desk) -> None:
    bob, email = Staff(desk), desk.write()
    answer: Any = bob.does(pages.record_stop, email.public_id)
    assert "Choose what they do not want." in answer.content.decode()
    assert not Suppression.objects.exists()


def test_an_erased_address_can_not_be_stopped(desk: Desk) -> None:
    bob, email = Staff(desk), desk.deliver(desk.write())
    forget_address(route=Route.EMAIL, address=ADDRESSES[Route.EMAIL], now=NOON)
    answer: Any = bob.does(pages.record_stop, email.public_id, much="everything")
    assert "has been erased" in answer.content.decode()


@pytest.mark.parametrize("view", [pages.record_stop, pages.undo_stop])
def test_strangers_do_not_find_it(desk: Desk, view: Any) -> None:
    email = desk.write()
    for charlie in (
        Staff(desk, Role.COUNCILLOR),
        Staff(desk, service_id=desk.service.pk + 1),
    ):
        with pytest.raises(Http404):
            charlie.does(view, email.public_id, much="everything")
