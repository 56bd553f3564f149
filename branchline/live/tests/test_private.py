"""A private broadcast: who booked is led in by their message, on its day; nobody else finds it, whatever they try."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.rooms import live_now, on_screen, way_in
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.models import HowToCome, Setting
from branchline.events.queries import way_in as way_in_of_booking
from branchline.events.tests.conftest import NOW, Places, alice, book, date_of, places, put_on
from branchline.live import actions
from branchline.live.errors import NobodyBooks, PrivateIsNotSeenAgain
from branchline.live.models import Broadcast
from branchline.live.origin import Origin
from branchline.live.passes import give_ticket, read_ticket
from branchline.live.queries import house_of, ticket_of
from tests.harness.looping import run

from .sheets import on_air

__all__ = ["alice", "places"]

PREFIX = "p" * 22


@pytest.fixture
def group(alice: Places) -> Broadcast:
    """A bereavement group that meets online."""
    event = put_on(alice.branch, booking=HowToCome.BOOKABLE, capacity=12, setting=Setting.ONLINE)
    return actions.plan_broadcast(occurrence=date_of(event), private=True, by=NOBODY, now=NOW)


def fetch(origin: Origin, path: str) -> int:
    """The status that the origin answers with."""
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    run(origin(scope, receive, send))
    return int(told[0]["status"])


def test_only_a_ticket_that_holds_opens_it(tmp_path: Path) -> None:
    for kind in ("private", "public"):
        (tmp_path / kind / PREFIX).mkdir(parents=True)
    (tmp_path / "private" / PREFIX / "now.m3u8").write_text("#EXTM3U\n")
    origin, now = Origin(tmp_path, "http://localhost"), clock.now()
    good = give_ticket(prefix=PREFIX, until=now + timedelta(hours=1))
    over = give_ticket(prefix=PREFIX, until=now - timedelta(seconds=1))
    others = give_ticket(prefix="q" * 22, until=now + timedelta(hours=1))
    longer = good.replace(good.split("~")[1], str(int(good.split("~")[1]) + 9999))
    assert fetch(origin, f"/live/{good}/now.m3u8") == 200
    for bad in (PREFIX, over, others, longer, good[:-1] + ("A" if good[-1] != "A" else "B")):
        assert fetch(origin, f"/live/{bad}/now.m3u8") == 404


@given(st.text(max_size=90))
def test_made_up_tickets_open_nothing(typed: str) -> None:
    assert read_ticket(typed, now=0) is None


def test_nobody_finds_it_and_who_booked_is_led_in(group: Broadcast, alice: Places) -> None:
    assert group.occurrence is not None
    date = group.occurrence.public_id
    on_air(group)
    assert on_screen(date=date) is None
    assert live_now() == []
    page = f"/{group.service.slug}/live/{group.public_id}"
    stranger = Client()
    refused = stranger.get(page)
    assert refused.status_code == 403
    assert "for those who booked" in refused.content.decode()
    assert group.prefix not in refused.content.decode()
    booking = book(group.occurrence, now=NOW)
    assert (early := way_in_of_booking(booking=booking, now=NOW)) is not None
    assert early.joining is None
    now = group.starts_at - timedelta(minutes=5)
    found = way_in_of_booking(booking=booking, now=now)
    assert found is not None
    assert found.joining is not None
    with clock.at(now):
        there = stranger.get(found.joining.address)
        assert there.status_code == 200
        assert f"/live/{ticket_of(group)}" in there.content.decode()
        assert "no-store" in there["Cache-Control"]
        assert "Book, and we remind you" not in there.content.decode(), "they have booked"
    with clock.at(group.starts_at + timedelta(hours=13)):
        assert stranger.get(found.joining.address).status_code == 403
    assert way_in(date=date) == found.joining.address


def test_who_booked_a_date_that_is_cancelled_reads_so_and_is_led_nowhere(group: Broadcast) -> None:
    assert group.occurrence is not None
    cancel_occurrence(occurrence=group.occurrence, because=said("The speaker is ill."), by=NOBODY, now=NOW)  # fmt: skip
    page = f"/{group.service.slug}/live/{group.public_id}"
    with clock.at(group.starts_at - timedelta(minutes=5)):
        led_in = Client().get(f"{page}/with/{ticket_of(group)}")
        stranger = Client().get(page)
    assert led_in.status_code == 200
    told = led_in.content.decode()
    assert "This event is cancelled" in told
    assert "The speaker is ill." in told
    for wrong in ("has not begun", "Book, and we remind you", "watch.js", "data-address", "preconnect"):  # fmt: skip
        assert wrong not in told
    assert stranger.status_code == 403
    assert "The speaker is ill." not in stranger.content.decode()


def test_a_ticket_of_another_broadcast_opens_nothing(group: Broadcast, alice: Places) -> None:
    event = put_on(alice.branch, booking=HowToCome.BOOKABLE, capacity=12, setting=Setting.ONLINE)
    other = actions.plan_broadcast(occurrence=date_of(event), private=True, by=NOBODY, now=NOW)
    with clock.at(group.starts_at):
        page = f"/{group.service.slug}/live/{group.public_id}/with/{ticket_of(other)}"
        assert Client().get(page).status_code == 403


def test_it_lies_where_only_tickets_lead_and_has_no_replay(group: Broadcast, alice: Places) -> None:
    assert house_of(group).public.parent.name == "private"
    actions.end_broadcast(broadcast=on_air(group), by=NOBODY, now=NOW + timedelta(hours=1))
    with pytest.raises(PrivateIsNotSeenAgain):
        actions.put_up_replay(
            broadcast=group, until=clock.today(), talk=True, by=NOBODY, now=NOW + timedelta(hours=2)
        )
    drop_in = date_of(put_on(alice.branch, booking=HowToCome.DROP_IN, capacity=None))
    with pytest.raises(NobodyBooks):
        actions.plan_broadcast(occurrence=drop_in, private=True, by=NOBODY, now=NOW)
