"""Panic: what nobody has yet, nobody gets; a thousand viewers and every byte that they received."""

import time
from itertools import pairwise
from pathlib import Path

import pytest

from branchline.live.stream.composing import HOLD
from branchline.live.stream.stage import Stage
from tests.harness.live import ON_AIR

from .crowd import Crowd
from .film import film, marked_frames, pictures
from .test_origin_process import running
from .test_stage import PREFIX, Evening

MARKED = (14, 18)
"""Seconds of the film that nobody may see: somebody undressed, say."""
REACTS = 3.0
"""Seconds until a hand is on the button."""
VIEWERS = 1000


@ON_AIR
@pytest.mark.walk
def test_without_the_hold_the_marked_pictures_are_out_before_anybody_can_press(
    tmp_path: Path,
) -> None:
    """So that the test below can fail: the same film and nothing held back. Six seconds after it began nobody would
    have had it yet, with the hold: it is two seconds until the piece is whole, and five more."""
    evening = Evening(tmp_path, film(MARKED[1] + 4, marked=MARKED), hold=0.0)
    evening.stage.composer.patience = 60.0
    pressed = evening.began + MARKED[0] + 6
    evening.until(lambda: time.monotonic() >= pressed)
    evening.stage.panic(True, time.monotonic())
    evening.until(lambda: time.monotonic() >= pressed + 4)
    evening.stage.close()
    assert marked_frames(pictures(evening.house.public / "360p")) > 30


@ON_AIR
@pytest.mark.walk
def test_of_a_thousand_viewers_nobody_received_a_marked_picture_and_nobody_was_frozen(
    tmp_path: Path,
) -> None:
    evening = Evening(tmp_path, film(60, marked=MARKED), hold=HOLD)
    with running(tmp_path, tmp_path / "said") as asked:
        crowd = Crowd(f"http://127.0.0.1:{asked.port}", PREFIX, VIEWERS)
        pressed = evening.began + MARKED[0] + REACTS
        evening.until(lambda: time.monotonic() >= pressed)
        for _twice in range(2):
            evening.stage.panic(True, time.monotonic(), pressed=pressed)
        before = crowd.newest
        assert before >= 2, "something was seen before"
        # The slate stands in for as long as it lasts: new segments keep coming.
        evening.until(lambda: crowd.newest >= before + 4)
        evening.stage.panic(False, time.monotonic())
        shown = crowd.pictures
        evening.until(lambda: crowd.pictures > shown)
        evening.stage.end(time.monotonic())
        evening.until(lambda: evening.stage.is_over(time.monotonic()), sends=False)
        evening.stage.finish()
        last = evening.numbers[-1]
        evening_is_over = time.monotonic() + 30
        while crowd.newest < last:
            assert time.monotonic() < evening_is_over, "players get all of it"
            time.sleep(0.1)
        crowd.leave()

    assert not crowd.wrong
    assert crowd.joined == VIEWERS
    assert crowd.slates
    assert crowd.pictures >= 4
    assert marked_frames(crowd.bytes_seen.values()) == 0
    for quality in ("720p", "360p"):
        assert marked_frames(pictures(evening.house.public / quality)) == 0
    # Nobody was frozen: there was always a next segment.
    times = [when for when, _ in evening.shown]
    assert max(b - a for a, b in pairwise(times)) < 5
    # What was given out in the seconds before the press is in no replay either.
    show = evening.stage.journal.show
    first = min(
        segment.number for segment in show.segments if segment.is_slate and segment.number > 0
    )
    assert first - 1 in show.withdrawn
    # The recording has all of it.
    assert evening.house.spool(1).numbers() == list(range(evening.sent))


def test_panic_that_was_on_when_the_caster_was_killed_stays_on_and_what_it_withdrew_stays_so(
    tmp_path: Path,
) -> None:
    """Without an encoder: the journal alone, read by the next caster."""
    evening = Evening(tmp_path, [])
    stage = evening.stage
    now = time.monotonic()
    for cut in range(6):
        taken = now - 20 + 2 * cut
        stage.journal.release(
            stage.journal.show.next(session=1, cut=cut, seconds=2.0, joint=False, taken=taken)
        )
    stage.panic(True, now, pressed=now - 5)
    # Given out in the `hold` before the press: taken in twice the hold before it.
    assert stage.journal.show.withdrawn == {4, 5}
    stage.close()
    again = Stage(evening.house, evening.slate, hold=evening.hold)
    again.open(now + 1)
    assert again.journal.show.panicked
    assert again.composer.nothing_before == now + 1
    again.panic(True, now + 1)
    assert again.composer.panic
    assert again.journal.show.withdrawn == {4, 5}
    again.end(now + 2)
    assert again.is_over(now + 2)
    again.finish()
