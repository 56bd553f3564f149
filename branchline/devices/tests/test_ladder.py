"""What comes next: never before its day, never while we are quiet, never twice, never downwards, never in a hurry."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from branchline.devices.ladder import HOUSE_DAYS, ORDER, Next, Rung, next_rung

DUE = date(2026, 12, 3)
SINCE = DUE - timedelta(days=28)
A_DAY = timedelta(days=1)
OFFSETS = st.lists(st.integers(1, 90), min_size=5, max_size=5, unique=True).map(sorted)


@st.composite
def days_of_a_service(draw: st.DrawFn) -> dict[Rung, int]:
    """In order; some are left out."""
    offsets = [-draw(st.integers(1, 20)), *draw(OFFSETS)]
    kept = draw(st.sets(st.sampled_from(ORDER), min_size=1))
    return {rung: number for rung, number in zip(ORDER, offsets, strict=True) if rung in kept}


def at(day: date, **more: object) -> Next | None:
    return next_rung(due=DUE, since=SINCE, today=day, **more)  # type: ignore[arg-type]


def test_as_it_goes_by_itself() -> None:
    """Due on a Thursday; two days after it is a Saturday, so the message leaves on Monday."""
    assert at(SINCE) == Next(Rung.SOON, DUE - 3 * A_DAY)
    assert at(SINCE, early=5 * A_DAY) == Next(Rung.SOON, DUE - 8 * A_DAY)
    assert at(DUE) == Next(Rung.ASK, DUE + 4 * A_DAY)
    assert at(DUE + 4 * A_DAY, taken={Rung.ASK: DUE + 2 * A_DAY}) == Next(
        Rung.CALL, DUE + 7 * A_DAY
    )
    assert at(DUE + 40 * A_DAY, taken={Rung.SORT: DUE + 35 * A_DAY}) is None


def test_nobody_is_visited_because_the_machine_slept() -> None:
    """Forty days late and nothing done: it begins with a message, and the call comes five days after it, as always."""
    late = DUE + 39 * A_DAY
    assert at(late) == Next(Rung.ASK, late)
    assert at(late, taken={Rung.ASK: late}) == Next(Rung.CALL, late + 7 * A_DAY)


def test_quiet_keeps_the_rung() -> None:
    back = DUE + 28 * A_DAY
    assert at(DUE + 8 * A_DAY, taken={Rung.ASK: DUE + 2 * A_DAY}, quiet_until=back) == Next(
        Rung.CALL, back
    )


def test_no_reminder_on_the_day_it_goes_out_or_after_it_is_due() -> None:
    short = next_rung(due=DUE, since=DUE - 2 * A_DAY, today=DUE - 2 * A_DAY)
    assert short == Next(Rung.SOON, DUE - A_DAY)
    assert next_rung(due=DUE, since=DUE - A_DAY, today=DUE - A_DAY) == Next(
        Rung.ASK, DUE + 4 * A_DAY
    )


@given(
    days=days_of_a_service(), gap=st.integers(0, 60), quiet=st.integers(0, 60), from_day=st.integers(-30, 60),
    early=st.sampled_from([timedelta(), timedelta(days=5)]),
)  # fmt: skip
def test_a_life_of_a_loan(
    days: dict[Rung, int], gap: int, quiet: int, from_day: int, early: timedelta
) -> None:
    """Day by day, with a machine that sleeps for `gap` days and a time of quiet: whatever happens, the promises hold."""
    taken: dict[Rung, date] = {}
    asleep_from = DUE + from_day * A_DAY
    quiet_until = asleep_from + quiet * A_DAY
    for number in range(-28, 300):
        today = DUE + number * A_DAY
        if asleep_from <= today < asleep_from + gap * A_DAY:
            continue
        hush = quiet_until if asleep_from <= today < quiet_until else None
        found = next_rung(
            due=DUE, since=SINCE, today=today, days=days, taken=taken, quiet_until=hush, early=early
        )  # fmt: skip
        if found is None:
            break
        assert found.day >= today
        assert found.rung in days
        assert found.rung not in taken
        if found.day == today:
            assert hush is None
            assert today.weekday() < 5
            assert today > SINCE
            if found.rung == Rung.SOON:
                assert today < DUE
            else:
                assert today >= DUE + days[found.rung] * A_DAY
            for before, when in taken.items():
                assert ORDER.index(before) < ORDER.index(found.rung)
                assert (today - when).days >= days[found.rung] - days[before]
            taken[found.rung] = today
    assert list(taken) == [rung for rung in ORDER if rung in days and (rung != Rung.SOON or rung in taken)]  # fmt: skip


def test_the_house_climbs_slowly() -> None:
    assert list(HOUSE_DAYS) == list(ORDER)
    assert sorted(HOUSE_DAYS.values()) == list(HOUSE_DAYS.values())
