"""Nobody came on air: ten minutes after the start families are told that we are sorry, and staff that they wait."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.models import Happening
from branchline.core.permits import Role
from branchline.events import actions as events
from branchline.events.models import WhichDates
from branchline.events.tests.conftest import DESK, Places, alice, places
from branchline.live import jobs
from branchline.live.models import Broadcast, LiveListing
from branchline.messages.actions.deliver import prepare
from branchline.messages.models import Message, State
from branchline.people.models import Account, Membership, Organisation, OrganisationKind
from branchline.places.models import Branch

from .sheets import on_air, planned, staff_of

__all__ = ["alice", "places"]
SORRY = "It has not begun yet. We are sorry."
MINUTE = timedelta(minutes=1)


@pytest.fixture
def rhyme_time(alice: Places) -> Broadcast:
    """Bob works at its branch, Dan at another, Erin leads the events of all."""
    works("bob", alice.branch)
    works("dan", alice.far)
    works("erin", role=Role.EVENTS_LEAD)
    return planned(alice)


def works(name: str, *at: Branch, role: Role = Role.BRANCH_STAFF) -> None:
    service = Branch.objects.all()[0].service
    organisation, _made = Organisation.objects.get_or_create(
        service=service, defaults={"kind": OrganisationKind.LIBRARY_SERVICE}
    )
    work = Membership.objects.create(
        account=Account.objects.create_user(f"{name}@example.test", name=name),
        organisation=organisation, service=service, role=role,
        all_branches=not at, valid_from=date(2020, 1, 1),
    )  # fmt: skip
    for branch in at:
        work.reach.create(branch=branch)


def minute(broadcast: Broadcast, number: int) -> list[str]:
    """The worker looks, so many minutes after the start. Whom it has written to so far."""
    with clock.at(broadcast.starts_at + number * MINUTE):
        jobs.notice_missed()
    broadcast.refresh_from_db()
    found = Message.objects.filter(letter="live.missed").order_by("pk")
    return list(found.values_list("address", flat=True))


def watched(broadcast: Broadcast) -> str:
    with clock.at(broadcast.starts_at + 11 * MINUTE):
        answer = Client().get(f"/alice/live/{broadcast.public_id}")
    return answer.content.decode().replace("<div data-missed hidden>", "<not yet>")


def test_after_ten_minutes_whoever_works_there_is_written_to_once(rhyme_time: Broadcast) -> None:
    assert minute(rhyme_time, 9) == []
    assert "<not yet>" in watched(rhyme_time)
    assert minute(rhyme_time, 10) == ["bob@example.test"]
    assert rhyme_time.missed_at == rhyme_time.starts_at + 10 * MINUTE
    page = watched(rhyme_time)
    assert "<not yet>" not in page
    assert SORRY in page
    for number in (10, 11, 30, 61):
        assert minute(rhyme_time, number) == ["bob@example.test"]
    assert Happening.objects.filter(kind="live.missed").count() == 1


def test_where_nobody_works_by_name_all_who_may_are(alice: Places) -> None:
    works("dan", alice.far)
    works("erin", role=Role.EVENTS_LEAD)
    works("frank", role=Role.COUNCILLOR)
    assert minute(planned(alice), 10) == ["erin@example.test"]


def test_the_letter_leads_to_the_studio_and_is_silent_once_it_is_on_air(
    rhyme_time: Broadcast,
) -> None:
    minute(rhyme_time, 10)
    message, when = Message.objects.get(letter="live.missed"), rhyme_time.starts_at + 10 * MINUTE
    parcel = prepare(message=message.public_id, now=when)
    assert parcel is not None
    assert f"/alice/desk/live/{rhyme_time.public_id}" in parcel.text
    assert "Families are waiting" in parcel.text
    Message.objects.filter(pk=message.pk).update(state=State.QUEUED)
    on_air(rhyme_time)
    assert prepare(message=message.public_id, now=when) is None
    page = watched(rhyme_time)
    assert 'data-state="joining"' in page
    assert 'data-show="waiting" hidden' in page


def test_a_rehearsal_is_nobody_on_air(rhyme_time: Broadcast) -> None:
    on_air(rhyme_time, rehearsal=True)
    assert minute(rhyme_time, 10) == ["bob@example.test"]


@pytest.mark.parametrize("number", [60, 6000])
def test_much_later_the_news_helps_nobody(rhyme_time: Broadcast, number: int) -> None:
    assert minute(rhyme_time, number) == []
    assert rhyme_time.missed_at is None


def test_on_air_or_cancelled_is_not_missed(rhyme_time: Broadcast, alice: Places) -> None:
    other = planned(alice)
    on_air(rhyme_time)
    assert other.occurrence is not None
    events.cancel_occurrence(
        occurrence=other.occurrence, because=other.title, by=DESK, now=other.made_at
    )
    assert minute(other, 10) == []


def test_a_date_that_is_moved_takes_its_broadcast_along(rhyme_time: Broadcast) -> None:
    date, before = rhyme_time.occurrence, rhyme_time.starts_at
    assert date is not None
    change: Any = events.DateChange(day=clock.in_london(before + timedelta(days=1)).date())
    events.change_dates(
        occurrence=date, which=WhichDates.THIS, change=change, by=DESK, now=rhyme_time.made_at
    )
    assert minute(rhyme_time, 10) == []
    assert rhyme_time.starts_at == before + timedelta(days=1)
    listed = LiveListing.objects.get(public_id=rhyme_time.public_id)
    assert listed.starts_at == rhyme_time.starts_at
    assert minute(rhyme_time, 10) == ["bob@example.test"]


def test_the_studio_says_since_when_families_wait(rhyme_time: Broadcast) -> None:
    staff, path = staff_of(rhyme_time.service), f"/alice/desk/live/{rhyme_time.public_id}"
    said = "Families have been waiting since 10:30am"
    assert said not in staff.get(path).content.decode()
    minute(rhyme_time, 10)
    assert said in staff.get(path).content.decode()
