"""The same form sent twice is answered once, also when both arrive at the same moment."""

import threading

import pytest
from django.db import connections

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.idempotency import once
from branchline.core.models import RememberedRequest
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 5, 10, 30)
KEY = "a-key-of-some-length"


@pytest.mark.django_db
def test_the_second_time_gives_the_first_reference() -> None:
    made = iter(["first", "second"])
    with scope(1):
        assert once(key=KEY, action="t", now=NOW, create=lambda: next(made)) == ("first", True)
        assert once(key=KEY, action="t", now=NOW, create=lambda: next(made)) == ("first", False)
        assert once(key=KEY, action="other", now=NOW, create=lambda: next(made)) == ("second", True)


@pytest.mark.django_db
def test_a_refusal_lets_the_person_try_again() -> None:
    def refuse() -> str:
        raise Refusal("full")

    with pytest.raises(Refusal), scope(1):
        once(key=KEY, action="t", now=NOW, create=refuse)
    with scope(1):
        assert once(key=KEY, action="t", now=NOW, create=lambda: "made") == ("made", True)


@pytest.mark.race
def test_twenty_at_once_make_one(own_database: str) -> None:
    made: list[int] = []
    answers: list[tuple[str, bool]] = []
    start = threading.Barrier(20)

    def create(number: int) -> str:
        made.append(number)
        return str(number)

    def send(number: int) -> None:
        start.wait()
        with scope(1):
            answers.append(once(key=KEY, action="t", now=NOW, create=lambda: create(number)))
        connections.close_all()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert {reference for reference, _ in answers} == {str(made[0])}
    assert sum(first for _, first in answers) == 1
    with scope(1):
        assert RememberedRequest.objects.count() == 1
