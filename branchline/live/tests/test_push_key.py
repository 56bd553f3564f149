"""Alice lets OBS send; keys end, and nobody is pushed aside who does not want it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.live.actions import (
    begin_push,
    begin_sending,
    end_broadcast,
    let_push_take_over,
    make_push_key,
    put_push_on_air,
    stop_sending,
)
from branchline.live.demo.looking import look_at_everything
from branchline.live.errors import (
    ChecklistOpen,
    HasEnded,
    KeyNotValid,
    NoDoorLeft,
    NotOnAir,
    SomebodyElseIsLive,
)
from branchline.live.intake import begun, ended, is_open, open_doors
from branchline.live.models import Broadcast, PushDoor, Source, Standing
from branchline.live.push.doors import Door
from branchline.live.push.keys import srt_passphrase, stream_key
from branchline.people.tests.conftest import NOW, Cast, at_alices, cast, signed_in

__all__ = ["at_alices", "cast"]
INTAKE = job("live.intake")


@pytest.fixture
def rhyme_time(at_alices: Cast) -> Broadcast:
    return Broadcast.objects.create(
        service=at_alices.service,
        branch=at_alices.sale,
        title=said("Rhyme time"),
        starts_at=NOW,
        made_at=NOW,
    )


def begins(broadcast: Broadcast, door: PushDoor, now: datetime = NOW) -> int:
    return begin_push(
        broadcast=broadcast, lot=door.lot, source=Source.SRT, by=INTAKE, now=now
    ).number


def test_the_right_key_puts_it_on_air_and_a_rehearsal_stays_one(
    rhyme_time: Broadcast, at_alices: Cast
) -> None:
    door = make_push_key(broadcast=rhyme_time, by=at_alices.as_alice, now=NOW)
    begin_sending(
        broadcast=rhyme_time, source=Source.BROWSER, rehearsal=True, by=at_alices.as_alice, now=NOW
    )
    let_push_take_over(broadcast=rhyme_time, by=at_alices.as_alice, now=NOW)
    assert begins(rhyme_time, door) == 2
    rhyme_time.refresh_from_db()
    assert rhyme_time.standing == Standing.REHEARSAL


def test_without_the_list_before_air_nobody_sees_what_obs_sends(
    rhyme_time: Broadcast, at_alices: Cast
) -> None:
    by = at_alices.as_alice
    door = make_push_key(broadcast=rhyme_time, by=by, now=NOW)
    with pytest.raises(NotOnAir):
        put_push_on_air(broadcast=rhyme_time, by=by, now=NOW)
    begins(rhyme_time, door)
    rhyme_time.refresh_from_db()
    assert rhyme_time.standing == Standing.REHEARSAL
    with pytest.raises(ChecklistOpen):
        put_push_on_air(broadcast=rhyme_time, by=by, now=NOW)
    look_at_everything(rhyme_time, now=NOW)
    for _twice in range(2):
        assert put_push_on_air(broadcast=rhyme_time, by=by, now=NOW).standing == Standing.ON_AIR


def test_a_new_key_ends_the_old_one_and_whoever_sends_with_it(
    rhyme_time: Broadcast, at_alices: Cast
) -> None:
    old = make_push_key(broadcast=rhyme_time, by=at_alices.as_alice, now=NOW)
    assert begins(rhyme_time, old) == 1
    new = make_push_key(broadcast=rhyme_time, by=at_alices.as_alice, now=NOW)
    assert not rhyme_time.sessions.filter(ended_at=None).exists()
    with pytest.raises(KeyNotValid):
        begins(rhyme_time, old)
    assert begins(rhyme_time, new) == 2


def test_a_phone_that_sends_is_not_pushed_aside_until_staff_say_so(
    rhyme_time: Broadcast, at_alices: Cast
) -> None:
    door = make_push_key(broadcast=rhyme_time, by=at_alices.as_alice, now=NOW)
    look_at_everything(rhyme_time, now=NOW)
    phone = begin_sending(
        broadcast=rhyme_time, source=Source.BROWSER, take_over=True, by=at_alices.as_alice, now=NOW
    )
    with pytest.raises(SomebodyElseIsLive):
        begins(rhyme_time, door)
    let_push_take_over(broadcast=rhyme_time, by=at_alices.as_alice, now=NOW)
    late = NOW + timedelta(minutes=3)
    with pytest.raises(SomebodyElseIsLive):
        begins(rhyme_time, door, late)
    let_push_take_over(broadcast=rhyme_time, by=at_alices.as_alice, now=late)
    assert begins(rhyme_time, door, late) == 2
    phone.refresh_from_db()
    assert phone.ended_at == late
    # Once: when the phone takes over again, OBS does not push it aside by trying again.
    begin_sending(
        broadcast=rhyme_time, source=Source.BROWSER, take_over=True, by=at_alices.as_alice, now=late
    )
    with pytest.raises(SomebodyElseIsLive):
        begins(rhyme_time, door, late)


def test_a_key_ends_with_the_broadcast_and_with_the_day(
    rhyme_time: Broadcast, at_alices: Cast
) -> None:
    door = make_push_key(broadcast=rhyme_time, by=at_alices.as_alice, now=NOW)
    with pytest.raises(KeyNotValid):
        begins(rhyme_time, door, NOW + timedelta(hours=13))
    begins(rhyme_time, door)
    end_broadcast(broadcast=rhyme_time, by=at_alices.as_alice, now=NOW)
    assert not PushDoor.objects.exists()
    assert not rhyme_time.sessions.filter(ended_at=None).exists()
    with pytest.raises(HasEnded):
        make_push_key(broadcast=rhyme_time, by=at_alices.as_alice, now=NOW)


def test_each_broadcast_has_a_port_of_its_own_and_another_service_s_is_taken_too(
    cast: Cast, settings: Any
) -> None:
    settings.BRANCHLINE_SRT_PORTS = range(8901, 8903)
    ports = []
    for service, branch in ((cast.service, cast.sale), (cast.elsewhere, cast.elsewhere_branch)):
        with scope(service.pk):
            one = Broadcast.objects.create(
                service=service, branch=branch, title=said("One"), starts_at=NOW, made_at=NOW
            )
            ports.append(make_push_key(broadcast=one, by=INTAKE, now=NOW).port)
    assert ports == [8901, 8902]
    with scope(cast.service.pk):
        third = Broadcast.objects.create(
            service=cast.service, branch=cast.sale, title=said("Three"), starts_at=NOW, made_at=NOW
        )
        with pytest.raises(NoDoorLeft):
            make_push_key(broadcast=third, by=INTAKE, now=NOW)


@pytest.mark.parametrize("late", [False, True])
def test_the_intake_finds_the_doors_of_every_service_until_they_are_too_old(
    cast: Cast, late: bool
) -> None:
    from branchline.core import clock

    made = clock.now() - timedelta(hours=13 if late else 1)
    with scope(cast.service.pk):
        one = Broadcast.objects.create(
            service=cast.service, branch=cast.sale, title=said("One"), starts_at=made, made_at=made
        )
        row = make_push_key(broadcast=one, by=INTAKE, now=made)
    door = Door(one.public_id, cast.service.pk, row.lot, row.port)
    assert open_doors() == ([] if late else [door])
    assert PushDoor.objects.exists() is not late
    assert begun(door, "rtmp") == (None if late else 1)
    assert is_open(door, 1) is not late
    assert begun(door, "rtmp") is None
    ended(door, 1)
    assert not is_open(door, 1)


def test_the_key_is_shown_once_to_whoever_made_it(rhyme_time: Broadcast, at_alices: Cast) -> None:
    page = f"/alice/desk/live/{rhyme_time.public_id}/obs"
    alice, bob = signed_in(at_alices.alice), signed_in(at_alices.bob)
    assert b"Make a key" in alice.get(page).content
    assert alice.post(f"{page}/key").headers["Location"] == page
    door = PushDoor.objects.get()
    secrets = [
        srt_passphrase(door.lot),
        stream_key(Door(rhyme_time.public_id, at_alices.service.pk, door.lot, door.port)),
    ]
    assert not any(secret in bob.get(page).content.decode() for secret in secrets)
    first = alice.get(page)
    assert all(secret in first.content.decode() for secret in secrets)
    assert "no-store" in first.headers["Cache-Control"]
    assert not any(secret in alice.get(page).content.decode() for secret in secrets)


def test_the_page_offers_to_let_obs_take_over_from_a_phone_and_says_who_sends(
    rhyme_time: Broadcast, at_alices: Cast
) -> None:
    page = f"/alice/desk/live/{rhyme_time.public_id}/obs"
    bob = signed_in(at_alices.bob)
    assert bob.post(f"{page}/take-over").status_code == 409
    bob.post(f"{page}/key")
    phone = begin_sending(
        broadcast=rhyme_time, source=Source.BROWSER, rehearsal=True, by=at_alices.as_alice, now=NOW
    )
    assert b"Let OBS take over" in bob.get(page).content
    assert bob.post(f"{page}/take-over", follow=True).status_code == 200
    stop_sending(session=phone, by=INTAKE, now=NOW)
    begin_push(
        broadcast=rhyme_time, lot=PushDoor.objects.get().lot, source=Source.RTMP, by=INTAKE, now=NOW
    )
    said_now = bob.get(page).content.decode()
    assert "OBS, by RTMP" in said_now
    assert "Let OBS take over" not in said_now
    end_broadcast(broadcast=rhyme_time, by=INTAKE, now=NOW)
    assert b"This broadcast has ended" in bob.get(page).content


def test_charlie_of_another_service_gets_nothing(rhyme_time: Broadcast, at_alices: Cast) -> None:
    page = f"/alice/desk/live/{rhyme_time.public_id}/obs"
    for visitor in (Client(), signed_in(at_alices.charlie)):
        assert visitor.get(page).status_code in {302, 404}
        assert visitor.post(f"{page}/key").status_code in {302, 404}
    assert not PushDoor.objects.exists()
