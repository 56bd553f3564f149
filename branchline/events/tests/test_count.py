"""Who came: the fold of what devices wrote down, the ledger once the count is closed, and corrections after it."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.core.acting import Acting, Channel
from branchline.core.errors import Refusal
from branchline.core.models import Happening, Operation
from branchline.core.offline import Taken, take_in
from branchline.core.operations import Noted
from branchline.core.permits import Holding, Reach, Role
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence, close_counts
from branchline.events.actions.attendance import ENDS_BY_ITSELF, WHO_CAME
from branchline.events.errors import NotToBeCounted, TooEarlyToCount, TooLongAgo
from branchline.events.measures import ATTENDED
from branchline.events.models import Attendance, Band, CountedBy, Listing, Occurrence
from branchline.events.queries.counting import (
    CAME,
    CLOSED,
    COUNTED,
    MISSED,
    OPEN,
    TICKED,
    fold,
    tally_of,
)

from .conftest import NOW, Places, book, date_of, put_on

DOOR = Acting(channel=Channel.DESK)


def press(band: str = "adults", by: int = 1) -> tuple[str, dict[str, Any]]:
    return COUNTED, {"band": band, "by": by}


def tick(
    booking: str, state: str = CAME, adults: int = 1, children: int = 0
) -> tuple[str, dict[str, Any]]:
    return TICKED, {"booking": booking, "state": state, "adults": adults, "children": children}


CLOSE: tuple[str, dict[str, Any]] = (CLOSED, {})


def write(
    occurrence: Occurrence, *said: tuple[str, dict[str, Any]], after: timedelta = timedelta(0)
) -> Taken:
    """At the door, so long after the start."""
    now = occurrence.starts_at + after
    staff = (Holding(Role.BRANCH_STAFF, Reach(occurrence.service_id)),)
    return take_in(
        log=WHO_CAME, thing=occurrence, device="phone", holdings=staff, by=DOOR, now=now,
        operations=[Noted(str(uuid4()), kind, payload, now) for kind, payload in said],
    )  # fmt: skip


def ledger() -> dict[str, int]:
    """People who came, by age band, as every number is read from the ledger."""
    rows = Happening.objects.filter(kind=ATTENDED.name)
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.age_band] += row.quantity
    return {band: number for band, number in sums.items() if number}


def test_an_open_count_is_in_no_ledger_and_a_closed_one_is(rhyme_time: Occurrence) -> None:
    write(rhyme_time, press("babies", 7), press("adults", 6), press("adults"), press("children", 2))
    kept = Attendance.objects.get()
    assert (kept.babies, kept.children, kept.adults, kept.people) == (7, 2, 7, 16)
    assert kept.counted_by == CountedBy.HEADS
    assert ledger() == {}
    write(rhyme_time, CLOSE)
    assert ledger() == {"babies": 7, "children": 2, "adults": 7}
    line = Happening.objects.filter(kind=ATTENDED.name).first()
    assert line is not None
    assert line.happened_at == rhyme_time.starts_at
    assert line.pseudonym is None


def test_what_comes_after_the_closing_corrects_it(rhyme_time: Occurrence) -> None:
    """Days later the second tablet finds a network."""
    write(rhyme_time, press("adults", 3), CLOSE)
    write(rhyme_time, press("adults", 2), press("babies", 1), after=timedelta(days=4))
    write(rhyme_time, press("adults", -1), after=timedelta(days=5))
    assert ledger() == {"adults": 4, "babies": 1}
    first, *others = Happening.objects.filter(kind=ATTENDED.name, age_band="adults").order_by("pk")
    assert [row.quantity for row in others] == [2, -1]
    assert {row.corrects for row in others} == {first.pk}


def test_closing_again_and_pressing_nothing_records_nothing(rhyme_time: Occurrence) -> None:
    write(rhyme_time, press(), CLOSE)
    write(rhyme_time, CLOSE)
    assert ledger() == {"adults": 1}
    assert Happening.objects.filter(kind=ATTENDED.name).count() == 1


def test_the_house_closes_what_was_forgotten_but_never_says_that_nobody_came(
    alice: Places, rhyme_time: Occurrence
) -> None:
    empty = date_of(put_on(alice.far))
    write(rhyme_time, press("adults", 5))
    write(empty, press(), press(by=-1))
    over = rhyme_time.ends_at + ENDS_BY_ITSELF
    assert close_counts(by=DOOR, now=over) == 0
    later = over + timedelta(minutes=1)
    assert close_counts(by=DOOR, now=later) == 1
    assert close_counts(by=DOOR, now=later) == 0
    assert ledger() == {"adults": 5}
    write(rhyme_time, press(), after=timedelta(days=2))
    assert ledger() == {"adults": 6}


def test_two_who_take_the_same_head_away_leave_nobody_and_not_minus_one(
    rhyme_time: Occurrence,
) -> None:
    write(rhyme_time, press(), press(by=-1), press(by=-1), CLOSE)
    assert Attendance.objects.get().people == 0
    write(rhyme_time, press())
    assert Attendance.objects.get().people == 0, "the sum is exact: one of the two was one too many"


def test_heads_and_ticks_are_never_added_up(rhyme_time: Occurrence) -> None:
    alice, bob = book(rhyme_time, 1, 2), book(rhyme_time, 2, 0, contact_name="Bob")
    write(rhyme_time, tick(alice.public_id, adults=1, children=2), tick(bob.public_id, adults=2))
    kept = Attendance.objects.get()
    assert (kept.people, kept.children, kept.adults) == (5, 2, 3)
    assert kept.counted_by == CountedBy.LIST
    write(rhyme_time, press("adults", 3))
    assert Attendance.objects.get().people == 5, "who counted three heads has not seen the others"
    write(rhyme_time, press("babies", 2), press("children", 2))
    kept = Attendance.objects.get()
    assert (kept.people, kept.babies, kept.counted_by) == (7, 2, CountedBy.HEADS)
    assert kept.arrived == 5


def test_the_latest_tick_of_a_booking_counts(rhyme_time: Occurrence) -> None:
    booking = book(rhyme_time, 2, 1).public_id
    write(rhyme_time, tick(booking, adults=2, children=1))
    write(rhyme_time, tick(booking, MISSED, adults=2, children=1), after=timedelta(minutes=1))
    assert (Attendance.objects.get().arrived, Attendance.objects.get().missed) == (0, 3)
    write(rhyme_time, tick(booking, OPEN), after=timedelta(minutes=2))
    assert (Attendance.objects.get().arrived, Attendance.objects.get().missed) == (0, 0)


def test_nobody_is_counted_hours_before_or_on_a_date_that_is_off(
    alice: Places, rhyme_time: Occurrence
) -> None:
    with pytest.raises(TooEarlyToCount, match="opens today at 7:30am"):
        write(rhyme_time, press(), after=-timedelta(hours=3, minutes=1))
    with pytest.raises(TooEarlyToCount, match="opens on Tuesday 6 October 2026 at 7:30am"):
        write(rhyme_time, press(), after=-timedelta(days=1))
    cancel_occurrence(occurrence=rhyme_time, because=said("Flood"), by=DOOR, now=NOW)
    rhyme_time.refresh_from_db()
    with pytest.raises(NotToBeCounted):
        write(rhyme_time, press())
    assert not Attendance.objects.exists(), "missing is not nought"


def test_a_number_whose_presses_are_forgotten_stays_as_it_is(rhyme_time: Occurrence) -> None:
    write(rhyme_time, press("adults", 9), CLOSE)
    Operation.objects.all().delete()
    with pytest.raises(TooLongAgo):
        write(rhyme_time, press())
    assert Attendance.objects.get().people == 9


@pytest.mark.parametrize(
    "payload",
    [
        {}, {"band": "adults"}, {"band": "dogs", "by": 1}, {"band": "adults", "by": 0}, {"band": "adults", "by": 5001},
        {"band": "adults", "by": 1.5}, {"band": "adults", "by": True}, {"band": ["adults"], "by": 1}, {"band": None, "by": None},
        {"band": "adults", "by": 10**40}, {"band": {"$gt": 1}, "by": 1},
    ],
)  # fmt: skip
def test_hostile_presses_are_refused_and_kept_nowhere(
    rhyme_time: Occurrence, payload: dict[str, Any]
) -> None:
    [answer] = write(rhyme_time, (COUNTED, payload)).answers.values()
    assert isinstance(answer, Refusal)
    assert not Operation.objects.exists()


@pytest.mark.parametrize(
    "payload",
    [
        {}, {"booking": "x"}, {"booking": "\0", "state": "came", "adults": 1, "children": 0},
        {"booking": "a" * 11, "state": "came", "adults": 1, "children": 0}, {"booking": "abc", "state": "gone", "adults": 1, "children": 0},
        {"booking": "abc", "state": "came", "adults": -1, "children": 0}, {"booking": "abc", "state": "came", "adults": 61, "children": 0},
        {"booking": ["abc"], "state": ["came"], "adults": 1, "children": 0},
    ],
)  # fmt: skip
def test_hostile_ticks_are_refused(rhyme_time: Occurrence, payload: dict[str, Any]) -> None:
    [answer] = write(rhyme_time, (TICKED, payload)).answers.values()
    assert isinstance(answer, Refusal)


def test_no_listing_says_who_came(rhyme_time: Occurrence) -> None:
    before = Listing.objects.filter(public_id=rhyme_time.public_id).values().get()
    write(rhyme_time, press("adults", 12), CLOSE)
    assert Listing.objects.filter(public_id=rhyme_time.public_id).values().get() == before


def test_the_numbers_kept_are_those_of_the_fold(rhyme_time: Occurrence) -> None:
    for number in range(12):
        write(rhyme_time, press(random.choice(list(Band.values)), number - 3 or 1))
    kept, tally = Attendance.objects.get(), tally_of(occurrence=rhyme_time)
    assert {band: getattr(kept, band) for band in Band.values} == tally.bands
    assert kept.operations == tally.operations == 12


SAYING = st.one_of(
    st.tuples(st.just(COUNTED), st.builds(lambda band, by: {"band": band, "by": by}, st.sampled_from(Band.values), st.integers(-5, 9))),
    st.tuples(st.just(TICKED), st.builds(
        lambda booking, state, adults: {"booking": booking, "state": state, "adults": adults, "children": 1},
        st.sampled_from(["a", "b"]), st.sampled_from([CAME, MISSED, OPEN]), st.integers(0, 3))),
)  # fmt: skip


@given(
    said=st.lists(SAYING, max_size=25),
    seed=st.integers(),
    minutes=st.lists(st.integers(0, 5), min_size=25, max_size=25),
)
def test_the_fold_is_the_same_in_any_order(said: list[Any], seed: int, minutes: list[int]) -> None:
    rows = [
        Operation(op_id=f"{place:036}", kind=kind, payload=payload, made_at=NOW + timedelta(minutes=minute))
        for place, ((kind, payload), minute) in enumerate(zip(said, minutes, strict=False))
    ]  # fmt: skip
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert fold(rows) == fold(shuffled)
    assert fold(rows).heads.get("adults", 0) == sum(
        payload["by"] for kind, payload in said if kind == COUNTED and payload["band"] == "adults"
    )
