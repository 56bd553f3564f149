"""Happenings carry a coarse who, and forgetting a person keeps the count."""

import pytest

from branchline.core import clock, ledger
from branchline.core.acting import NOBODY
from branchline.core.models import Happening, Pseudonym
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 5, 10, 30)
OPEN = ledger.Kind("core.open", "places booked")
GRIEF = ledger.Kind("core.grief", "people helped", sensitive=True)
WHO = ledger.Who(
    ward_code="E05015247", ward_vintage=2023, quintile=2, age_band="65-74", person="contact:7"
)


@pytest.mark.django_db
def test_one_person_has_one_name_a_year_and_another_in_the_next() -> None:
    with scope(1):
        first = ledger.record(kind=OPEN, by=NOBODY, now=NOW, who=WHO)
        again = ledger.record(kind=OPEN, by=NOBODY, now=NOW, who=WHO)
        later = ledger.record(kind=OPEN, by=NOBODY, now=clock.london(2027, 1, 2), who=WHO)
    assert first.pseudonym == again.pseudonym != later.pseudonym


@pytest.mark.django_db
def test_forgetting_breaks_the_link_and_keeps_the_count() -> None:
    with scope(1):
        ledger.record(kind=OPEN, by=NOBODY, now=NOW, quantity=3, who=WHO)
        assert ledger.forget("contact:7") == 1
        assert Pseudonym.objects.count() == 0
        assert Happening.objects.get().quantity == 3


@pytest.mark.django_db
def test_a_sensitive_kind_says_nothing_of_who() -> None:
    with scope(1):
        kept = ledger.record(kind=GRIEF, by=NOBODY, now=NOW, who=WHO)
    assert (kept.ward_code, kept.quintile, kept.age_band, kept.pseudonym) == ("", None, "", None)
