"""What a room says it keeps for so long is gone after that, not before; and what was counted stays counted.

Every rule is found by itself; `tests/harness/keeping.py` makes something old and something young of what it is
about. A rule without such a case fails here.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from branchline.core.models import Happening
from branchline.core.rooms import Retention
from branchline.core.scoping import scope
from branchline.people.queries import retention_rules
from branchline.people.tests.conftest import NOW, Cast, make_cast
from branchline.people.tests.residents import resident
from tests.harness.keeping import KEPT, Kept

RULES = {str(row.rule.what): row.rule for row in retention_rules()}
A_LITTLE = timedelta(days=2)
EACH = [
    pytest.param(what, kept, id=f"{what}-{kept.__name__}")
    for what in RULES
    for kept in KEPT.get(what, ())
]
SHORTER = [each for each in EACH if RULES[str(each.values[0])].least is not None]


@pytest.fixture
def at_alices(db: None, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    """At work in Alice's service, whose messages and files go into a folder."""
    settings.BRANCHLINE_CARRIERS = {"email": "file", "sms": "file"}
    settings.BRANCHLINE_VAR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path / "live"
    cast = make_cast()
    with scope(cast.service.pk):
        resident(cast, "Counted Already")
        yield cast


def counted() -> list[dict[str, Any]]:
    """Everything in the ledger that a published number comes from."""
    fields = ("pk", "kind", "branch_id", "happened_at", "quantity", "ward_code", "quintile")
    return list(Happening.objects.order_by("pk").values(*fields))


def goes_in_time(cast: Cast, kept: Kept, rule: Retention, length: timedelta) -> None:
    now: datetime = NOW + length  # so that the old thing too comes after the cast
    old, young = kept(cast, now - length - A_LITTLE), kept(cast, now - length + A_LITTLE)
    before = (old(), young())
    assert all(before), "both are there to begin with"
    figures = counted()
    assert figures
    assert rule.apply(now, length) >= 1
    assert (old(), young()) == (0, before[1])
    after = counted()
    assert [row for row in after if row in figures] == figures, "what was counted stays counted"


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert RULES.keys() == KEPT.keys()


@pytest.mark.parametrize(("what", "kept"), EACH)
def test_what_is_past_its_time_goes_and_nothing_else(
    at_alices: Cast, what: str, kept: Kept
) -> None:
    goes_in_time(at_alices, kept, RULES[what], RULES[what].kept_for)


@pytest.mark.parametrize(("what", "kept"), SHORTER)
def test_where_a_service_keeps_it_for_less_it_goes_sooner(
    at_alices: Cast, what: str, kept: Kept
) -> None:
    least = RULES[what].least
    assert least is not None
    goes_in_time(at_alices, kept, RULES[what], least)
