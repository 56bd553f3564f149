"""What failed is not offered again where nobody wants it, or when it is no longer true."""

from typing import Any

import pytest

from branchline.core.acting import NOBODY
from branchline.messages import desk as pages
from branchline.messages import errors
from branchline.messages.actions import send_again, send_another_way, suppress
from branchline.messages.models import Message, Route, Scope, Source, State

from .conftest import NOON, Desk
from .staff import Staff


@pytest.fixture
def bob(desk: Desk) -> Staff:
    """Works at the counter."""
    return Staff(desk)


def test_nothing_offers_to_send_what_nobody_wants_there(bob: Staff, desk: Desk) -> None:
    message = desk.write(Route.EMAIL)
    Message.objects.update(state=State.FAILED, ended_at=NOON, trouble="The mailbox is full.")
    suppress(
        route=Route.EMAIL,
        address=message.address,
        scope=Scope.EVERYTHING,
        source=Source.STOP,
        now=NOON,
    )
    shown = bob.reads(pages.message, message.public_id)
    assert "They do not want messages there" in shown
    assert "Send it again" not in shown
    assert "Reach them another way" in shown, "a letter may still be welcome"
    with pytest.raises(errors.NotToBeSent, match="do not want messages there"):
        send_again(message=message.public_id, by=NOBODY, now=NOON)
    way: Any = {"address": message.address.upper(), "by": NOBODY, "now": NOON}
    with pytest.raises(errors.NotToBeSent):
        send_another_way(message=message.public_id, route=Route.EMAIL, **way)


def test_nothing_offers_to_send_what_is_no_longer_true(bob: Staff, desk: Desk) -> None:
    message = desk.write(Route.EMAIL, reference="abc")
    Message.objects.update(state=State.FAILED, ended_at=NOON, trouble="The mailbox is full.")
    desk.untrue = {"abc"}
    shown = bob.reads(pages.message, message.public_id)
    assert "no longer true" in shown
    assert "Send it again" not in shown
    assert "Reach them another way" not in shown
    assert "Don’t send it" in shown
    with pytest.raises(errors.NotToBeSent, match="no longer true"):
        send_again(message=message.public_id, by=NOBODY, now=NOON)
