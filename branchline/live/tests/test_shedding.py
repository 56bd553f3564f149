"""A full line: less for whoever joins, nothing else for whoever watches, and a refusal for nobody."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.live.origin import Origin
from branchline.live.stream.playlists import masters
from branchline.live.stream.shedding import (
    DOWN,
    FULL,
    INSTEAD,
    SECONDS,
    SOUND,
    UP,
    Egress,
    Shedding,
    level_after,
    measure,
    read_load,
)

from .asking import get

levels = st.integers(FULL, SOUND)
shares = st.floats(0, 20)
MASTERS = [f"/{name}" for name in masters(captions=["en"])]
PREFIX = "a" * 22


@given(levels, shares, shares)
def test_a_fuller_line_never_gives_more(level: int, share: float, more: float) -> None:
    assert level_after(level, share) <= level_after(level, max(share, more))


@given(levels, shares)
def test_it_follows_from_the_share_at_once_and_stays_there(level: int, share: float) -> None:
    there = level_after(level, share)
    assert FULL <= there <= SOUND
    assert level_after(there, share) == there
    assert there == SOUND or share <= UP[there]
    assert there == FULL or share >= DOWN[there - 1]


@given(levels, st.lists(st.floats(-0.04, 0.04)))
def test_it_does_not_go_to_and_fro(level: int, wobbles: list[float]) -> None:
    """Around any one share a line that wobbles by a few per cent changes the level once at most, in one direction."""
    for around in (0.2, UP[0], UP[1], 0.78, DOWN[0], 2.0):
        seen = [level]
        for each in wobbles:
            seen.append(level_after(seen[-1], around + each))
        assert seen in (sorted(seen), sorted(seen, reverse=True))


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(0, 10**7)), max_size=60))
def test_what_was_given_out_is_the_whole_seconds_before_this_one(
    given_out: list[tuple[float, int]],
) -> None:
    line, now, told = Shedding(0.0), 0.0, []
    for pause, size in given_out:
        now += pause
        line.gave(size, now)
        told.append((int(now), size))
    line.look(now)
    expected = sum(size for second, size in told if int(now) - SECONDS <= second < int(now))
    assert line.egress.bits == expected * 8 / SECONDS
    assert line.level == FULL, "nobody has said how much the line carries"


def test_after_a_long_silence_nothing_is_left_of_it() -> None:
    egress = Egress()
    egress.now = 10**9
    egress.go_on(10**6)
    assert egress.bits == 0


@pytest.mark.parametrize("level", range(FULL, SOUND + 1))
def test_whatever_is_asked_for_something_is_given_and_never_more(level: int) -> None:
    assert sorted(INSTEAD[level]) == sorted(MASTERS)
    for asked, instead in INSTEAD[level].items():
        assert instead in MASTERS
        assert len(_renditions(instead)) <= len(_renditions(asked))
        assert "720p" not in _renditions(instead) or level == FULL
        assert _renditions(instead) == {"audio"} or level < SOUND


def _renditions(master: str) -> set[str]:
    lines = masters(captions=[])[master[1:]].splitlines()
    return {line.partition("/")[0] for line in lines if not line.startswith("#")}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr("branchline.live.origin.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def origin(tmp_path: Path) -> Origin:
    """A line of 1 Mbit/s; segments of 12.5 kB, so that ten a second fill it."""
    public = tmp_path / "public" / PREFIX
    (public / "360p").mkdir(parents=True)
    for name, master in masters(captions=["en"]).items():
        (public / name).write_text(master)
    (public / "360p" / "000000.ts").write_bytes(b"x" * 12_500)
    (public / "360p" / "now.m3u8").write_text("#EXTM3U\n")
    return Origin(tmp_path, "https://library.example.test", uplink=1_000_000)


def fill(origin: Origin, clock: list[float], *, seconds: int, every: float) -> None:
    """A segment every so many seconds."""
    end = clock[0] + seconds
    while clock[0] < end:
        assert get(origin, f"/live/{PREFIX}/360p/000000.ts").status == 200
        clock[0] += every


def given_to_who_joins(origin: Origin, which: str = "now") -> str:
    answer = get(origin, f"/live/{PREFIX}/{which}.m3u8")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=1"
    renditions = [line for line in answer.body.decode().splitlines() if not line.startswith("#")]
    return " ".join(each.partition("/")[0] for each in renditions)


def test_whoever_joins_a_full_line_gets_less_and_more_when_it_empties(
    origin: Origin, clock: list[float]
) -> None:
    assert given_to_who_joins(origin) == "720p 360p audio"
    fill(origin, clock, seconds=10, every=0.125)  # 80 %
    assert given_to_who_joins(origin) == "720p 360p audio"
    fill(origin, clock, seconds=10, every=0.1125)  # 89 %
    assert (given_to_who_joins(origin), given_to_who_joins(origin, "all")) == ("360p", "360p")
    assert given_to_who_joins(origin, "now-sound") == "audio"
    fill(origin, clock, seconds=10, every=0.05)  # 200 %
    assert (given_to_who_joins(origin), given_to_who_joins(origin, "all-low")) == ("audio", "audio")
    # Who plays is left alone: the lists and segments of each rendition are there for them.
    assert get(origin, f"/live/{PREFIX}/360p/now.m3u8").body == b"#EXTM3U\n"
    fill(origin, clock, seconds=10, every=0.125)  # 80 %
    assert given_to_who_joins(origin) == "360p"
    clock[0] += 60
    measure(origin.root, origin.shedding, clock[0])
    assert given_to_who_joins(origin) == "720p 360p audio"


def test_a_line_of_which_nobody_has_said_anything_gives_everything(
    tmp_path: Path, origin: Origin, clock: list[float]
) -> None:
    unsaid = Origin(tmp_path, "https://library.example.test")
    fill(unsaid, clock, seconds=10, every=0.02)
    assert given_to_who_joins(unsaid) == "720p 360p audio"
    measure(tmp_path, unsaid.shedding, clock[0])
    assert read_load(tmp_path, clock[0]) is None


def test_studios_are_told_while_it_is_measured(origin: Origin, clock: list[float]) -> None:
    fill(origin, clock, seconds=10, every=0.1)
    measure(origin.root, origin.shedding, clock[0])
    load = read_load(origin.root, clock[0] + 1)
    assert load is not None
    assert (load.level, load.percent) == (SOUND, 100)
    assert read_load(origin.root, clock[0] + 60) is None
