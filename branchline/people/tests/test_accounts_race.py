"""Two managers who end each other at the same moment: with the lock, one of them stays."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from branchline.core.acting import Acting, Actor
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.people.actions import colleagues, end_membership
from branchline.people.errors import AlreadyEnded, LastManager
from branchline.people.models import Membership
from branchline.people.tests.conftest import NOW, Cast, account, make_cast, works

pytestmark = pytest.mark.race


def both_at_once(cast: Cast, first: Membership, second: Membership) -> list[str]:
    """Each manager ends the other, in a thread and a transaction of their own."""
    start, outcomes = Barrier(2), list[str]()

    def end(theirs: Membership, by: int) -> None:
        try:
            with scope(cast.service.pk):
                start.wait(10)
                end_membership(membership=theirs, by=Acting(actor=Actor("account", by)), now=NOW)
                outcomes.append("ended")
        except (LastManager, AlreadyEnded) as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    pairs = ((first, second.account_id), (second, first.account_id))
    threads = [Thread(target=end, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def managers(cast: Cast) -> int:
    return Membership.objects.filter(
        service=cast.service, role=Role.SERVICE_MANAGER, valid_to__isnull=True
    ).count()


def two_managers() -> tuple[Cast, Membership, Membership]:
    cast = make_cast()
    dora = works(account("Dora"), cast.organisation, cast.service, Role.SERVICE_MANAGER)
    return cast, Membership.objects.get(account=cast.alice), dora


def test_with_the_lock_a_manager_stays(own_database: str) -> None:
    cast, hers, doras = two_managers()
    assert both_at_once(cast, hers, doras) == ["LastManager", "ended"]
    assert managers(cast) == 1


def test_without_the_lock_nobody_would_stay(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = Barrier(2)
    checked: Callable[..., Any] = colleagues._refuse_last_manager

    def check_and_wait(*given: Any) -> None:
        checked(*given)
        together.wait(10)

    monkeypatch.setattr(colleagues, "_lock", lambda service_id: None)
    monkeypatch.setattr(colleagues, "_refuse_last_manager", check_and_wait)
    cast, hers, doras = two_managers()
    assert both_at_once(cast, hers, doras) == ["ended", "ended"]
    assert managers(cast) == 0
