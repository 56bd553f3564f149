"""Dates read as a person would say them, in both languages, on London's clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from branchline.core.design import dates

# 09:30 UTC is 10:30 in London until the clocks go back on 31 October 2027.
OCTOBER = datetime(2027, 10, 5, 9, 30, tzinfo=UTC)
NOVEMBER = datetime(2027, 11, 2, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "lang", "words"),
    [
        (OCTOBER, None, "en", "Tuesday 5 October, 10:30am"),
        (OCTOBER, None, "cy", "Dydd Mawrth 5 Hydref, 10.30am"),
        (NOVEMBER, None, "en", "Tuesday 2 November, 10:30am"),
        (OCTOBER, OCTOBER + timedelta(minutes=45), "en", "Tuesday 5 October, 10:30am to 11:15am"),
        (
            OCTOBER,
            OCTOBER + timedelta(minutes=45),
            "cy",
            "Dydd Mawrth 5 Hydref, 10.30am tan 11.15am",
        ),
        (OCTOBER, OCTOBER + timedelta(minutes=90), "en", "Tuesday 5 October, 10:30am to midday"),
        (
            OCTOBER,
            OCTOBER + timedelta(minutes=90),
            "cy",
            "Dydd Mawrth 5 Hydref, 10.30am tan hanner dydd",
        ),
        (
            OCTOBER,
            OCTOBER + timedelta(days=1),
            "en",
            "Tuesday 5 October, 10:30am to Wednesday 6 October, 10:30am",
        ),
    ],
)
def test_says_when(start: datetime, end: datetime | None, lang: str, words: str) -> None:
    assert dates.when_words(start, end, lang) == words


def test_says_the_year_only_when_it_is_another_year() -> None:
    assert dates.when_words(OCTOBER, now=OCTOBER) == "Tuesday 5 October, 10:30am"
    last_year = OCTOBER.replace(year=2026)
    assert dates.when_words(OCTOBER, now=last_year) == "Tuesday 5 October 2027, 10:30am"


def test_the_hour_that_happens_twice_keeps_its_day() -> None:
    # 31 October 2027: at 01:00 UTC London's clocks show 1am for the second time.
    first, second = (
        datetime(2027, 10, 31, 0, 0, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 0, tzinfo=UTC),
    )
    assert dates.when_words(first, second) == "Sunday 31 October, 1am to 1am"


@pytest.mark.parametrize(
    ("clock", "english", "welsh"),
    [
        (time(0, 0), "midnight", "hanner nos"),
        (time(0, 5), "12:05am", "12.05am"),
        (time(9, 0), "9am", "9am"),
        (time(12, 0), "midday", "hanner dydd"),
        (time(12, 30), "12:30pm", "12.30pm"),
        (time(23, 59), "11:59pm", "11.59pm"),
    ],
)
def test_tells_the_time(clock: time, english: str, welsh: str) -> None:
    assert (dates.time_words(clock), dates.time_words(clock, "cy")) == (english, welsh)


def test_every_weekday_and_month_has_a_name_in_both_languages() -> None:
    monday = date(2027, 10, 4)
    assert [dates.day_words(monday + timedelta(days=n), "cy").split(" 1")[0].rsplit(" ", 2)[0] for n in range(6)] == [
        "Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn",
    ]  # fmt: skip
    assert len({dates.day_words(date(2027, month, 3), "cy") for month in range(1, 13)}) == 12


def test_near_days_have_names_of_their_own() -> None:
    today = date(2027, 12, 31)
    assert dates.near_day_words(today, today) == "Today"
    assert dates.near_day_words(date(2028, 1, 1), today, "cy") == "Yfory"
    assert dates.near_day_words(date(2028, 1, 2), today) == "Sunday 2 January 2028"


@pytest.mark.parametrize(
    ("first", "last", "lang", "words"),
    [
        (date(2027, 10, 5), date(2027, 10, 5), "en", "Tuesday 5 October"),
        (date(2027, 10, 5), date(2027, 10, 9), "en", "5 to 9 October"),
        (date(2027, 9, 28), date(2027, 10, 2), "cy", "28 Medi tan 2 Hydref"),
        (date(2027, 12, 30), date(2028, 1, 2), "en", "30 December 2027 to 2 January 2028"),
    ],
)
def test_says_a_run_of_days(first: date, last: date, lang: str, words: str) -> None:
    assert dates.days_words(first, last, lang) == words


@pytest.mark.parametrize(
    ("first", "last", "lang", "words"),
    [
        (date(2027, 10, 5), date(2027, 10, 5), "en", "Tuesday 5 October"),
        (date(2027, 10, 4), date(2027, 10, 8), "en", "Monday 4 to Friday 8 October"),
        (date(2027, 9, 28), date(2027, 10, 2), "en", "Tuesday 28 September to Saturday 2 October"),
        (date(2027, 10, 4), date(2027, 10, 8), "cy", "Dydd Llun 4 – Dydd Gwener 8 Hydref"),
        (
            date(2027, 12, 30),
            date(2028, 1, 2),
            "en",
            "Thursday 30 December 2027 to Sunday 2 January 2028",
        ),
    ],
)
def test_says_a_run_of_days_with_their_weekdays(
    first: date, last: date, lang: str, words: str
) -> None:
    assert dates.span_words(first, last, lang) == words


def test_says_how_long_it_takes() -> None:
    assert dates.length_words(timedelta(minutes=45)) == "45 minutes"
    assert dates.length_words(timedelta(minutes=61)) == "1 hour 1 minute"
    assert dates.length_words(timedelta(minutes=150), "cy") == "2 awr 30 munud"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.when_words(datetime(2027, 10, 5, 9, 30))  # noqa: DTZ001
