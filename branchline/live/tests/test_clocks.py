"""Three clocks that meet: whatever the recorder's and the stream's do, a picture is taken when it was taken."""

from branchline.live.stream.clocks import Arrivals, slip


def arrive(
    arrivals: Arrivals, begins: float, chunks: range, *, late: float = 0.0, fast: float = 1.0
) -> float:
    """A chunk a second, each so late; `fast`: how the recorder's clock runs. Returns when the recorder began."""
    for number in chunks:
        arrivals.notice(begins + number + late, number * fast)
    assert arrivals.began is not None
    return arrivals.began


def test_the_chunk_that_was_quickest_on_its_way_says_it_best() -> None:
    arrivals = Arrivals()
    arrivals.notice(101.4, 1.0)
    arrivals.notice(102.1, 2.0)
    arrivals.notice(103.9, 3.0)
    assert arrivals.began is not None
    assert abs(arrivals.began - 100.1) < 1e-9


def test_a_queue_that_was_held_up_and_comes_at_once_is_not_taken_for_new() -> None:
    arrivals = Arrivals()
    arrive(arrivals, 100.0, range(1, 20))
    for number in range(20, 32):
        arrivals.notice(132.0 + number / 100, number)
    assert arrive(arrivals, 100.0, range(33, 50)) == 100.0


def test_a_laptop_that_slept_ten_minutes_is_believed_after_ten_seconds() -> None:
    arrivals = Arrivals()
    arrive(arrivals, 100.0, range(1, 20))
    # Its clock stood still meanwhile: what it records now seems to come ten minutes late, for ever.
    assert arrive(arrivals, 700.0, range(20, 25)) == 100.0
    assert arrive(arrivals, 700.0, range(25, 45)) == 700.0


def test_a_clock_that_drifts_is_followed_either_way() -> None:
    for fast in (1.0002, 0.9998):
        arrivals = Arrivals()
        hours = 6 * 3600
        began = arrive(arrivals, 100.0, range(1, hours), fast=fast)
        true = 100.0 + hours - hours * fast
        assert abs(began - true) < 0.1


def test_a_way_that_becomes_longer_for_good_is_believed_and_one_that_becomes_shorter_at_once() -> (
    None
):
    arrivals = Arrivals()
    arrive(arrivals, 100.0, range(1, 20))
    assert arrive(arrivals, 100.0, range(20, 45), late=2.0) == 102.0
    assert arrive(arrivals, 100.0, range(45, 46), late=0.5) == 100.5


def test_a_stream_that_counts_from_anywhere_is_told_by_the_chunk_it_begins_in() -> None:
    assert slip(recorded=0.0, starts=0.02) == 0.0
    assert slip(recorded=12.0, starts=13.8) == 0.0
    # SRT counts from when the camera was switched on; a tab in the background stood still for a minute.
    assert slip(recorded=0.0, starts=43000.0) == -43000.0
    assert slip(recorded=90.0, starts=30.0) == 60.0
