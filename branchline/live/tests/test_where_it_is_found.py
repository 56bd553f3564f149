"""Families find what is live: on the first pages, and on the page of the date itself."""

from datetime import timedelta

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.events.models import Occurrence
from branchline.events.tests.conftest import NOW, Places, date_of, places, put_on  # noqa: F401
from branchline.live.actions import begin_sending, end_broadcast, plan_broadcast
from branchline.live.demo.looking import look_at_everything
from branchline.live.models import Broadcast, Source


@pytest.fixture
def rhyme(places: Places) -> Occurrence:  # noqa: F811
    """A date of Alice's."""
    with scope(places.service.pk):
        return date_of(put_on(places.branch))


def planned(occurrence: Occurrence) -> Broadcast:
    with scope(occurrence.service_id):
        return plan_broadcast(occurrence=occurrence, by=NOBODY, now=NOW)


def on_air(broadcast: Broadcast, *, rehearsal: bool = False) -> None:
    with scope(broadcast.service_id):
        look_at_everything(broadcast, now=NOW)
        begin_sending(
            broadcast=broadcast,
            source=Source.BROWSER,
            rehearsal=rehearsal,
            take_over=True,
            by=NOBODY,
            now=NOW,
        )


def page(path: str) -> str:
    with clock.at(NOW):
        return Client().get(path).content.decode()


def test_a_date_says_that_it_goes_out_live_as_soon_as_that_is_planned(rhyme: Occurrence) -> None:
    path = f"/alice/whats-on/{rhyme.public_id}"
    assert "/alice/live/" not in page(path)
    broadcast = planned(rhyme)
    assert f"/alice/live/{broadcast.public_id}" in page(path)
    assert "Watch it live here" in page(path)
    on_air(broadcast)
    assert "Live now" in page(path)
    with scope(broadcast.service_id):
        end_broadcast(broadcast=broadcast, by=NOBODY, now=NOW + timedelta(hours=1))
    assert "/alice/live/" not in page(path)


def test_the_first_pages_lead_there_with_one_press_while_it_is_on(rhyme: Occurrence) -> None:
    broadcast = planned(rhyme)
    on_air(broadcast, rehearsal=True)
    for first in ("/", "/alice/"):
        assert "Live now" not in page(first), "a rehearsal is nobody’s business"
    on_air(broadcast)
    for first in ("/", "/alice/"):
        assert f'href="/alice/live/{broadcast.public_id}"' in page(first)
    assert f'href="/cy/alice/live/{broadcast.public_id}"' in page("/cy/alice/")
    assert "/live/" not in page("/charlie/")


def test_finding_it_costs_one_question(
    rhyme: Occurrence, django_assert_max_num_queries: object
) -> None:
    path = f"/alice/whats-on/{rhyme.public_id}"
    page(path)
    with django_assert_max_num_queries(40) as before:  # type: ignore[operator]  # pytest-django's
        page(path)
    planned(rhyme)
    with django_assert_max_num_queries(len(before)):  # type: ignore[operator]
        page(path)
