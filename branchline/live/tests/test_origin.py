"""The origin: what it takes, what it gives, what it says no to, and what it forgets again."""

import asyncio
import shutil
import time
from pathlib import Path

import pytest

from branchline.live.origin import Origin
from branchline.live.passes import give_pass
from branchline.live.stream import held
from branchline.live.stream.house import spool_of
from branchline.live.stream.spool import LARGEST
from tests.harness.looping import run

from .asking import Asked, get, send

PAGES = "https://library.example.test"
PREFIX = "a" * 22


@pytest.fixture
def origin(tmp_path: Path) -> Origin:
    for name, content in (
        ("now.m3u8", b"#EXTM3U\n"),
        ("720p/now.m3u8", b"#EXTM3U\n#1\n"),
        ("720p/000000.ts", b"picture"),
        ("words-en/000000.vtt", b"WEBVTT\n"),
    ):
        path = tmp_path / "public" / PREFIX / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "secret.ts").write_bytes(b"secret")
    return Origin(tmp_path, PAGES)


@pytest.fixture
def door() -> str:
    return f"/send/{give_pass(broadcast='abcdefghij', session=1)}"


def test_a_chunk_is_kept_as_often_as_it_is_sent_and_once(origin: Origin, door: str) -> None:
    assert send(origin, f"{door}/0", b"one ", b"chunk").status == 204
    assert send(origin, f"{door}/0", b"one chunk").status == 204
    assert send(origin, f"{door}/0", b"another").status == 409
    spool = spool_of(origin.root, "abcdefghij", 1)
    assert [chunk.read() for chunk in spool.chunks()] == [b"one chunk"]
    assert spool.times() == {0: 1.0}


def test_a_chunk_of_nothing_or_without_its_time_is_sent_back(origin: Origin, door: str) -> None:
    assert send(origin, f"{door}/0", b"").status == 400
    assert send(origin, f"{door}/0", b"chunk", recorded="soon").status == 400
    assert send(origin, f"{door}/0", b"chunk", recorded="-1").status == 400
    assert spool_of(origin.root, "abcdefghij", 1).numbers() == []


def test_too_much_is_refused_before_all_of_it_came(origin: Origin, door: str) -> None:
    part = b"x" * (1024 * 1024)
    answer = send(origin, f"{door}/0", *[part] * 30)
    assert answer.status == 413
    assert answer.taken == LARGEST // len(part) + 1


def test_whoever_leaves_in_the_middle_has_left_nothing(origin: Origin, door: str) -> None:
    asked = Asked("PUT", f"{door}/0", [b"half"], {"X-Recorded": "1000"}, leaves=True)
    assert asked.of(origin).status == 400
    assert spool_of(origin.root, "abcdefghij", 1).numbers() == []


def test_a_pass_that_is_nobodys_is_refused_before_a_byte_is_taken(
    origin: Origin, door: str
) -> None:
    answer = send(origin, f"{door[:-1]}x/0" if door[-1] != "x" else f"{door[:-1]}y/0", b"chunk")
    assert (answer.status, answer.taken) == (403, 0)
    assert not (origin.root / "spool").exists()


def test_a_pass_writes_into_its_own_session_only(origin: Origin) -> None:
    for session in (1, 2):
        door = f"/send/{give_pass(broadcast='abcdefghij', session=session)}"
        assert send(origin, f"{door}/0", b"of %d" % session).status == 204
    first = spool_of(origin.root, "abcdefghij", 1)
    assert [chunk.read() for chunk in first.chunks()] == [b"of 1"]


def test_a_session_that_was_taken_over_is_told_and_what_it_had_recorded_is_kept(
    origin: Origin, door: str
) -> None:
    send(origin, f"{door}/0", b"before")
    spool = spool_of(origin.root, "abcdefghij", 1)
    spool.close()
    assert send(origin, f"{door}/1", b"recorded before, sent after").status == 202
    assert send(origin, f"{door}/1", b"recorded before, sent after").status == 202
    assert send(origin, f"{door}/1", b"another").status == 409
    assert spool.numbers() == [0, 1]


def test_a_disk_that_is_full_is_told_and_the_same_chunk_is_taken_later(
    origin: Origin, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("branchline.live.stream.spool.RESERVE", 2**60)
    assert send(origin, f"{door}/0", b"chunk").status == 507
    monkeypatch.undo()
    assert send(origin, f"{door}/0", b"chunk").status == 204


@pytest.mark.parametrize(
    ("name", "kind", "lasts"),
    [
        ("now.m3u8", "application/vnd.apple.mpegurl", "public, max-age=1"),
        ("720p/now.m3u8", "application/vnd.apple.mpegurl", "public, max-age=1"),
        ("720p/000000.ts", "video/mp2t", "public, max-age=86400, immutable"),
        ("words-en/000000.vtt", "text/vtt; charset=utf-8", "public, max-age=10"),
    ],
)
def test_what_is_given_says_what_it_is_and_how_long_it_lasts(
    origin: Origin, name: str, kind: str, lasts: str
) -> None:
    answer = get(origin, f"/live/{PREFIX}/{name}")
    assert answer.status == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == lasts
    assert answer.headers["access-control-allow-origin"] == PAGES
    assert answer.headers["content-length"] == str(len(answer.body))
    assert "set-cookie" not in answer.headers
    again = get(origin, f"/live/{PREFIX}/{name}", if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    head = get(origin, f"/live/{PREFIX}/{name}", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == answer.headers["content-length"]


def test_a_playlist_is_looked_at_again_a_segment_never(
    origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "FRESH", {".m3u8": 0.0, ".vtt": 0.0})
    folder = origin.root / "public" / PREFIX / "720p"
    for name in ("now.m3u8", "000000.ts"):
        get(origin, f"/live/{PREFIX}/720p/{name}")
        (folder / name).write_bytes(b"changed")
    time.sleep(0.01)
    assert get(origin, f"/live/{PREFIX}/720p/now.m3u8").body == b"changed"
    assert get(origin, f"/live/{PREFIX}/720p/000000.ts").body == b"picture"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/live/",
        f"/live/{PREFIX}/720p/000001.ts",
        f"/live/{PREFIX}/../../secret.ts",
        f"/live/{PREFIX}/720p/../../../secret.ts",
        f"/live/{PREFIX}/%2e%2e/secret.ts",
        f"/live/{PREFIX}/720p/000000.ts/",
        f"/live/{PREFIX}/720p/000000.ts\n",
        f"/live/{PREFIX}/720p/0000000.ts",
        f"/live/{PREFIX}/720p/\u0661\u0661\u0661\u0661\u0661\u0661.ts",
        f"/live/{PREFIX}/480p/000000.ts",
        f"/live/{'b' * 22}/now.m3u8",
        "/spool/abcdefghij/1/000000.chunk",
        "/journal/abcdefghij.jsonl",
    ],
)
def test_there_is_nothing_but_what_was_released(origin: Origin, path: str) -> None:
    answer = get(origin, path)
    assert (answer.status, answer.body) == (404, b"")


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PATCH"])
def test_a_door_for_chunks_is_for_nothing_else(origin: Origin, door: str, method: str) -> None:
    assert get(origin, f"{door}/0", method=method).status == 404


def test_a_browser_that_asks_beforehand_is_told_what_it_may(origin: Origin, door: str) -> None:
    answer = get(origin, f"{door}/0", method="OPTIONS", origin=PAGES)
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == PAGES
    assert "PUT" in answer.headers["access-control-allow-methods"]
    assert "x-recorded" in answer.headers["access-control-allow-headers"]


def test_made_up_addresses_fill_no_memory(origin: Origin) -> None:
    for number in range(200):
        made_up = f"{number:022d}"
        assert get(origin, f"/live/{made_up}/now.m3u8").status == 404
        assert get(origin, f"/beat/{made_up}/{'t' * 16}/1000", method="POST").status == 404
        assert get(origin, f"/live/{PREFIX}/720p/{number + 1:06d}.ts").status == 404
    assert not len(origin._shelf)  # what it holds in memory is the point


def test_what_nobody_asks_for_any_more_leaves_the_memory(
    origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    get(origin, f"/live/{PREFIX}/720p/000000.ts")
    monkeypatch.setattr(held, "KEPT", 0.0)
    time.sleep(0.01)
    get(origin, f"/live/{PREFIX}/now.m3u8")
    shutil.rmtree(origin.root / "public")
    assert get(origin, f"/live/{PREFIX}/720p/000000.ts").status == 404


def test_whoever_fetches_whole_evenings_fills_no_memory(
    origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "MOST_KEPT", 10_000)
    folder = origin.root / "public" / PREFIX / "720p"
    for number in range(200):
        (folder / f"{number:06d}.ts").write_bytes(b"x" * 900)
        assert len(get(origin, f"/live/{PREFIX}/720p/{number:06d}.ts").body) == 900
        get(origin, f"/live/{PREFIX}/720p/000000.ts")
        shelf = origin._shelf  # what it holds is the point
        assert sum(len(each.content) for each in shelf._held.values()) == shelf.size <= 10_000
    shutil.rmtree(folder)
    assert get(origin, f"/live/{PREFIX}/720p/000000.ts").status == 200, "asked for all the time"
    assert get(origin, f"/live/{PREFIX}/720p/000001.ts").status == 404


def test_a_count_is_forgotten_when_no_address_leads_there_any_more(origin: Origin) -> None:
    path = f"/beat/{PREFIX}/{'t' * 16}/1000"
    assert get(origin, path, method="POST").status == 204
    origin._save()
    assert list(origin.counts) == [PREFIX]
    shutil.rmtree(origin.root / "public")
    origin._save()
    assert not origin.counts
    assert get(origin, path, method="POST").status == 404
    shutil.rmtree(origin.root / "counts")
    origin._save()
    assert not (origin.root / "counts").exists()


def test_somebody_who_sends_slowly_keeps_nobody_waiting(origin: Origin, door: str) -> None:
    async def story() -> list[int]:
        slow = asyncio.create_task(
            Asked("PUT", f"{door}/0", [b"."] * 5000, {"X-Recorded": "1000"}).meanwhile(origin)
        )
        await asyncio.sleep(0)
        quick = [
            (await Asked("GET", f"/live/{PREFIX}/now.m3u8").meanwhile(origin)).status
            for _ in range(20)
        ]
        assert not slow.done()
        return [*quick, (await slow).status]

    assert run(story()) == [200] * 20 + [204]
