"""Two colleagues at once, where commits are real: one merge, one contact, one record."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from branchline.core.errors import Refusal
from branchline.core.scoping import scope
from branchline.people import actions, jobs
from branchline.people.actions import Details
from branchline.people.models import Contact, Duplicate, Merge, Resident

from .conftest import Cast, make_cast
from .residents import BORN, NOW, contact, later, resident

THREADS = 8


@pytest.fixture
def committed(own_database: str) -> Cast:
    return make_cast()


def at_once(cast: Cast, attempt: Callable[[int], object]) -> Counter[str]:
    """What each of the threads came to; all begin together."""
    begin = Barrier(THREADS, timeout=30)

    def run(turn: int) -> str:
        try:
            with scope(cast.service.pk):
                begin.wait()
                attempt(turn)
                return "done"
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(run, range(THREADS)))


@pytest.mark.race
def test_two_records_are_merged_once_whichever_way(committed: Cast) -> None:
    with scope(committed.service.pk):
        pair = [resident(committed, "Maud One"), resident(committed, "Maud Two")]

    def attempt(turn: int) -> None:
        keep, merge = pair if turn % 2 else reversed(pair)
        actions.merge_residents(keep=keep, merge=merge, by=committed.as_alice, now=NOW)

    assert at_once(committed, attempt) == {"done": 1, "MergedAway": THREADS - 1}
    with scope(committed.service.pk):
        assert Resident.objects.standing().count() == 1
        assert Merge.objects.count() == 1


@pytest.mark.race
def test_the_same_address_at_once_is_one_contact(committed: Cast) -> None:
    assert at_once(committed, lambda turn: contact(f"Tom {turn}")) == {"done": THREADS}
    with scope(committed.service.pk):
        assert Contact.objects.count() == 1


@pytest.mark.race
def test_a_double_click_makes_one_record(committed: Cast) -> None:
    def attempt(turn: int) -> None:
        actions.add_resident(
            details=Details(name="Maud"), card="D1", by=committed.as_alice, now=NOW, key="same-form-1"
        )  # fmt: skip

    assert at_once(committed, attempt) == {"done": THREADS}
    with scope(committed.service.pk):
        assert Resident.objects.count() == 1


def test_the_jobs_of_the_night_do_what_they_say(at_alices: Cast) -> None:
    from branchline.core import clock

    old = resident(at_alices, "Old")
    one, _other = resident(at_alices, born_on=BORN), resident(at_alices, born_on=BORN)
    with clock.at(later(1)):
        jobs.look_for_duplicates_of.here(resident=one.public_id)
        jobs.look_for_duplicates.here()
        jobs.look_for_duplicates_of.here(resident="gone000000")
    assert Duplicate.objects.count() == 1
    with clock.at(later(3 * 365 + 30)):
        jobs.keep_to_retention.here()
    assert not Resident.objects.exists()
    assert old.pk is not None


def test_a_job_is_queued_for_each_service(cast: Cast) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    jobs.each_night()
    queued = Counter(ProcrastinateJob.objects.values_list("task_name", flat=True))
    assert queued["branchline.people.jobs.keep_to_retention"] == 2
    assert queued["branchline.people.jobs.look_for_duplicates"] == 2
