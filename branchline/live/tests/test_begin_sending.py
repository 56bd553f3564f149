"""Going on air: who may, when, and what stands in the way."""

import pytest
from django.test.utils import override_settings

from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.live.actions import (
    begin_sending,
    end_broadcast,
    plan_broadcast,
    press_panic,
    stop_rehearsal,
    tick,
    untick,
)
from branchline.live.demo.looking import look_at_everything
from branchline.live.errors import (
    ChecklistOpen,
    DiskIsFull,
    HasEnded,
    IsOnAir,
    MachineIsFull,
    SomebodyElseIsLive,
)
from branchline.live.models import (
    Broadcast,
    Check,
    LiveListing,
    Pace,
    Session,
    Source,
    Standing,
    Tick,
)
from branchline.live.stream import space

from .conftest import ALICE, BOB, MINUTE, NOW, Library, library


def go_live(broadcast: Broadcast, **how: bool) -> Session:
    return begin_sending(broadcast=broadcast, source=Source.BROWSER, by=ALICE, now=NOW, **how)


def again(broadcast: Broadcast) -> Broadcast:
    found: Broadcast = Broadcast.objects.get(pk=broadcast.pk)
    return found


def test_nobody_is_on_air_before_each_point_was_looked_at(broadcast: Broadcast) -> None:
    tick(broadcast=broadcast, what=Check.CONSENT, by=BOB, now=NOW)
    look_at_everything(broadcast, now=NOW)
    untick(broadcast=broadcast, what=Check.NAMES, by=BOB, now=NOW)
    with pytest.raises(ChecklistOpen):
        go_live(broadcast)
    assert again(broadcast).standing == Standing.PLANNED
    tick(broadcast=broadcast, what=Check.NAMES, by=ALICE, now=NOW + MINUTE)
    tick(broadcast=broadcast, what=Check.NAMES, by=BOB, now=NOW + 2 * MINUTE)
    assert go_live(broadcast).number == 1
    who = {each.what: (each.ticked_by, each.ticked_at) for each in Tick.objects.all()}
    assert who[Check.NAMES] == (7, NOW + MINUTE)
    assert who[Check.CONSENT] == (8, NOW)
    looked = Happening.objects.filter(kind="live.looked_at", links__check="names")
    assert looked.count() == 2, "taking a tick away and looking again is two looks"


def test_a_rehearsal_needs_no_list_and_nobody_is_told_of_it(broadcast: Broadcast) -> None:
    first_address = broadcast.rehearsal_prefix
    go_live(broadcast, rehearsal=True)
    assert again(broadcast).standing == Standing.REHEARSAL
    press_panic(broadcast=broadcast, by=ALICE, now=NOW)
    with pytest.raises(ChecklistOpen):
        go_live(broadcast, take_over=True)
    over = stop_rehearsal(broadcast=broadcast, by=ALICE, now=NOW + MINUTE)
    assert (over.standing, over.panicked_at, over.on_air_at) == (Standing.PLANNED, None, None)
    assert over.rehearsal_prefix != first_address
    assert over.prefix == broadcast.prefix
    assert not Happening.objects.filter(kind="live.went_live").exists()
    look_at_everything(broadcast, now=NOW)
    assert go_live(broadcast).number == 2
    assert stop_rehearsal(broadcast=broadcast, by=ALICE, now=NOW).standing == Standing.ON_AIR
    with pytest.raises(IsOnAir):
        go_live(broadcast, rehearsal=True, take_over=True)


def test_two_studios_the_second_takes_over_by_a_press_of_its_own(broadcast: Broadcast) -> None:
    look_at_everything(broadcast, now=NOW)
    first = go_live(broadcast)
    with pytest.raises(SomebodyElseIsLive):
        go_live(broadcast)
    second = go_live(broadcast, take_over=True)
    first.refresh_from_db()
    assert (first.ended_at, second.ended_at, second.number) == (NOW, None, 2)


def test_a_machine_carries_so_many_over_all_services_and_says_so(broadcast: Broadcast) -> None:
    charlie = library("charlie")
    with scope(charlie.service.pk):
        theirs = plan_broadcast(occurrence=charlie.date, by=BOB, now=NOW)
        go_live(theirs, rehearsal=True)
    look_at_everything(broadcast, now=NOW)
    with override_settings(BRANCHLINE_LIVE_AT_ONCE=1):
        with pytest.raises(MachineIsFull, match="can carry 1 broadcast at a time"):
            go_live(broadcast)
        with scope(charlie.service.pk):
            go_live(theirs, rehearsal=True, take_over=True)
            end_broadcast(broadcast=theirs, by=BOB, now=NOW)
        go_live(broadcast)
    assert LiveListing.objects.get().public_id == broadcast.public_id


def test_a_disk_with_less_room_than_two_of_it_is_refused_in_gigabytes(
    broadcast: Broadcast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert round(space.needed(1800), 2) == 1.62
    look_at_everything(broadcast, now=NOW)
    monkeypatch.setattr(space, "free", lambda folder: 1.5)
    with pytest.raises(DiskIsFull, match=r"has 1\.5 GB left, and this broadcast needs 1\.6 GB"):
        go_live(broadcast)
    monkeypatch.setattr(space, "free", lambda folder: 1.7)
    go_live(broadcast)
    monkeypatch.setattr(space, "free", lambda folder: 0.2)
    go_live(broadcast, take_over=True)


def test_what_has_ended_never_begins_again(broadcast: Broadcast) -> None:
    look_at_everything(broadcast, now=NOW)
    go_live(broadcast)
    end_broadcast(broadcast=broadcast, by=ALICE, now=NOW + MINUTE)
    for how in ({}, {"rehearsal": True}, {"take_over": True}):
        with pytest.raises(HasEnded):
            go_live(broadcast, **how)


def test_a_date_is_planned_once(alice: Library, broadcast: Broadcast) -> None:
    assert plan_broadcast(occurrence=alice.date, by=BOB, now=NOW).pk == broadcast.pk
    assert (broadcast.for_children, broadcast.pace) == (True, Pace.STEADIER)
