"""A replay shows what it may, piece by piece: nothing of an item that is not allowed, no slate, nothing withdrawn."""

from pathlib import Path

import m3u8
from hypothesis import given
from hypothesis import strategies as st

from ..stream import playlists
from ..stream.house import House
from ..stream.journal import Said, Show
from ..stream.keeping import put_away, remove_recording
from ..stream.replaying import Part, lay_out, may_be_seen, parts

ROW, BOOK = 1, 2


def shown(*sessions: int, said: list[tuple[float, int]] | None = None) -> Show:
    """A stream of pieces of 2 seconds, by the session of each; taps: when, and the cue."""
    show = Show(2)
    for cut, session in enumerate(sessions):
        before = sessions[cut - 1] if cut else session
        show.segments.append(
            show.next(session=session, cut=cut, seconds=2.0, joint=session != before)
        )
    show.said = [Said(cue, at, at + 2, {"en": "la"}) for at, cue in said or []]
    return show


def test_an_item_goes_on_until_another_begins() -> None:
    show = shown(*[1] * 10, said=[(3.0, 10), (5.0, 11), (9.0, 12), (12.5, 13)])
    found = parts(show, {10: ROW, 11: ROW, 12: None, 13: BOOK})
    assert found == [Part(None, 0.0, 3.0), Part(ROW, 3.0, 12.5), Part(BOOK, 12.5, 20.0)]


def test_a_piece_in_which_a_forbidden_item_begins_is_left_out_whole() -> None:
    show = shown(*[1] * 10, said=[(3.0, 10), (12.5, 13)])
    stretches = parts(show, {10: ROW, 13: BOOK})
    assert may_be_seen(show, stretches, lambda item: item != BOOK) == [0, 1, 2, 3, 4, 5]
    assert may_be_seen(show, stretches, lambda item: item == BOOK) == [7, 8, 9]
    assert may_be_seen(show, stretches, lambda item: item is None) == [0]
    assert may_be_seen(show, stretches, lambda item: False) == []


def test_neither_slate_nor_what_was_withdrawn_is_seen_again() -> None:
    show = shown(1, 1, 0, 0, 2, 2)
    show.withdrawn = {5}
    assert may_be_seen(show, parts(show, {}), lambda item: True) == [0, 1, 4]


@given(
    st.lists(st.sampled_from([0, 1, 2]), min_size=1, max_size=30),
    st.lists(st.tuples(st.floats(0, 60), st.integers(0, 9)), max_size=8),
    st.sets(st.sampled_from([None, ROW, BOOK])),
)
def test_no_moment_of_a_forbidden_item_is_in_it(
    sessions: list[int], taps: list[tuple[float, int]], allowed: set[int | None]
) -> None:
    show = shown(*sessions, said=taps)
    stretches = parts(show, {cue: (None, ROW, BOOK)[cue % 3] for cue in range(10)})
    numbers = may_be_seen(show, stretches, lambda item: item in allowed)
    forbidden = [part for part in stretches if part.item not in allowed]
    for number in numbers:
        segment = show.segments[number]
        assert not any(part.touches(segment) for part in forbidden)
    text = playlists.replay(show, numbers)
    read = m3u8.loads(text)
    assert [Path(one.uri).stem for one in read.segments] == [f"{n:06d}" for n in numbers]
    assert read.is_endlist


def house(tmp_path: Path) -> House:
    made = House(tmp_path, "bcast", "p" * 22, "bcast")
    for rendition in playlists.RENDITIONS:
        (made.public / rendition.name).mkdir(parents=True)
    return made


def files(show: Show, house: House) -> None:
    for rendition in playlists.RENDITIONS:
        for segment in show.segments:
            (house.public / rendition.name / f"{segment.number:06d}.ts").write_bytes(b"x")


def names(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_it_is_put_away_laid_out_laid_out_anew_and_taken_down(tmp_path: Path) -> None:
    stream, show, goal = house(tmp_path), shown(1, 1, 1), tmp_path / "public" / ("r" * 22)
    files(show, stream)
    put_away(stream)
    put_away(stream)
    assert not stream.public.exists()
    assert lay_out(stream.kept, goal, show, [0, 2], []) == 4.0
    assert "audio/000002.ts" in names(goal)
    assert "audio/000001.ts" not in names(goal)
    assert lay_out(stream.kept, goal, show, [2], []) == 2.0
    assert "audio/000000.ts" not in names(goal)
    remove_recording(stream)
    assert not stream.kept.exists()
    assert "audio/000002.ts" in names(goal), "the replay stands on its own"
    assert lay_out(stream.kept, goal, show, [], []) == 0.0
    assert names(tmp_path / "public") == []
