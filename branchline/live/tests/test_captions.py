"""Lines that somebody taps become captions: each once, at its moment, never two at a time."""

import subprocess
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.live.stream import playlists
from branchline.live.stream.captions import (
    LASTS,
    SHORTEST,
    Captions,
    Tap,
    decide,
    escaped,
    sounding,
    webvtt,
)
from branchline.live.stream.composing import HOLD
from branchline.live.stream.cutting import ffmpeg
from branchline.live.stream.house import House
from branchline.live.stream.journal import Journal, Said, Segment, Show
from branchline.live.stream.slate import make_slate
from branchline.live.stream.timestamps import first_timestamp

SLOWEST = HOLD - LASTS
"""Seconds that a tap may take to get here."""


@dataclass
class Morning:
    """A stream in memory, whose segments are given out when the hold is over; `taps` with when each gets here."""

    show: Show = field(default_factory=Show)
    now: float = 1000.0
    taps: list[tuple[Tap, float]] = field(default_factory=list)

    def tap(self, at: float, text: str, *, late: float = 0.2) -> None:
        tap = Tap(len(self.taps) + 1, 1000.0 + at, {"en": text} if text else {})
        self.taps.append((tap, 1000.0 + at + late))

    def segment(self, seconds: float = 2.0, *, slate: bool = False, joint: bool = False) -> Segment:
        self.now += seconds
        number = len(self.show.segments)
        segment = self.show.next(
            session=0 if slate else 1, cut=number, seconds=seconds, joint=joint or slate
        )
        here = [tap for tap, arrives in self.taps if arrives <= self.now + HOLD]
        self.show.said += decide(
            here,
            known=frozenset(said.cue for said in self.show.said),
            segment=segment,
            until=self.now,
            spoken=max((said.ends for said in self.show.said), default=0.0),
        )
        self.show.segments.append(segment)
        return segment

    @property
    def shown(self) -> list[tuple[float, float, str]]:
        return [(s.begins, s.ends, s.text("en")) for s in self.show.said if s.is_shown]


def test_a_line_is_on_until_the_next_or_until_it_has_been_read() -> None:
    morning = Morning()
    morning.tap(1.5, "Twinkle, twinkle, little star")
    morning.tap(4.0, "How I wonder what you are")
    morning.tap(12.0, "Up above the world so high")
    morning.tap(13.0, "")
    for _ in range(10):
        morning.segment()
    assert morning.shown == [
        (1.5, 4.0, "Twinkle, twinkle, little star"),
        (4.0, 8.4, "How I wonder what you are"),
        (12.0, 13.0, "Up above the world so high"),
    ]
    # "Nothing" is noted too: chapters and the cue sheet go by it.
    assert [said.begins for said in morning.show.said] == [1.5, 4.0, 12.0, 13.0]


def test_a_tap_put_right_at_once_shows_the_right_line_only() -> None:
    morning = Morning()
    morning.tap(3.0, "Not this one")
    morning.tap(3.2, "This one")
    for _ in range(5):
        morning.segment()
    assert morning.shown == [(3.2, 7.6, "This one")]


def test_what_is_tapped_during_the_slate_is_noted_and_not_shown() -> None:
    morning = Morning()
    morning.segment()
    morning.tap(2.5, "Nobody can see us")
    morning.segment(slate=True)
    morning.segment(joint=True)
    assert morning.shown == []
    assert [said.begins for said in morning.show.said] == [2.5]


def test_a_tap_that_comes_late_is_shown_for_as_long_as_it_is_still_sung() -> None:
    morning = Morning()
    morning.tap(1.0, "The network was slow", late=7.5)
    morning.tap(8.0, "Far too late", late=60)
    for _ in range(40):
        morning.segment()
    assert morning.shown == [(2.0, 5.4, "The network was slow")]
    assert len(morning.show.said) == 2


moments = st.lists(
    st.tuples(st.integers(0, 40_000), st.booleans(), st.floats(0.0, SLOWEST - 0.01)), max_size=25
)
pieces = st.lists(
    st.tuples(st.sampled_from([1.0, 1.967, 2.0, 4.0]), st.sampled_from(["on", "slate", "anew"])),
    min_size=1,
    max_size=30,
)


@given(moments, pieces)
def test_whatever_is_tapped_and_however_the_stream_goes_no_two_lines_are_on_at_once(
    tapped: list[tuple[int, bool, float]], stream: list[tuple[float, str]]
) -> None:
    morning = Morning()
    for ms, words, late in tapped:
        morning.tap(ms / 1000, f"At {ms}" if words else "", late=late)
    for seconds, how in stream:
        morning.segment(seconds, slate=how == "slate", joint=how == "anew")
    said = morning.show.said
    assert len({s.cue for s in said}) == len(said)
    for before, after in pairwise([s for s in said if s.is_shown]):
        assert before.ends <= after.begins
    assert all(s.ends - s.begins <= LASTS + 0.002 for s in said)
    assert {s.cue for s in said} == {t.cue for t, _ in morning.taps if t.at < morning.now}
    if all(how == "on" for _, how in stream):
        _each_once_in_time(morning)


def _each_once_in_time(morning: Morning) -> None:
    """Without a break in the stream every line that lasts long enough is there from its very moment."""
    in_order = sorted((tap for tap, _ in morning.taps), key=lambda tap: (tap.at, tap.cue))
    shown = {s.cue: s for s in morning.show.said if s.is_shown}
    for tap, after in pairwise([*in_order, Tap(0, float("inf"), {})]):
        if tap.at >= morning.now or not tap.words:
            assert tap.cue not in shown
        elif after.at - tap.at >= SHORTEST + 0.002:
            assert abs(shown[tap.cue].begins - (tap.at - 1000.0)) < 0.002
            assert shown[tap.cue].ends <= after.at - 1000.0 + 0.002


def test_a_line_stands_in_every_segment_in_which_it_sounds_and_in_none_after_a_joint() -> None:
    morning = Morning()
    morning.tap(1.5, "A long line")
    for joint in (False, False, True, False):
        morning.segment(joint=joint)
    has = [bool(sounding(morning.show, segment)) for segment in morning.show.segments]
    assert has == [True, True, False, False]


def test_words_are_only_words_whatever_somebody_typed() -> None:
    nasty = "</v><b onclick=x()>\n\n00:00:01.000 --> 00:00:09.000\n<i>hi</i> & --> co"
    told = webvtt(
        [(7, Said(1, 3661.5, 3663.25, {"en": nasty}))], lang="en", starts=3660.0, ticks=900_000
    )
    assert told.splitlines()[:5] == [
        "WEBVTT",
        "X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:01:01:00.000",
        "",
        "line-7",
        "01:01:01.500 --> 01:01:03.250",
    ]
    words = told.splitlines()[5:]
    assert all(words), "an empty line would end the caption"
    assert not any("<" in row or "-->" in row for row in words)
    assert escaped("Tom & Tim") == "Tom &amp; Tim"


def test_a_line_without_words_in_a_language_is_shown_as_it_was_sung() -> None:
    assert Said(1, 0, 1, {"cy": "Mi welais Jac y Do"}).text("en") == "Mi welais Jac y Do"
    assert Said(1, 0, 1, {"en": "Hello", "cy": "Helo"}).text("cy") == "Helo"


@pytest.fixture(scope="module")
def slate(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_slate(tmp_path_factory.mktemp("slate"), target=2)


def test_the_moment_at_which_a_segment_begins_is_read_from_itself(
    slate: dict[str, Path], tmp_path: Path
) -> None:
    later = tmp_path / "later.ts"
    subprocess.run(
        [ffmpeg(), "-loglevel", "error", "-i", str(slate["360p"]), "-c", "copy", "-muxdelay", "0",
         "-muxpreload", "0", "-output_ts_offset", "30000", str(later)],
        check=True,
    )  # fmt: skip
    first = first_timestamp(slate["360p"])
    assert 0 <= first < 90_000
    assert abs(first_timestamp(later) - first - 30_000 * 90_000) <= 1
    assert 0 <= first_timestamp(slate["audio"]) < 90_000


def test_whoever_goes_on_after_a_kill_shows_no_line_twice_and_the_rest(
    slate: dict[str, Path], tmp_path: Path
) -> None:
    house = House(tmp_path, "b", "p" * 22, "b")
    taps = [Tap(1, 1001.0, {"en": "One"}), Tap(2, 1003.0, {"cy": "Dau"}), Tap(3, 1005.5, {})]

    def release(captions: Captions, until: float) -> None:
        show = captions.journal.show
        segment = show.next(session=1, cut=len(show.segments), seconds=2.0, joint=False)
        goal = house.public / "720p" / f"{segment.number:06d}.ts"
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(slate["720p"].read_bytes())
        captions.release(segment, until)
        captions.journal.release(segment)

    first = Captions(house, Journal(house.journal))
    first.follow(taps, ["en"])
    release(first, 1002.0)
    first.journal.close()
    again = Captions(house, Journal(house.journal))
    # The clock of the machine has jumped: what was heard again says another moment.
    again.follow([Tap(1, 1002.5, {"en": "One"}), *taps[1:]], ["en", "cy"])
    for until in (1004.0, 1006.0):
        release(again, until)
    again.write_playlists()
    again.journal.close()
    third = Journal(house.journal)
    third.close()
    said = third.show.said
    assert [(s.cue, s.begins, s.ends) for s in said] == [
        (1, 1.0, 3.0),
        (2, 3.0, 5.5),
        (3, 5.5, 5.5),
    ]
    texts = {
        (path.parent.name, path.stem): path.read_text().splitlines()[3:]
        for path in house.public.glob("words-*/*.vtt")
    }
    one = ["line-0", "00:00:01.000 --> 00:00:03.000", "One"]
    two = ["line-1", "00:00:03.000 --> 00:00:05.500", "Dau"]
    for lang in ("en", "cy"):
        assert texts[f"words-{lang}", "000000"] == one
        assert texts[f"words-{lang}", "000001"] == [*one, "", *two]
        assert texts[f"words-{lang}", "000002"] == two
        listed = (house.public / f"words-{lang}" / "all.m3u8").read_text()
        assert [f"{n:06d}.vtt" in listed for n in range(4)] == [True, True, True, False]
    master = playlists.master(playlists.RENDITIONS, captions=again.languages)
    assert master.count('URI="words-') == 2
    assert 'NAME="English",LANGUAGE="en",AUTOSELECT=YES,DEFAULT=YES' in master
