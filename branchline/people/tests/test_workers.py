"""Workers: who may work on which day, times and absences that never overlap, one log-in one worker."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core.clock import london
from branchline.core.models import Happening
from branchline.core.permits import Role
from branchline.people import actions, errors, queries
from branchline.people.actions import WorkerFacts
from branchline.people.models import (
    AbsenceWhy,
    CheckKind,
    Doing,
    Membership,
    TrainingKind,
    Worker,
    WorkerCheck,
    WorkerKind,
)

from .conftest import NOW, Cast
from .conftest import works as holds_a_role

TODAY = NOW.date()
CALLS = frozenset({Doing.CALLS})
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def volunteer(cast: Cast, **other: object) -> Worker:
    """Somebody who may ring, from the beginning of the year."""
    made = actions.add_worker(
        facts=WorkerFacts("Nadia Invented", WorkerKind.VOLUNTEER, CALLS, ["Urdu"]),
        by=cast.as_alice,
        now=NOW,
        **other,  # type: ignore[arg-type]
    )
    needed = queries.NEEDED[WorkerKind.VOLUNTEER, Doing.CALLS]
    for check in needed.checks:
        seen = date(2026, 1, 5)
        actions.note_check(worker=made, kind=check, seen_on=seen, by=cast.as_alice, now=NOW)
    for training in needed.trainings:
        actions.note_training(
            worker=made,
            kind=training,
            done_on=date(2026, 1, 5),
            expires_on=date(2027, 1, 5),
            by=cast.as_alice,
            now=NOW,
        )
    return made


def reasons(worker: Worker, on: date, doing: Doing = Doing.CALLS) -> list[str]:
    return [str(each) for each in queries.may_work(worker, doing=doing, on=on)]


def test_whoever_has_all_may_ring_until_the_first_thing_runs_out(at_alices: Cast) -> None:
    worker = volunteer(at_alices)
    assert reasons(worker, TODAY) == []
    assert reasons(worker, date(2027, 1, 4)) == []
    assert reasons(worker, date(2027, 1, 5)) == [
        "Safeguarding: it has run out.",
        "Listening, and calls that are hard: it has run out.",
    ]
    assert reasons(worker, TODAY, Doing.DEVICES) == [
        "They are not down for this work.",
        "Digital champion: not seen yet.",
    ]


def test_a_newer_check_holds_instead_of_an_older_one(at_alices: Cast) -> None:
    worker, by = volunteer(at_alices), at_alices.as_alice
    for seen, until in ((date(2026, 2, 1), date(2026, 3, 1)), (date(2026, 4, 1), None)):
        actions.note_check(
            worker=worker, kind=CheckKind.DBS, seen_on=seen, expires_on=until, by=by, now=NOW
        )
    assert reasons(worker, date(2026, 3, 15)) == ["DBS certificate: it has run out."]
    assert reasons(worker, date(2026, 5, 1)) == []
    # Nothing of the certificate itself is kept.
    assert {f.name for f in WorkerCheck._meta.concrete_fields} == {
        *("id", "service", "worker", "kind", "seen_on", "expires_on", "seen_by")
    }


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    absences=st.lists(
        st.tuples(DAYS, st.one_of(st.none(), st.integers(1, 90))), min_size=1, max_size=5
    ),
    asked=DAYS,
)
def test_away_is_from_the_first_day_until_they_are_back_and_never_twice(
    at_alices: Cast, absences: list[tuple[date, int | None]], asked: date
) -> None:
    by, taken = at_alices.as_alice, list[tuple[date, date]]()
    with transaction.atomic():
        worker = volunteer(at_alices)
        for first, days in absences:
            until = first + timedelta(days=days) if days else None
            overlaps = any(first < back and (until is None or gone < until) for gone, back in taken)
            try:
                actions.add_absence(
                    worker=worker, first=first, until=until, why=AbsenceWhy.ILL, by=by, now=NOW
                )
            except errors.AwayAlready:
                assert overlaps
            else:
                assert not overlaps
                taken.append((first, until or date.max))
        away = any(gone <= asked < back for gone, back in taken)
        assert queries.is_away(worker, on=asked) == away
        transaction.set_rollback(True)


def test_times_of_the_week_are_on_the_wall_and_never_overlap(at_alices: Cast) -> None:
    worker, by = volunteer(at_alices), at_alices.as_alice
    actions.set_availability(worker=worker, times=[(6, 60, 180), (6, 600, 660)], by=by, now=NOW)
    # The clocks go back on Sunday 25 October 2026: both hours that are called one o’clock count.
    for moment, works in (
        (london(2026, 10, 25, 10), True),
        (london(2026, 10, 25, 11), False),
        (london(2026, 10, 25, 0) + timedelta(hours=1), True),
        (london(2026, 10, 25, 0) + timedelta(hours=2), True),
        (london(2026, 10, 24, 10), False),
    ):
        assert queries.available(worker, at=moment) is works, moment
    with pytest.raises(errors.TimesOverlap):
        actions.set_availability(
            worker=worker, times=[(0, 540, 600), (0, 590, 650)], by=by, now=NOW
        )
    assert [t.weekday for t in queries.times_of(worker)] == [6, 6]
    with pytest.raises(errors.TimesOverlap):
        actions.set_availability(worker=worker, times=[(0, 600, 600)], by=by, now=NOW)


def test_one_log_in_is_one_worker_until_they_have_left(at_alices: Cast) -> None:
    first = volunteer(at_alices, account=at_alices.bob)
    with pytest.raises(errors.WorkerAlready):
        volunteer(at_alices, account=at_alices.bob)
    actions.end_worker(worker=first, by=at_alices.as_alice, now=NOW)
    actions.end_worker(worker=first, by=at_alices.as_alice, now=NOW)
    second = volunteer(at_alices, account=at_alices.bob)
    assert Worker.objects.working().get(account=at_alices.bob) == second
    first.refresh_from_db()
    assert reasons(first, TODAY) == ["They no longer work here."]
    assert Happening.objects.filter(kind="people.worker_ended").count() == 1


def test_an_absence_ends_early_and_time_is_counted_for_volunteers_alone(at_alices: Cast) -> None:
    worker, by = volunteer(at_alices), at_alices.as_alice
    away = actions.add_absence(
        worker=worker, first=TODAY, until=None, why=AbsenceWhy.OTHER, by=by, now=NOW
    )
    assert reasons(worker, TODAY) == ["They are away."]
    actions.end_absence(absence=away, until=TODAY + timedelta(days=1), by=by, now=NOW)
    assert reasons(worker, TODAY + timedelta(days=1)) == []
    with pytest.raises(errors.BackBeforeGone):
        actions.add_absence(
            worker=worker, first=TODAY, until=TODAY, why=AbsenceWhy.OTHER, by=by, now=NOW
        )
    actions.note_time(worker=worker, day=TODAY, minutes=45, doing=Doing.CALLS, by=by, now=NOW)
    with pytest.raises(errors.MoreThanADay):
        actions.note_time(worker=worker, day=TODAY, minutes=0, doing=Doing.CALLS, by=by, now=NOW)
    assert Happening.objects.get(kind="people.time_given").quantity == 45


def test_the_database_keeps_overlaps_out_by_itself(at_alices: Cast) -> None:
    worker = volunteer(at_alices)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        for _twice in range(2):
            cursor.execute(
                "INSERT INTO people_absence (public_id, service_id, worker_id, first, why)"
                " VALUES (left(md5(random()::text), 10), %s, %s, '2026-09-01', 'ill')",
                [worker.service_id, worker.pk],
            )


@pytest.mark.parametrize("kind", [TrainingKind.DATA])
def test_nothing_is_seen_in_the_future_or_runs_out_before(
    at_alices: Cast, kind: TrainingKind
) -> None:
    worker, by = volunteer(at_alices), at_alices.as_alice
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(errors.NotSeenYet):
        actions.note_training(worker=worker, kind=kind, done_on=tomorrow, by=by, now=NOW)
    with pytest.raises(errors.RunsOutBeforeItBegins):
        actions.note_training(
            worker=worker, kind=kind, done_on=TODAY, expires_on=TODAY, by=by, now=NOW
        )


def test_who_closes_their_account_stays_a_worker_by_name_until_two_years_after_they_ended(
    at_alices: Cast,
) -> None:
    holds_a_role(at_alices.bob, at_alices.organisation, at_alices.service, Role.CALLER)
    worker = volunteer(at_alices, account=at_alices.bob)
    Membership.objects.filter(account=at_alices.bob).update(valid_to=TODAY)
    actions.close_account(account=at_alices.bob, now=NOW)
    worker.refresh_from_db()
    assert (worker.account, worker.name) == (None, "Nadia Invented")
    actions.end_worker(worker=worker, by=at_alices.as_alice, now=NOW)
    assert actions.forget_old_workers(now=NOW + timedelta(days=729)) == 0
    assert actions.forget_old_workers(now=NOW + timedelta(days=732)) > 1
    assert not Worker.objects.exists()
    assert not WorkerCheck.objects.exists()
