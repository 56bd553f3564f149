"""A whole evening in milliseconds: what viewers get, whatever a publisher, a network or a kill does."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import m3u8
from hypothesis import given
from hypothesis import strategies as st

from branchline.live.stream import playlists
from branchline.live.stream.composing import HOLD, Composer, Cut
from branchline.live.stream.journal import Journal, Segment, Show

TICK = 0.25
SECONDS = 2.0
NEW_YEAR = 1_798_761_600.0
"""Seconds since 1970."""


@dataclass
class Evening:
    """A publisher who films without a pause; `cut_off` and `panic` say what goes wrong from tick to tick."""

    composer: Composer = field(default_factory=lambda: Composer(Show(), SECONDS))
    now: float = 1000.0
    number: int = 0
    session: int = 1
    filmed: float = 1000.0
    kept_back: list[Cut] = field(default_factory=list)
    shown: list[tuple[float, Segment, float]] = field(default_factory=list)
    """When, what, and until which moment it was taken (slate: minus infinity)."""
    taken: dict[tuple[int, int], float] = field(default_factory=dict)

    def tick(self, *, network: bool = True) -> None:
        self.now += TICK
        while self.filmed + SECONDS + 1 <= self.now:
            self.filmed += SECONDS
            cut = Cut(self.session, self.number, SECONDS, self.filmed)
            self.taken[(cut.session, cut.number)] = cut.taken
            self.number += 1
            self.kept_back.append(cut)
        if network:
            for cut in self.kept_back:
                self.composer.add(cut)
            self.kept_back = []
        while (segment := self.composer.due(self.now)) is not None:
            self.composer.show.segments.append(segment)
            taken = self.taken.get((segment.session, segment.cut), float("-inf"))
            self.shown.append((self.now, segment, taken))

    def pass_by(self, seconds: float, *, network: bool = True) -> None:
        for _ in range(round(seconds / TICK)):
            self.tick(network=network)


def test_nobody_has_a_picture_before_the_hold_is_over_and_nothing_is_left_out() -> None:
    evening = Evening()
    evening.pass_by(60)
    assert [s.cut for _, s, _ in evening.shown] == list(range(len(evening.shown)))
    assert len(evening.shown) >= 26
    assert all(HOLD <= when - taken < HOLD + 2 * TICK for when, _, taken in evening.shown)
    assert not any(s.joint for _, s, _ in evening.shown)


def test_a_network_that_is_away_for_less_than_the_hold_is_not_seen() -> None:
    evening = Evening()
    evening.pass_by(20)
    evening.pass_by(3, network=False)
    evening.pass_by(20)
    assert not any(s.is_slate for _, s, _ in evening.shown)


def test_twelve_seconds_away_bring_the_slate_then_what_is_on_now_not_the_backlog() -> None:
    evening = Evening()
    evening.pass_by(20)
    evening.pass_by(12, network=False)
    evening.pass_by(20)
    times = [when for when, _, _ in evening.shown]
    assert max(b - a for a, b in pairwise(times)) <= SECONDS + 0.75
    slates = [s.number for _, s, _ in evening.shown if s.is_slate]
    assert 3 <= len(slates) <= 6
    assert slates == list(range(slates[0], slates[0] + len(slates)))
    last_when, _, last_taken = evening.shown[-1]
    assert last_when - last_taken <= HOLD + 2 * TICK


@given(st.floats(0, SECONDS), st.floats(3, 30))
def test_whoever_comes_back_is_seen_again_however_segments_and_slates_fall(
    phase: float, away: float
) -> None:
    evening = Evening()
    evening.pass_by(20)
    evening.pass_by(away, network=False)
    evening.session, evening.number, evening.kept_back = 2, 0, []
    evening.filmed = evening.now + phase
    evening.pass_by(phase + SECONDS + HOLD + 3)
    back = evening.now
    evening.pass_by(20)
    assert not any(s.is_slate for when, s, _ in evening.shown if when > back)


def test_panic_withdraws_what_nobody_has_and_what_is_filmed_until_it_ends() -> None:
    evening = Evening()
    evening.pass_by(21)
    pressed = evening.now
    evening.composer.press_panic()
    evening.pass_by(10)
    evening.composer.end_panic(evening.now)
    ended = evening.now
    evening.pass_by(30)
    for when, segment, taken in evening.shown:
        if not segment.is_slate:
            assert taken <= pressed - HOLD + TICK or taken - SECONDS >= ended
        elif when > pressed:
            assert when <= ended + HOLD + SECONDS * 2
    assert evening.shown[-1][1].session == 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["film", "away", "panic", "calm", "take over"]), st.integers(1, 40)
        ),
        max_size=12,
    )
)
def test_players_are_never_left_without_a_segment_and_playlists_hold_together(
    story: list[tuple[str, int]],
) -> None:
    evening = Evening()
    evening.composer.show.clock = NEW_YEAR
    evening.pass_by(12)
    seen: dict[int, tuple[str, int]] = {}
    for what, ticks in story:
        if what == "panic":
            evening.composer.press_panic()
        if what == "calm":
            evening.composer.end_panic(evening.now)
        if what == "take over":
            evening.session, evening.number, evening.kept_back = evening.session + 1, 0, []
        for _ in range(ticks):
            evening.tick(network=what != "away")
            follow(playlists.now(evening.composer.show), seen)
    times = [when for when, _, _ in evening.shown]
    assert all(b - a <= SECONDS + 1 for a, b in pairwise(times))
    follow(playlists.everything(evening.composer.show), seen)
    seen_again = range(0, len(evening.composer.show.segments), 2)
    whole = m3u8.loads(playlists.replay(evening.composer.show, seen_again))
    assert whole.is_endlist
    assert not any(segment.program_date_time for segment in whole.segments)
    assert whole.files == [f"{number:06d}.ts" for number in seen_again]


def follow(playlist: str, seen: dict[int, tuple[str, int]]) -> None:
    """As a player does that asks again and again: a number is always the same piece of the same discontinuity."""
    read = m3u8.loads(playlist)
    assert read.target_duration == SECONDS
    assert read.media_sequence is not None
    joints = read.discontinuity_sequence or 0
    for segment in read.segments[:1]:
        assert segment.program_date_time
    ends = [s.current_program_date_time + timedelta(seconds=s.duration) for s in read.segments]
    for end, after in zip(ends, read.segments[1:], strict=False):
        assert after.current_program_date_time >= end - timedelta(milliseconds=2)
    for at, segment in enumerate(read.segments):
        if segment.discontinuity:
            joints += 1
        number = read.media_sequence + at
        assert round(segment.duration) <= read.target_duration
        assert seen.setdefault(number, (segment.uri, joints)) == (segment.uri, joints)


def test_a_journal_that_was_cut_off_in_the_middle_of_a_line_goes_on_with_the_next_number(
    tmp_path: Path,
) -> None:
    path = tmp_path / "one.jsonl"
    first = Journal(path, target=4)
    for cut in range(3):
        first.release(first.show.next(session=1, cut=cut, seconds=4.0, joint=False))
    first.withdraw({1})
    first.close()
    with path.open("ab") as file:
        file.write(b'{"segment":{"number":3,"ses')
    again = Journal(path)
    assert (again.show.target, len(again.show.segments), again.show.withdrawn) == (4, 3, {1})
    again.release(again.show.next(session=2, cut=0, seconds=4.0, joint=True))
    again.end()
    again.close()
    third = Journal(path)
    assert [s.number for s in third.show.segments] == [0, 1, 2, 3]
    assert third.show.ended
    assert playlists.now(third.show).rstrip().endswith("#EXT-X-ENDLIST")
    third.close()
