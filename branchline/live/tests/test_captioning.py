"""The two clocks of a replay's captions, and what stands in the caption file of each piece."""

from hypothesis import given
from hypothesis import strategies as st

from ..stream.captioning import Caption, clock_of, pieces, segment_file
from ..stream.journal import Show
from ..stream.subtitles import moment


def shown(joints: set[int], count: int = 12) -> Show:
    """Pieces of 2 seconds."""
    show = Show(2)
    for cut in range(count):
        show.segments.append(show.next(session=1, cut=cut, seconds=2.0, joint=cut in joints))
    return show


def test_what_is_left_out_is_no_time_in_the_replay() -> None:
    clock = clock_of(shown(set()), [2, 3, 6])
    assert clock.total == 6_000
    assert [clock.shown(at) for at in (0, 4_000, 5_500, 9_000, 12_500, 99_000)] == [
        0, 0, 1_500, 4_000, 4_500, 6_000,
    ]  # fmt: skip
    assert (clock.ends(4_000), clock.begins(4_000)) == (8_000, 12_000)
    assert (clock.begins(6_000), clock.ends(9_000)) == (14_000, 14_000)
    assert clock.mark != clock_of(shown(set()), [2, 3, 7]).mark
    assert clock_of(shown(set()), []).total == 0


def test_a_caption_over_a_gap_is_shown_on_both_sides_and_never_in_it() -> None:
    show, lines = shown(set()), [Caption(5_000, 13_000, {"en": "La"})]
    found = pieces(lines, clock_of(show, [2, 3, 6, 7]), show)
    assert {number: [(n, c.begins, c.ends) for n, c in each] for number, each in found.items()} == {
        2: [("0-0", 5_000, 8_000)],
        3: [("0-0", 5_000, 8_000)],
        6: [("0-1", 12_000, 13_000)],
        7: [],
    }
    text = segment_file(found[6], lang="cy", segment=show.segments[6], ticks=90)
    assert text.splitlines() == [
        "WEBVTT", "X-TIMESTAMP-MAP=MPEGTS:90,LOCAL:00:00:12.000", "",
        "line-0-1", "00:00:12.000 --> 00:00:13.000", "La",
    ]  # fmt: skip


@given(
    st.sets(st.integers(0, 11), min_size=1),
    st.sets(st.integers(1, 11)),
    st.lists(st.tuples(st.integers(0, 24_000), st.integers(1, 9_000)), max_size=6),
    st.integers(0, 24_000),
)
def test_both_clocks_agree_and_every_caption_lasts_as_long_as_the_page_says(
    kept: set[int], joints: set[int], spans: list[tuple[int, int]], at: int
) -> None:
    show, numbers = shown(joints), sorted(kept)
    clock = clock_of(show, numbers)
    at = min(at, clock.total)
    assert clock.shown(clock.begins(at)) == clock.shown(clock.ends(at)) == at
    lines = [Caption(begin, begin + lasts, {"en": "La"}) for begin, lasts in spans]
    found = pieces(lines, clock, show)
    assert list(found) == numbers
    for number, line in enumerate(lines):
        parts = {
            name: piece
            for each in found.values()
            for name, piece in each
            if name.startswith(f"{number}-")
        }
        seconds = sum(piece.ends - piece.begins for piece in parts.values())
        assert seconds == clock.shown(line.ends) - clock.shown(line.begins)
    for segment, each in found.items():
        starts = round(show.segments[segment].starts * 1000)
        assert all(piece.begins < starts + 2000 and piece.ends > starts for _, piece in each)


def test_a_moment_is_written_as_people_say_it() -> None:
    assert [moment(ms) for ms in (0, 62_449, 3_602_000)] == ["0:00.0", "1:02.4", "1:00:02.0"]
