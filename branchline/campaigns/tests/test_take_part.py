"""A service joins; what it has on takes part by its rule, or by a press; its entries follow its events."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from branchline.campaigns.actions import (
    change_campaign,
    choose_event,
    gather,
    join_campaign,
    leave_campaign,
    set_rule,
)
from branchline.campaigns.errors import CampaignIsOver, NoSuchEvent, NotTakingPart
from branchline.campaigns.jobs import gather_all
from branchline.campaigns.models import Entry, Joining, Rule, Verdict
from branchline.campaigns.queries import events_at_desk
from branchline.core import clock
from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence, change_event
from branchline.events.models import Event, Listing, Occurrence, Theme

from .conftest import DESK, MONDAY, NOW, Country, put_on, wording


def titles(**where: Any) -> list[str]:
    return sorted(str(entry.title) for entry in Entry.objects.filter(**where))


def join(country: Country, **more: Any) -> Any:
    return join_campaign(campaign=country.campaign, service=country.alice, by=DESK, now=NOW, **more)


def ledger(country: Country) -> int:
    rows = Happening.objects.filter(kind__startswith="campaigns.")
    return sum(
        row.quantity * {"campaigns.entered": 1, "campaigns.withdrawn": -1}.get(row.kind, 0)
        for row in rows
    )


def test_one_press_puts_in_what_is_on_in_these_days_and_nothing_else(at_alices: Country) -> None:
    put_on(at_alices.sale, "Rhyme time")
    put_on(at_alices.sale, "Last minute", day=date(2026, 10, 11), hour=22)
    put_on(at_alices.sale, "The week after", day=date(2026, 10, 12))
    put_on(at_alices.sale, "The day before", day=date(2026, 10, 4))
    put_on(at_alices.tyne, "Charlie’s own")
    join(at_alices)
    assert titles() == ["Last minute", "Rhyme time"]


def test_joining_twice_and_gathering_again_change_nothing(at_alices: Country) -> None:
    put_on(at_alices.sale)
    joining = join(at_alices)
    join(at_alices)
    again = gather(joining=joining, by=DESK, now=NOW)
    assert (again.entered, again.moved, again.withdrawn) == (0, 0, 0)
    assert Happening.objects.filter(kind="campaigns.joined").count() == 1


@pytest.mark.parametrize(
    ("rule", "inside"),
    [
        (Rule(themes=(Theme.TALK,)), ["Swifts over Sale"]),
        (Rule(audience="babies"), ["Rhyme time", "Swifts over Sale"]),
        (Rule(words="swift"), ["Swifts over Sale"]),
        (Rule(words="Libraries Week"), []),
        (Rule(themes=(Theme.TALK, Theme.RHYME), words="time"), ["Rhyme time"]),
        (Rule(), ["Job club", "Rhyme time", "Swifts over Sale"]),
        (None, []),
    ],
)
def test_a_rule_names_what_joins(at_alices: Country, rule: Rule | None, inside: list[str]) -> None:
    put_on(at_alices.sale, "Rhyme time", age_from=0, age_to=4)
    put_on(at_alices.sale, "Swifts over Sale", theme=Theme.TALK)
    put_on(at_alices.sale, "Job club", theme=Theme.ADVICE, age_from=16)
    assert titles() == []
    join(at_alices, rule=rule)
    assert titles() == inside


def test_a_choice_goes_before_the_rule(at_alices: Country) -> None:
    rhymes, talk = put_on(at_alices.sale), put_on(at_alices.sale, "Swifts", theme=Theme.TALK)
    joining = join(at_alices, rule=Rule(themes=(Theme.TALK,)))

    def choose(event: Event, verdict: Verdict | None) -> list[str]:
        choose_event(
            joining=joining, event_public_id=event.public_id, verdict=verdict, by=DESK, now=NOW
        )
        return titles()

    assert choose(rhymes, Verdict.IN) == ["Rhyme time", "Swifts"]
    assert choose(talk, Verdict.OUT) == ["Rhyme time"]
    set_rule(joining=joining, rule=Rule(), by=DESK, now=NOW)
    assert titles() == ["Rhyme time"]
    assert choose(talk, None) == ["Rhyme time", "Swifts"]
    set_rule(joining=joining, rule=None, by=DESK, now=NOW)
    assert titles() == ["Rhyme time"]
    assert ledger(at_alices) == 1


def test_nobody_chooses_what_is_another_service_s(at_alices: Country) -> None:
    theirs = put_on(at_alices.tyne)
    joining = join(at_alices)
    with pytest.raises(NoSuchEvent):
        choose_event(
            joining=joining, event_public_id=theirs.public_id, verdict=Verdict.IN, by=DESK, now=NOW
        )


def test_what_changes_reaches_the_campaign_with_the_next_run(country: Country) -> None:
    with scope(country.alice.pk):
        off = put_on(country.sale, "Called off")
        renamed = put_on(country.sale, "Old name")
        join(country)
        new = put_on(country.sale, "Added later", day=MONDAY + timedelta(days=3))
        gone = Occurrence.objects.get(event=off)
        cancel_occurrence(occurrence=gone, because=said("Ill"), by=DESK, now=NOW)
        details = renamed.details
        change_event(
            event=renamed,
            details=type(details)(**{**vars(details), "title": said("New name")}),
            timing=None,
            by=DESK,
            now=NOW,
        )
        Joining.objects.update(gathered_at=NOW - timedelta(minutes=1))
        waits = {str(e.title): e.is_new for e in events_at_desk(joining=Joining.objects.get())}
        assert waits["Added later"], "the desk says that it is looked at, not that it stays out"
    with clock.at(NOW + timedelta(minutes=5)):
        gather_all()
    assert titles() == ["Added later", "New name"]
    assert Entry.objects.get(event_public_id=new.public_id).starts_at.day == 8
    with scope(country.alice.pk):
        assert ledger(country) == 2


def test_a_date_that_moves_takes_its_entry_with_it(at_alices: Country) -> None:
    event = put_on(at_alices.sale)
    joining = join(at_alices)
    before = Entry.objects.get()
    Listing.objects.filter(event_public_id=event.public_id).update(
        starts_at=before.starts_at + timedelta(days=1), ends_at=before.ends_at + timedelta(days=1)
    )
    assert gather(joining=joining, by=DESK, now=NOW).moved == 1
    after = Entry.objects.get()
    assert (after.pk, after.starts_at) == (before.pk, before.starts_at + timedelta(days=1))
    Listing.objects.filter(event_public_id=event.public_id).update(
        starts_at=before.starts_at + timedelta(days=30), ends_at=before.ends_at + timedelta(days=30)
    )
    assert gather(joining=joining, by=DESK, now=NOW).withdrawn == 1


def test_who_leaves_takes_everything_along_and_may_come_back(at_alices: Country) -> None:
    put_on(at_alices.sale)
    joining = join(at_alices)
    leave_campaign(joining=joining, by=DESK, now=NOW)
    assert titles() == []
    with pytest.raises(NotTakingPart):
        set_rule(joining=joining, rule=None, by=DESK, now=NOW)
    join(at_alices)
    assert titles() == ["Rhyme time"]
    assert Happening.objects.filter(kind="campaigns.left").count() == 1
    assert ledger(at_alices) == 1


def test_after_the_last_day_nothing_changes_any_more(at_alices: Country) -> None:
    joining = join(at_alices)
    later = NOW + timedelta(days=30)
    with pytest.raises(CampaignIsOver):
        leave_campaign(joining=joining, by=DESK, now=later)
    with pytest.raises(CampaignIsOver):
        change_campaign(campaign=at_alices.campaign, wording=wording(), now=later)


def test_other_days_of_a_campaign_change_what_takes_part(at_alices: Country) -> None:
    put_on(at_alices.sale, "Monday")
    put_on(at_alices.sale, "Thursday", day=MONDAY + timedelta(days=3))
    joining = join(at_alices)
    shorter = wording(first_day=MONDAY + timedelta(days=2))
    change_campaign(campaign=at_alices.campaign, wording=shorter, now=NOW)
    joining.refresh_from_db()
    gather(joining=joining, by=DESK, now=NOW)
    assert titles() == ["Thursday"]


def test_no_service_writes_entries_of_another(country: Country) -> None:
    """The second wall: the same statement, said in Charlie's scope, reaches none of Alice's rows."""
    put_on(country.sale)
    with scope(country.alice.pk):
        join(country)
    with scope(country.charlie.pk), connection.cursor() as cursor:
        cursor.execute("UPDATE campaigns_entry SET town = 'Stolen'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM campaigns_entry")
        assert cursor.rowcount == 0
    assert titles() == ["Rhyme time"]
