"""The demo's surveys can be read, and loading them again changes nothing."""

import pytest

from branchline.core.words import said
from branchline.places.models import Branch, Service
from branchline.surveys.demo import load
from branchline.surveys.models import Remark, Response, Survey
from branchline.surveys.queries import results

from .conftest import NOW


@pytest.fixture
def trafford_of_the_demo(here: Service) -> Service:
    for name in ("Sale Library", "Stretford Library"):
        Branch.objects.create(service=here, name=said(name))
    return here


def test_the_demo_is_loaded_once(trafford_of_the_demo: Service) -> None:
    load(now=NOW)
    before = (Survey.objects.count(), Response.objects.count(), Remark.objects.count())
    load(now=NOW)
    assert before == (Survey.objects.count(), Response.objects.count(), Remark.objects.count())
    assert before == (3, 40 + 26 + 15, 8)


def test_the_demo_shows_a_rate_and_a_change(trafford_of_the_demo: Service) -> None:
    load(now=NOW)
    company, rhymes, _first_steps = Survey.objects.order_by("opens_at")
    assert results(survey=rhymes, now=NOW).moments[0].rate == 62
    changes = results(survey=company, now=NOW).changes[0]
    assert changes is not None
    assert changes.paired.value == 15
    assert all(change.mean is not None for change in changes.changes)


def test_without_trafford_there_is_no_demo_of_it(db: None) -> None:
    load(now=NOW)
