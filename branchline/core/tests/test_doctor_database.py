"""The doctor finds what is wrong with the database, by breaking each thing for real."""

import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob

from branchline.core import clock, jobs, postgres
from branchline.core.doctor import database, work
from branchline.core.models import Beat
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 5, 10, 30)


def as_owner(sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)


def doctor(**environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "branchline", "doctor"],
        env=os.environ | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_no_database_is_said_first_and_the_rest_is_still_looked_at() -> None:
    nowhere = "postgres://nobody@127.0.0.1:1/none"
    done = doctor(DATABASE_URL=nowhere, DATABASE_WEB_URL=nowhere)
    assert done.returncode == 1
    assert "Start it, or correct DATABASE_URL" in done.stdout.splitlines()[0]
    assert "mail: No mail server is set" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_another_kind_of_database_is_refused_in_a_sentence() -> None:
    done = doctor(DATABASE_URL="mysql://here/branchline")
    assert done.returncode == 2
    assert "DATABASE_URL is no address of a PostgreSQL" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_account_that_may_not_do_enough_is_told_what_the_administrator_says() -> None:
    denied = Exception('connection failed: FATAL:  permission denied to set role "branchline_web"')
    words = postgres.in_words(denied, account="libraries", otherwise="Start it.")
    assert "GRANT branchline_web TO libraries;" in words
    absent = Exception('FATAL:  role "branchline_web" does not exist')
    words = postgres.in_words(absent, account="libraries", otherwise="Start it.")
    assert "Run `branchline migrate`" in words


@pytest.mark.django_db(databases=["default", "owner"])
def test_an_owner_who_may_make_no_roles_is_told_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "WEB", "branchline_nobody")
    with pytest.raises(postgres.DatabaseTrouble, match="CREATE ROLE branchline_nobody NOLOGIN"):
        postgres.prepare(connections["owner"])


@pytest.mark.django_db
def test_a_sound_database() -> None:
    looked = [database.answers(), database.extensions(), database.roles(), database.walls()]
    looked += [database.same_time(clock.now()), database.migrations()]
    assert [check.sentence for check in looked if not check.well] == []


def test_a_database_of_the_year_before_last_is_too_old() -> None:
    assert not database.new_enough(140009).well
    assert database.new_enough(150000).well


@pytest.mark.race
def test_a_missing_extension(own_database: str) -> None:
    as_owner("DROP EXTENSION unaccent CASCADE")
    found = database.extensions()
    assert not found.well
    assert "unaccent" in found.sentence


@pytest.mark.race
def test_the_owner_sees_through_the_walls(own_database: str) -> None:
    found = database.roles(connections["owner"])
    assert not found.well
    assert "owns the tables" in found.sentence


@pytest.mark.race
def test_a_wall_that_was_taken_down(own_database: str) -> None:
    as_owner("ALTER TABLE core_storedfile DISABLE ROW LEVEL SECURITY")
    found = database.walls()
    assert not found.well
    assert "core_storedfile" in found.sentence


@pytest.mark.race
def test_a_wall_without_its_policy(own_database: str) -> None:
    as_owner("DROP POLICY private ON core_link")
    assert "core_link" in database.walls().sentence


@pytest.mark.race
def test_a_change_that_waits(own_database: str) -> None:
    as_owner("DELETE FROM django_migrations WHERE app = 'campaigns'")
    found = database.migrations()
    assert not found.well
    assert "branchline migrate" in found.sentence


@pytest.mark.django_db
def test_clocks_that_differ() -> None:
    with clock.at(clock.now() + timedelta(minutes=2)):
        found = database.same_time(clock.now())
    assert not found.well
    assert "120 seconds" in found.sentence


@pytest.mark.django_db
def test_a_worker_that_is_not_heard() -> None:
    assert "No worker has been heard yet" in work.heard(NOW).sentence
    beat = Beat.objects.create(name="worker", beat_at=NOW - timedelta(minutes=6))
    assert "since 05 October, 09:24 UTC" in work.heard(NOW).sentence
    beat.beat_at = NOW
    beat.save()
    assert work.heard(NOW).well


@pytest.mark.race
@pytest.mark.parametrize(
    ("state", "hours", "words"),
    [
        ("failed", 0, "1 were given up after many tries (branchline.core.jobs.delete_bytes)"),
        ("doing", 2, "1 have been under way for more than an hour"),
        ("todo", 2, "1 have waited for more than 15 minutes"),
    ],
)
def test_jobs_that_lie_undone(own_database: str, state: str, hours: int, words: str) -> None:
    with scope(1):
        jobs.delete_bytes.later(path="nothing")
    queued: Any = ProcrastinateJob.objects.get()
    now = clock.now()
    assert work.jobs(now).well
    as_owner(f"UPDATE procrastinate_jobs SET status = '{state}' WHERE id = {queued.pk}")
    found = work.jobs(now + timedelta(hours=hours))
    assert not found.well
    assert words in found.sentence
