"""Somebody asks for a friendly call: for themselves, for their mother, or a partner refers; a coordinator takes it up."""

import re
from typing import Any

import pytest
from django.test import Client

from branchline.calls import actions, queries
from branchline.calls.models import RoundPerson
from branchline.concerns.models import Task
from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.ids import public_id
from branchline.people import actions as people
from branchline.people.models import Consent, Contact, ContactLink, MarkSource, Purpose
from branchline.people.tests.conftest import signed_in
from branchline.referrals.actions import take_referral
from branchline.referrals.models import How, Referral, ReferralKind, State
from branchline.referrals.queries import why_of
from branchline.referrals.tests.conftest import partner as make_partner

from .conftest import NOW, Calls, resident

ASK = "/alice/friendly-calls"
HERSELF = {"who": "me", "name": "Maud Okafor", "number": "01632 960123", "more": "Mornings", "agrees": "on"}  # fmt: skip


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def key() -> str:
    found = re.search(r'name="key" value="([^"]+)"', words(Client().get(ASK)))
    assert found
    return found[1]


def test_from_the_public_page_to_the_queue(calls: Calls) -> None:
    with clock.at(NOW):
        anybody, alice = Client(), signed_in(calls.cast.alice)
        assert ASK in words(anybody.get("/alice/")), (
            "the first page leads here where a round is rung"
        )
        empty = words(anybody.post(ASK, {"key": key()}))
        for sentence in ("Choose who would like to be rung.", "Write the name of the person we ring.",
                         "Write the number we ring.", "We ring only people who have agreed."):  # fmt: skip
            assert sentence in empty
        sent = {**HERSELF, "key": key()}
        assert "Check the phone number" in words(anybody.post(ASK, {**sent, "number": "12"}))
        for _turn in range(2):
            page = words(anybody.post(ASK, sent, follow=True))
            assert "What happens next" in page
        made = Referral.objects.get()
        assert (made.state, made.from_key) == (State.SENT, "asked:calls-1")
        assert "“You may phone me for a friendly chat.”" in made.words
        # Anybody can write anybody's number: it is no consent to calls until one of ours has heard it.
        assert not Consent.objects.filter(purpose=Purpose.CALLS).exists()
        assert "1 person asked for a friendly call" in words(alice.get("/alice/desk/today"))
        rounds = words(alice.get("/alice/desk/calls/rounds"))
        here = f"/alice/desk/calls/asked/{made.public_id}"
        assert here in rounds
        assert "First say who they are" in words(alice.get(here))
        take: dict[str, Any] = {"round": calls.round.public_id, "why": "Asked for it themselves", "heard": "telephone", "matters": "Mornings, please"}  # fmt: skip
        assert "Find or make their record first" in words(alice.post(here, take))
        maud = resident("Maud Okafor", "01632 960123", by=calls.by, yes=False)
        contact = Contact.objects.get(address="01632960123")
        people.decide_contact(contact=contact, resident=maud, same=True, by=calls.by, now=NOW)
        assert ContactLink.objects.filter(contact=contact, same=True).exists()
        page = words(alice.get(here))
        assert 'value="Asked for it themselves"' in page
        assert "Ask them first" in words(alice.post(here, {**take, "heard": ""}))
        assert "They are in the queue." in words(alice.post(here, take, follow=True))
        on_it = RoundPerson.objects.get()
        assert (on_it.why, on_it.callee.resident) == ("Asked for it themselves", maud)
        assert on_it.callee.matters == "Mornings, please"
        yes = Consent.objects.get(purpose=Purpose.CALLS)
        assert (yes.resident, yes.wording, yes.evidence) == (maud, "calls-1", "On the telephone")
        made.refresh_from_db()
        assert made.state == State.ACCEPTED
        assert "What came of it" in words(alice.get(here))
        for who in (calls.cast.bob, calls.cast.charlie):
            assert signed_in(who).get(here).status_code == 404


def test_one_network_cannot_fill_the_list_of_those_who_read_it(calls: Calls) -> None:
    with clock.at(NOW):
        anybody = Client()
        for _turn in range(20):
            assert anybody.post(ASK, {**HERSELF, "key": key()}).status_code == 302
        assert "Please wait 60 minutes, or phone your library" in words(
            anybody.post(ASK, {**HERSELF, "key": key()})
        )
        assert Referral.objects.count() == 20


def test_for_somebody_else_and_by_a_partner(calls: Calls) -> None:
    with clock.at(NOW):
        sent = {**HERSELF, "who": "another", "key": key()}
        assert "Write your name" in words(Client().post(ASK, sent))
        Client().post(ASK, {**sent, "asked_by": "Ann Okafor"})
        made = Referral.objects.get()
        assert "Asked for by Ann Okafor, who says that they agree." in made.words
        assert (made.whom, why_of(made)) == (
            "Somebody close to them asked", "Somebody close to them asked for it",
        )  # fmt: skip
        tom = resident("Tom Rees", "01632 960124", by=calls.by)
        partner = make_partner("Good Company", calls.cast, calls.cast.service)
        theirs = take_referral(
            person=tom, to_room=queries.ROOM, kind=ReferralKind.CALLS, words="Would like company",
            organisation=partner, consent=How.IN_PERSON, by=calls.by, now=NOW, key=public_id(),
        )  # fmt: skip
        assert [each.pk for each in queries.asked_for()] == [made.pk, theirs.pk]
        why = why_of(theirs)
        person = actions.take_up(
            referral=theirs, round_=calls.round, why=why, heard=How.TELEPHONE, by=calls.by, now=NOW
        )  # fmt: skip
        assert person.why == f"Referred by {partner}"


def test_a_wish_stands_and_nobody_is_told_of_it_on_the_web(calls: Calls) -> None:
    with clock.at(NOW):
        Client().post(ASK, {**HERSELF, "key": key()})
        contact = Contact.objects.get()
        people.do_not_contact(person=contact, source=MarkSource.PERSON, by=calls.by, now=NOW)
        page = words(Client().post(ASK, {**HERSELF, "key": key()}, follow=True))
        assert "What happens next" in page
        assert Task.objects.get(kind="calls.asked").link_key == contact.public_id
        maud = resident("Maud Okafor", "01632 960123", by=calls.by, yes=False)
        people.decide_contact(contact=contact, resident=maud, same=True, by=calls.by, now=NOW)
        first = Referral.objects.get()
        with pytest.raises(Refusal):
            actions.take_up(
                referral=first, round_=calls.round, why="x", heard=How.TELEPHONE, by=calls.by, now=NOW
            )  # fmt: skip
        assert not RoundPerson.objects.exists()
