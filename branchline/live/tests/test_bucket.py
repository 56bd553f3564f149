"""Segments in a bucket: a real server that speaks S3, the real caster and origin, and segments of a real encoder."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import urlopen

import pytest
from django.test import override_settings

from branchline.core.acting import NOBODY
from branchline.events.tests.conftest import NOW, Places, alice, date_of, places, put_on
from branchline.live import actions, doctor, jobs
from branchline.live.bucket import live_bucket
from branchline.live.caster import Caster, ask
from branchline.live.demo.looking import look_at_everything
from branchline.live.models import Broadcast, Pace, Source
from branchline.live.origin import Origin
from branchline.live.queries import house_in_use
from branchline.live.stream.composing import HOLD, Cut
from branchline.live.stream.elsewhere import Uploads, there_file
from branchline.live.stream.playlists import RENDITIONS
from branchline.live.stream.slate import make_slate
from tests.harness.live import wait_until

from .asking import Asked
from .shop import NAME, Shop, shop

__all__ = ["alice", "places", "shop"]

PACE = Pace.STEADIER
SHOWN = [rendition.name for rendition in RENDITIONS]


class House:
    """A caster whose broadcasts go to the bucket, and the origin beside it."""

    def __init__(self, root: Path, shop: Shop) -> None:
        make_slate(root / "slate", target=PACE)
        bucket = live_bucket()
        assert bucket is not None
        self.bucket = bucket
        self.root = root
        self.caster = Caster(root, Uploads(root, bucket))
        self.origin = Origin(root, "http://pages.test", segments=f"{shop.address}/{NAME}")

    @property
    def uploads(self) -> Uploads:
        assert self.caster.uploads is not None
        return self.caster.uploads

    def show(self, key: str) -> int:
        """The next slate goes out, and what was on its way has arrived or failed. Returns its number."""
        stage = self.caster.stages[key]
        now = time.monotonic()
        stage.composer.edge = now - HOLD - PACE - 1
        (segment,) = self.caster.step(now)
        wait_until(self._settled, "what was on its way has arrived or failed")
        return segment.number

    def _settled(self) -> bool:
        self.uploads.settle()
        return self.uploads.waiting == 0

    def asked_for(self, holder: str, number: int, rendition: str = "360p") -> Any:
        self.origin._elsewhere._kept.clear()
        return Asked("GET", f"/live/{holder}/{rendition}/{number:06d}.ts").of(self.origin)

    def given(self, prefix: str) -> int:
        return self.origin.counts[prefix].count.given

    def close(self) -> None:
        for stage in self.caster.stages.values():
            stage.close()
        self.uploads.close()
        self.bucket.close()


@pytest.fixture
def house(tmp_path: Path, shop: Shop) -> Iterator[House]:
    with override_settings(BRANCHLINE_LIVE_FOLDER=tmp_path):
        opened = House(tmp_path, shop)
        yield opened
        opened.close()


def _live(alice: Places, **how: Any) -> Broadcast:
    put = date_of(put_on(alice.branch))
    planned = actions.plan_broadcast(occurrence=put, by=NOBODY, now=NOW, **how)
    look_at_everything(planned, now=NOW)
    return planned


def _begin(broadcast: Broadcast, house: House, *, rehearsal: bool = False) -> str:
    actions.begin_sending(
        broadcast=broadcast, source=Source.BROWSER, rehearsal=rehearsal, by=NOBODY, now=NOW
    )
    broadcast.refresh_from_db()
    house.caster.follow(ask({}), time.monotonic())
    return house_in_use(broadcast).showing


def test_whoever_asks_is_led_to_the_bucket_once_it_has_a_segment_and_is_counted(
    alice: Places, house: House, shop: Shop
) -> None:
    broadcast = _live(alice)
    key = _begin(broadcast, house)
    prefix = broadcast.prefix
    for number in range(2):
        assert house.show(key) == number
    assert shop.names() == {f"{prefix}/{r}/{n:06d}.ts" for r in SHOWN for n in range(2)}
    for rendition in SHOWN:
        led = house.asked_for(prefix, 1, rendition)
        assert (led.status, led.headers["cache-control"]) == (302, "no-store")
        with urlopen(led.headers["location"]) as there:
            kept = house.root / "public" / prefix / rendition / "000001.ts"
            assert there.read() == kept.read_bytes()
            assert there.headers["Content-Type"] == "video/mp2t"
    assert house.given(prefix) == len(SHOWN)
    listed = Asked("GET", f"/live/{prefix}/360p/all.m3u8").of(house.origin)
    assert listed.status == 200
    assert "://" not in listed.body.decode(), "no playlist names anything but ours"
    assert house.asked_for(prefix, 2).status == 404


def test_while_the_bucket_is_away_all_is_given_from_here_and_later_it_is_used_again(
    alice: Places, house: House, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = _begin(broadcast := _live(alice), house)
    prefix = broadcast.prefix
    house.show(key)
    assert house.asked_for(prefix, 0).status == 302
    put = house.bucket.put

    def away(name: str, path: Path) -> None:
        raise OSError("no way there")

    monkeypatch.setattr(house.bucket, "put", away)
    house.show(key)
    for number in range(2):
        assert house.asked_for(prefix, number).status == 200, "also what is there, but out of reach"
    monkeypatch.setattr(house.bucket, "put", put)
    house.show(key)
    assert [house.asked_for(prefix, n).status for n in range(3)] == [302, 200, 302]


def test_a_server_that_is_gone_or_refuses_is_trouble_that_is_understood(
    house: House, shop: Shop, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with override_settings(BRANCHLINE_LIVE_BUCKET_ADDRESS="http://127.0.0.1:9"):
        gone = live_bucket()
    with override_settings(BRANCHLINE_LIVE_BUCKET="nobody-s"):
        refuses = live_bucket()
    with override_settings(BRANCHLINE_LIVE_SEGMENTS=f"{shop.address}/nobody-s"):
        unseen = live_bucket()
    assert unseen is not None
    unseen.put("a/360p/000000.ts", tmp_path / "file")
    with pytest.raises(OSError, match="404"):
        unseen.put("a/audio/000000.ts", tmp_path / "file")
    unseen.close()
    for bucket in (gone, refuses):
        assert bucket is not None
        with pytest.raises(OSError, match=r"connect|exist"):
            bucket.put("a/b", tmp_path / "file")
        with pytest.raises(OSError, match=r"connect|exist"):
            bucket.remove("a")
        bucket.close()


def test_what_panic_withdraws_a_rehearsal_and_what_is_private_never_get_there(
    alice: Places, house: House, shop: Shop
) -> None:
    broadcast = _live(alice)
    key = _begin(broadcast, house, rehearsal=True)
    house.show(key)
    assert shop.names() == set()
    actions.stop_rehearsal(broadcast=broadcast, by=NOBODY, now=NOW)
    house.caster.follow(ask({}), time.monotonic())
    house.caster.step(time.monotonic() + 60)
    broadcast.refresh_from_db()
    key = _begin(broadcast, house)
    stage = house.caster.stages[key]
    stage.composer.add(Cut(1, 0, float(PACE), time.monotonic()))
    actions.press_panic(broadcast=broadcast, by=NOBODY, now=NOW + timedelta(minutes=1))
    house.caster.follow(ask({}), time.monotonic())
    number = house.show(key)
    assert shop.names() == {f"{broadcast.prefix}/{r}/{number:06d}.ts" for r in SHOWN}
    shown = stage.journal.show.segments[number]
    assert shown.is_slate

    own = stage.house.__class__(house.root, "b", "p" * 22, "b", private=True)
    house.uploads.begin(own, [shown])
    assert house.uploads.waiting == 0


def test_a_quarter_of_an_hour_after_the_end_it_is_gone_there_too(
    alice: Places, house: House, shop: Shop
) -> None:
    broadcast = _live(alice)
    key = _begin(broadcast, house)
    house.show(key)
    actions.end_broadcast(broadcast=broadcast, by=NOBODY, now=NOW + timedelta(minutes=5))
    house.caster.follow(ask({}), time.monotonic())
    house.caster.step(time.monotonic() + 60)
    assert house.asked_for(broadcast.prefix, 0).status == 302
    with (
        override_settings(BRANCHLINE_LIVE_BUCKET="nobody-s"),
        pytest.raises(OSError, match="exist"),
    ):
        jobs.put_stream_away.here(broadcast=broadcast.public_id)
    for _again in range(2):
        jobs.put_stream_away.here(broadcast=broadcast.public_id)
    assert shop.names() == set()
    assert not there_file(house.root, broadcast.prefix).exists()
    assert house.asked_for(broadcast.prefix, 0).status == 404


def test_another_caster_goes_on_with_what_is_there(alice: Places, house: House, shop: Shop) -> None:
    broadcast = _live(alice)
    key = _begin(broadcast, house)
    house.show(key)
    house.caster.stages[key].close()
    house.caster = Caster(house.root, Uploads(house.root, house.bucket))
    house.caster.follow(ask({}), time.monotonic())
    house.show(key)
    assert [house.asked_for(broadcast.prefix, n).status for n in range(2)] == [302, 302]


@contextmanager
def _silent_about_browsers() -> Iterator[str]:
    """A cache before the bucket that forgets to say that pages of others may read it."""

    class Cache(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"doctor")

    with HTTPServer(("127.0.0.1", 0), Cache) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        thread.join()


def test_the_doctor_tries_the_bucket(house: House, shop: Shop) -> None:
    [found] = doctor.segments()
    assert found.well, found.sentence
    assert shop.names() == set()
    for wrong, says in (
        ({"BRANCHLINE_LIVE_BUCKET": ""}, "Set both"),
        ({"BRANCHLINE_LIVE_BUCKET_ADDRESS": "http://127.0.0.1:9"}, "can’t be used"),
        ({"BRANCHLINE_LIVE_SEGMENTS": f"{shop.address}/nobody-s"}, "can’t be used"),
    ):
        with override_settings(**wrong):
            [found] = doctor.segments()
            assert not found.well
            assert says in found.sentence
    with _silent_about_browsers() as address, override_settings(BRANCHLINE_LIVE_SEGMENTS=address):
        assert "CORS" in doctor.segments()[0].sentence
    with override_settings(BRANCHLINE_LIVE_BUCKET="", BRANCHLINE_LIVE_SEGMENTS=""):
        assert doctor.segments() == []
