"""Past sessions from a file: good rows count, bad ones are sentences, twice is once, and undo takes all back."""

import io
from datetime import date
from typing import Any

import pytest
from django.db.models import Q

from branchline.core.importing.problems import CannotRead
from branchline.core.importing.running import Outcome, bring_in
from branchline.core.importing.undoing import undo
from branchline.core.models import Happening
from branchline.events.imports import PastSessions
from branchline.events.models import Attendance, Event, Listing, Occurrence
from branchline.events.queries.returns import Period, events_return, return_rows
from branchline.places.models import LocalAuthority, ServiceAuthority

from .conftest import DESK, NOW, Places, put_on

HEAD = "Local authority,Library name,Event date,Name,Main outcome,Secondary outcome,Attendees\n"
GOOD = """Trafford,Sale Library,2026-03-03,Rhyme time,Increased reading and literacy,,34
Trafford,sale,10/03/2026,RHYME TIME,Increased reading and literacy,,0
Trafford,Altrincham Library,2026-03-05,Job club,Greater prosperity,Healthier and happier lives,7
"""
BAD = """Trafford,Narnia Library,2026-13-45,Job club,Fun for all,,many
Trafford,Sale Library,2027-03-03,Rhyme time,Increased reading and literacy,,12
Trafford,Outreach,2026-03-03,,,,-3
"""


@pytest.fixture(autouse=True)
def files_beside_us(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def bring(places: Places, text: str = GOOD, *, head: str = HEAD, dry_run: bool = False) -> Outcome:
    return bring_in(
        importer=PastSessions(), file=io.BytesIO((head + text).encode()), file_name="events.csv",
        by=DESK, now=NOW, service_id=places.service.pk, dry_run=dry_run,
    )  # fmt: skip


def counted() -> int:
    lines = Happening.objects.filter(kind="events.attended").values_list("quantity", flat=True)
    return sum(lines)


def test_good_rows_are_sessions_with_how_many_came(alice: Places) -> None:
    run = bring(alice).run
    assert (run.added, run.refused) == (3, 0)
    assert (Event.objects.count(), Occurrence.objects.count(), counted()) == (2, 3, 41)
    assert sorted(a.people for a in Attendance.objects.all()) == [0, 7, 34]
    assert Attendance.objects.filter(closed_at=None).count() == 0
    assert not Listing.objects.exists()
    job_club = Event.objects.get(title__en="Job club")
    assert (job_club.main_outcome, job_club.second_outcome) == ("prosperity", "health")
    happening = Happening.objects.filter(kind="events.attended").earliest("happened_at")
    assert happening.happened_at.date().isoformat() == "2026-03-03"


def test_three_bad_rows_say_everything_that_is_wrong_with_each_and_the_good_come_in(
    alice: Places,
) -> None:
    outcome = bring(alice, GOOD + BAD)
    assert (outcome.run.added, outcome.run.refused) == (3, 3), "rows, not what is wrong with them"
    said = [(p.line, p.column, p.sentence) for p in outcome.problems]
    found = {(line, column) for line, column, _ in said}
    assert found == {
        (5, "Library name"), (5, "Event date"), (5, "Main outcome"), (5, "Attendees"),
        (6, "Event date"),
        (7, "Library name"), (7, "Name"), (7, "Main outcome"), (7, "Attendees"),
    }  # fmt: skip
    words = " ".join(sentence for _, _, sentence in said)
    for part in (
        "there is no library called “Narnia Library” here",
        "is not a date like 2024-03-31",
        "none of the seven outcomes",
        "is not a number from 0 to 20000",
        "still to come",
        "with the library that put it on",
        "every row needs it",
        "what each session was for: write one of: ",
    ):
        assert part in words, part
    assert [p.stood for p in outcome.problems if p.line == 6] == ["2027-03-03"]


def test_a_dry_run_writes_nothing_and_the_same_file_again_neither(alice: Places) -> None:
    assert bring(alice, dry_run=True).run.added == 3
    assert (Event.objects.count(), counted()) == (0, 0)
    bring(alice)
    again = bring(alice).run
    assert (again.added, again.unchanged, again.refused) == (0, 3, 0)
    assert (Occurrence.objects.count(), counted()) == (3, 41)


def test_another_number_for_a_session_is_asked_about_and_a_row_twice_too(alice: Places) -> None:
    bring(alice)
    other = bring(alice, GOOD.replace(",34", ",35"))
    assert [p.sentence for p in other.problems] == [
        "this session is here already, with another number: 34. Correct it on its page."
    ]
    twice = "Trafford,Sale Library,2026-04-07,Lego club,Greater prosperity,,9\n" * 2
    assert (bring(alice, twice).run.added, counted()) == (1, 50)


TWICE = """Trafford,Sale Library,2026-03-12,Class visit,Increased reading and literacy,,30
Trafford,Sale Library,2026-03-12,Class visit,Increased reading and literacy,,22
"""


@pytest.mark.parametrize("batch", [500, 1])
def test_two_sessions_of_one_name_and_day_are_two_also_in_the_file_of_next_month(
    alice: Places, monkeypatch: Any, batch: int
) -> None:
    monkeypatch.setattr(PastSessions, "batch", batch)
    run = bring(alice, TWICE, dry_run=True).run
    assert (run.added, run.refused) == (2, 0)
    run = bring(alice, TWICE).run
    assert (run.added, run.refused, counted()) == (2, 0, 52)
    assert (Event.objects.count(), Occurrence.objects.count()) == (1, 2)
    turned = "".join(reversed(TWICE.splitlines(keepends=True)))
    for text in (TWICE, turned):
        again = bring(alice, text).run
        assert (again.added, again.unchanged, again.refused, counted()) == (0, 2, 0, 52)
    other = bring(alice, TWICE.splitlines()[1].replace(",22", ",23"))
    assert (other.run.added, other.run.refused) == (0, 1)


def test_a_row_that_says_just_the_same_counts_once_and_is_said_to_be_left_out(
    alice: Places,
) -> None:
    same = TWICE.splitlines(keepends=True)[0] * 2
    outcome = bring(alice, same)
    assert (outcome.run.added, outcome.run.refused, counted()) == (1, 1, 30)
    assert "line 2 says just the same, so it counts once" in outcome.problems[0].sentence


def test_the_outcome_of_the_return_is_what_the_file_said_of_each_session(alice: Places) -> None:
    rhymes = put_on(alice.branch)
    rows = """Trafford,Sale Library,2026-03-03,Rhyme time,Greater prosperity,,11
Trafford,Sale Library,2026-03-10,Rhyme time,Healthier and happier lives,Greater prosperity,12
"""
    assert bring(alice, rows).run.added == 2
    period = Period(date(2026, 3, 1), date(2026, 3, 31))
    found = events_return(period=period, visible=Q(), now=NOW)
    table = return_rows(found, service=alice.service)
    assert [row[4:] for row in table] == [
        ["Greater prosperity", "", 11],
        ["Healthier and happier lives", "Greater prosperity", 12],
    ]
    rhymes.refresh_from_db()
    assert rhymes.outcome == "reading", "the event itself is as it was"
    assert bring(alice, rows).run.unchanged == 2
    other = bring(
        alice, rows.replace("Greater prosperity,,11", "Increased reading and literacy,,11")
    )
    assert [p.sentence for p in other.problems] == [
        "this session is here already with this number, but counts as: Greater prosperity."
    ]


def test_dates_may_be_written_as_our_own_pages_write_them(alice: Places) -> None:
    rows = "".join(
        f"Trafford,Sale Library,{day},Job club,Greater prosperity,,{n}\n"
        for n, day in enumerate(("5 March 2026", "Thu 12 Mar 2026", '"Thursday, 19 March 2026"'), 1)
    )
    outcome = bring(
        alice, rows + "Trafford,Sale Library,Mon 26 March 2026,Job club,Greater prosperity,,4\n"
    )
    assert (outcome.run.added, outcome.run.refused) == (3, 1)
    assert "not on this day of the week" in outcome.problems[0].sentence
    days = Occurrence.objects.order_by("starts_at").values_list("starts_at__day", flat=True)
    assert list(days) == [5, 12, 19]


def test_undoing_takes_sessions_and_figures_out_and_the_ledger_says_so(alice: Places) -> None:
    run = bring(alice).run
    removed, _restored, kept = undo(run=run, by=DESK, now=NOW)
    assert (removed, kept) == (8, [])
    assert (Event.objects.count(), Occurrence.objects.count(), Attendance.objects.count()) == (
        0,
        0,
        0,
    )
    assert counted() == 0
    assert bring(alice).run.added == 3


def test_the_columns_of_an_earlier_schema_are_read(alice: Places) -> None:
    head = "Local authority,Library name,Event date,Name,Outcome,Attendees\n"
    row = "Trafford,Sale Library,2026-03-03,Rhyme time,Increased reading and literacy,34\n"
    assert bring(alice, row, head=head).run.added == 1


OURS, THEIRS = (
    ("Trafford", "trafford council", "Trafford Metropolitan Borough Council", "Cyngor Tref Trafford", "Stretford"),
    ("Newcastle", "Newcastle City Council", "Council", "-"),
)  # fmt: skip


def test_a_row_of_another_council_is_left_out_and_ours_may_be_written_in_any_way(
    alice: Places,
) -> None:
    code = "E08000009"
    ServiceAuthority.objects.create(service=alice.service, authority_code=code)
    facts: Any = {"vintage": 2024, "nation": "england", "tier": "lower"}
    LocalAuthority.objects.create(code=code, name="Trafford", name_cy="Tref Trafford", **facts)
    LocalAuthority.objects.create(code="E07000001", name="Stretford", upper_code=code, **facts)
    row = ",Sale Library,2026-03-{:02},Job club,Greater prosperity,,7\n"
    rows = "".join(name + row.format(n) for n, name in enumerate((*OURS, *THEIRS), 1))
    outcome = bring(alice, rows)
    assert (outcome.run.added, outcome.run.refused) == (len(OURS), len(THEIRS))
    assert [p.stood for p in outcome.problems] == list(THEIRS)
    assert outcome.problems[0].sentence.startswith(
        "“Newcastle” is not your council: we have you as Trafford"
    )


def test_a_file_that_has_no_main_outcome_at_all_is_told_so(alice: Places) -> None:
    head = "Local authority,Library name,Event date,Name,Attendees\n"
    with pytest.raises(CannotRead, match="The file lacks “Main outcome”"):
        bring(alice, "Trafford,Sale Library,2026-03-03,Rhyme time,34\n", head=head)


def test_what_came_in_goes_out_in_the_return_with_the_same_totals(alice: Places) -> None:
    bring(alice)
    period = Period(date(2026, 3, 1), date(2026, 3, 31))
    found = events_return(period=period, visible=Q(), now=NOW)
    assert (found.people, list(found.uncounted)) == (41, [])
    rows = return_rows(found, service=alice.service)
    assert [[str(cell) for cell in row[1:]] for row in rows] == [
        ["Sale Library", "2026-03-03", "Rhyme time", "Increased reading and literacy", "", "34"],
        [
            "Altrincham Library",
            "2026-03-05",
            "Job club",
            "Greater prosperity",
            "Healthier and happier lives",
            "7",
        ],
        ["Sale Library", "2026-03-10", "Rhyme time", "Increased reading and literacy", "", "0"],
    ]
