"""How many watched: screens that come late, leave early, stand still, load again, lie or flood us."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.live.stream import counting
from branchline.live.stream.counting import Count
from branchline.live.stream.tally import APART, percent_apart

from .screens import BEAT, Page, came_to


def test_ten_thousand_screens_that_come_and_go_are_counted_to_half_a_percent() -> None:
    lots = random.Random(7)
    count = Count(0.0)
    beats: list[tuple[float, Page, float]] = []
    seconds = 0.0
    for _ in range(10_000):
        came, stays = lots.uniform(0, 120), lots.uniform(200, 600)
        page = Page(count)
        each = [came + number * lots.uniform(14.8, 15.2) for number in range(int(stays // BEAT))]
        each.sort()
        beats += [(at + lots.uniform(0, 0.8), page, at - came) for at in each]
        seconds += each[-1] - came
    at_200 = 0
    for now, page, shown in sorted(beats, key=lambda beat: beat[0]):
        if now > 200 and not at_200:
            at_200 = count.watching(now)
        page.shown = max(page.shown, shown)
        page.beat(now)
    found = came_to(count)
    assert abs(at_200 - 10_000) <= 50
    assert abs(found.peak - 10_000) <= 50
    assert found.screens == found.stayed == 10_000
    assert abs(found.minutes - seconds / 60) / (seconds / 60) < 0.005


def test_a_hundred_screens_behind_one_address_are_a_hundred_and_five_hundred_robots_nobody() -> (
    None
):
    count = Count(0.0)
    for _ in range(100):
        Page(count).watch(0, 90)
    for _ in range(500):
        Page(count).beat(3)  # a preview that runs scripts: it says that it is there, once
        paused = Page(count, shown=4.0)
        for beat in range(6):
            paused.beat(beat * BEAT)
    assert count.watching(91) == 100
    found = came_to(count)
    assert (found.screens, found.peak, found.stayed) == (100, 100, 100)


def test_one_screen_that_loads_twenty_times_is_one() -> None:
    for stays in (16.0, 31.0, 75.0):
        count = Count(0.0)
        page, now = Page(count), 0.0
        for _ in range(20):
            now = page.watch(now, stays)
            assert count.watching(now) == 1
            page = page.load_again(now)
            now += 4
        page.watch(now, 60)
        found = came_to(count)
        assert (found.screens, found.peak, found.stayed) == (1, 1, 1)


def test_who_loads_again_takes_the_place_of_whoever_left_so_that_no_name_is_needed() -> None:
    count = Count(0.0)
    stays, goes, reloads = Page(count), Page(count), Page(count)
    for page in (stays, goes, reloads):
        page.watch(0, 45)
    count.leave(goes.token, 45.0, 46)
    reloads.load_again(46.5).watch(49, 60)
    stays.watch(46, 60)
    assert count.watching(106) == 2
    assert came_to(count).screens == 3


def test_a_page_looked_at_again_by_the_way_back_is_the_same_screen() -> None:
    count = Count(0.0)
    page = Page(count)
    page.watch(0, 45)
    count.leave(page.token, 45.0, 46)
    assert count.watching(47) == 0
    page.watch(60, 30)
    assert count.watching(91) == 1
    assert came_to(count).screens == 1


def test_a_beat_replayed_a_hundred_times_a_second_changes_nothing() -> None:
    honest, replayed = Count(0.0), Count(0.0)
    Page(honest).watch(0, 120)
    page, now = Page(replayed), 0.0
    for beat in range(9):
        now = beat * BEAT
        page.shown = now
        page.beat(now)
        for again in range(1, 300):
            replayed.beat(page.token, page.shown - 15 * (again % 3), now + again / 100)
    same = came_to(honest), came_to(replayed)
    assert (same[0].peak, same[0].minutes) == (same[1].peak, same[1].minutes) == (1, 2.0)


def test_a_liar_is_one_screen_and_sees_no_more_than_passes() -> None:
    count = Count(0.0)
    for second in range(0, 300, 15):
        count.beat("liar-liar-liar-liar", second * 1000.0, float(second))
    found = came_to(count)
    assert found.screens == 1
    assert found.minutes <= 300 * counting.QUICKER / 60


def test_a_flood_of_made_up_tokens_fills_no_memory_and_hides_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "MOST", 100)
    count = Count(0.0)
    page = Page(count)
    page.watch(0, 45)
    for number in range(1000):
        count.beat(f"flood-{number:016d}", 0.0, 46)
    page.watch(46, 30)
    assert (count.watching(77), len(count.new), came_to(count).screens) == (1, 100, 1)


def test_rewinding_counts_what_is_seen_again_and_pausing_nothing() -> None:
    count = Count(0.0)
    page = Page(count)
    now = page.watch(0, 60)
    for pause in range(20):
        page.beat(now + pause * BEAT)
    now += 300
    assert count.watching(now) == 0
    page.watch(now, 60)  # wherever in the stream: only what was shown counts
    found = came_to(count)
    assert (found.peak, found.minutes) == (1, 2.0)


def test_hearts_come_from_screens_that_watch_one_a_second_and_families_are_said_once_each() -> None:
    count = Count(0.0)
    page, robot = Page(count), Page(count)
    page.watch(0, 45)
    for again in range(50):
        count.heart(page.token, 46 + again / 50)
        count.heart(robot.token, 46)
    assert count.hearts == 1
    count.family(page.token, 3, 47)
    count.family(page.token, 4, 48)
    count.family(page.token, 7, 48)
    count.family(robot.token, 5, 48)
    early = Page(count)
    early.beat(50)
    count.family(early.token, 2, 51)
    assert came_to(count).people == 4
    early.watch(50, 45)
    found = came_to(count)
    assert (found.told, found.people) == (2, 6)


def test_the_other_witness_counts_segments_and_says_when_beats_are_made_up() -> None:
    count = Count(0.0)
    pages = [Page(count) for _ in range(40)]
    for page in pages:
        page.watch(0, 120)
    for _ in range(40 * 60 + 30):
        count.gave_segment()
    honest = apart(count)
    assert honest is not None and honest < 2
    for _ in range(40):
        Page(count).watch(0, 120)
    made_up = apart(count)
    assert made_up is not None and made_up > APART


def apart(count: Count) -> float | None:
    found = came_to(count)
    return percent_apart(found.minutes, found.given_minutes)


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["watch", "leave", "again", "beat", "pause"])),
        max_size=40,
    )
)
def test_whatever_happens_the_file_says_what_memory_says(story: list[tuple[int, str]]) -> None:
    count, now = Count(0.0), 0.0
    pages = [Page(count) for _ in range(6)]
    most = 0
    for who, what in story:
        page = pages[who]
        if what == "watch":
            now = page.watch(now, 30)
        elif what == "leave":
            count.leave(page.token, page.shown, now)
        elif what == "again":
            pages[who] = page.load_again(now)
        elif what == "beat":
            page.beat(now)
        now += 3.0
        most = max(most, count.watching(now))
    found = came_to(count)
    assert most <= found.peak <= 6
    assert found.minutes <= now / 60 * 6
    assert found.stayed <= found.screens <= 6 + sum(what == "again" for _, what in story)
    assert max((minute.watching for minute in found.by_minute), default=0) <= found.peak
