"""A service may keep things for less than the rules allow, says why, and the night does it."""

import pytest
from django.test import Client

from branchline.core.scoping import scope
from branchline.people import actions, errors
from branchline.people.models import Contact, RetentionChoice, RetentionRun
from branchline.people.queries import last_retention, length_of, months_of, rule_called

from .conftest import Cast, signed_in
from .residents import NOW, contact, later

CONTACTS = "people.contacts"


def choose(cast: Cast, months: int, rule: str = CONTACTS) -> RetentionChoice:
    row = rule_called(name=rule)
    assert row is not None
    return actions.choose_retention(
        rule=row.rule, months=months, because="Council’s schedule", by=cast.as_alice, now=NOW
    )


def test_what_a_manager_chose_goes_sooner(at_alices: Cast) -> None:
    contact("Rowan")
    actions.keep_to_retention(now=later(200))
    assert Contact.objects.count() == 1, "the rule keeps contacts for two years"
    choose(at_alices, 6)
    actions.keep_to_retention(now=later(170))
    assert Contact.objects.count() == 1
    actions.keep_to_retention(now=later(190))
    assert not Contact.objects.exists()
    ran = last_retention()
    assert ran is not None
    assert (ran.ran_at, ran.rows > 0) == (later(190), True)
    assert RetentionRun.objects.count() == 1


@pytest.mark.parametrize(
    ("months", "refusal"), [(25, errors.KeptTooLong), (2, errors.KeptTooShort)]
)
def test_neither_longer_than_the_rule_nor_uselessly_short(
    at_alices: Cast, months: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        choose(at_alices, months)


def test_the_newest_choice_holds_and_the_earlier_ones_stay(at_alices: Cast) -> None:
    choose(at_alices, 6)
    choose(at_alices, 12)
    row = rule_called(name=CONTACTS)
    assert row is not None
    assert (row.words, row.longest) == ("1 year", "2 years")
    assert RetentionChoice.objects.count() == 2
    assert row.choice is not None
    assert row.choice.chosen_by == at_alices.alice


def test_a_choice_is_one_services_own(cast: Cast) -> None:
    with scope(cast.service.pk):
        choose(cast, 6)
    with scope(cast.elsewhere.pk):
        row = rule_called(name=CONTACTS)
        assert row is not None
        assert row.words == "2 years"


@pytest.mark.parametrize("months", [3, 6, 12, 24, 36, 72])
def test_months_and_lengths_agree(months: int) -> None:
    assert months_of(length_of(months)) == months


def test_the_page_says_how_long_why_and_when_it_was_applied(cast: Cast) -> None:
    alice = signed_in(cast.alice)
    assert "the first time is tonight" in alice.get("/alice/desk/kept").content.decode()
    wrong = alice.post(f"/alice/desk/kept/{CONTACTS}", {"months": "99", "because": "x"})
    assert "At most 24 months" in wrong.content.decode()
    assert 'value="99"' in wrong.content.decode()
    done = alice.post(f"/alice/desk/kept/{CONTACTS}", {"months": "6", "because": "Our promise"})
    assert done.headers["Location"] == "/alice/desk/kept"
    with scope(cast.service.pk):
        actions.keep_to_retention(now=NOW)
    page = alice.get("/alice/desk/kept").content.decode()
    for words in ("6 months", "instead of 2 years", "Our promise, Alice", "Last applied on"):
        assert words in page, words
    assert alice.get("/alice/desk/kept/people.nothing").status_code == 404


def test_bob_reads_the_page_and_changes_nothing(cast: Cast) -> None:
    bob = signed_in(cast.bob)
    assert bob.get("/alice/desk/kept").status_code == 200
    assert bob.get(f"/alice/desk/kept/{CONTACTS}").status_code == 404
    assert signed_in(cast.charlie).get("/alice/desk/kept").status_code == 404
    assert Client().get("/alice/desk/kept").status_code == 302
