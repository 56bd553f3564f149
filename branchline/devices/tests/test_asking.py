"""Who asks for a device: on the public page, through a partner, at the desk; the rules, a yes, and a no that says why."""

import re
from itertools import count
from typing import Any

import pytest
from django.test import Client

from branchline.concerns.models import Task
from branchline.core import fairqueue
from branchline.core.errors import Refusal
from branchline.core.fairqueue import checker
from branchline.core.permits import Role
from branchline.devices import actions, queries
from branchline.devices.actions import Wish
from branchline.devices.models import Band, DeviceRequest, EligibilityRule, Kind, Rule, Stage
from branchline.messages.models import Message, Route
from branchline.people import actions as people
from branchline.people.models import Consent, Contact, MarkSource
from branchline.people.tests.conftest import account, signed_in, works
from branchline.people.tests.residents import key, resident
from branchline.referrals.models import Referral, State
from branchline.referrals.tests.conftest import partner as make_partner

from .conftest import NOW, Stock

_cards = count(1)
ASK = "/alice/borrow-a-device"


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def given(stock: Stock, **other: str) -> dict[str, str]:
    return {
        "kind": "tablet", "band": "1", "wish": "To see my grandson", "branch": stock.cast.sale.public_id, "hours": "Mornings",
    } | other  # fmt: skip


def herself(stock: Stock, **other: str) -> dict[str, str]:
    return (
        given(stock, who="me", name="Maud Okafor", number="01632 960123", agrees="on", key=key())
        | other
    )


def asked(
    stock: Stock, name: str = "Maud Okafor", band: Band = Band.A, **other: Any
) -> DeviceRequest:
    """Somebody with a record, for whom staff asked."""
    turn = next(_cards)
    rung = [(Route.PHONE, f"01632 960{turn:03d}")]
    person = resident(stock.cast, name, age_band="65-79", card=f"C{turn}", routes=rung)
    wish = Wish(other.pop("kind", Kind.TABLET), band, "To see my grandson", stock.cast.sale)
    return actions.ask_on_behalf(person=person, wish=wish, by=stock.alice, now=NOW, key=key())


def waits(stock: Stock, name: str, band: Band = Band.A) -> DeviceRequest:
    return actions.say_yes(request=asked(stock, name, band), band=band, by=stock.alice, now=NOW)


def test_from_the_public_page_to_a_place_in_the_queue(stock: Stock) -> None:
    anybody, alice = Client(), stock.browser()
    stock.available()
    assert ASK in words(anybody.get("/alice/")), "the first page leads here where a device is lent"
    empty = words(anybody.post(ASK, {"key": key()}))
    for sentence in (
        "Choose what would help.",
        "Say in a few words what for.",
        "We need their yes.",
    ):
        assert sentence in empty
    sent = herself(stock)
    assert "Check the phone number" in words(anybody.post(ASK, {**sent, "number": "12"}))
    for _turn in range(2):
        assert "What happens next" in words(anybody.post(ASK, sent, follow=True))
    made = DeviceRequest.objects.get()
    assert (made.stage, made.referral.from_key) == (Stage.ASKED, "asked:devices-1")
    assert "1 person asks for a device" in words(alice.get("/alice/desk/today"))
    assert "Maud Okafor" in words(alice.get("/alice/desk/devices/asked"))
    here = f"/alice/desk/devices/asked/{made.public_id}"
    page = words(alice.get(here))
    assert "What the rules say" in page
    assert "Ask them" in page
    assert "tick this" in words(alice.post(here, {"do": "yes", "band": "1"}))
    page = words(alice.post(here, {"do": "yes", "band": "1", "asked": "on"}, follow=True))
    assert "They are in the queue, and are told." in page
    assert "The offer ends:" in page
    assert signed_in(stock.cast.charlie).get(here).status_code == 404
    page = words(alice.post(here, {"do": "take"}, follow=True))
    assert "Say first who this is" in page, "a device goes out to somebody with a record"
    maud, contact = resident(stock.cast), made.referral.contact
    assert contact is not None
    people.decide_contact(contact=contact, resident=maud, same=True, by=stock.alice, now=NOW)
    page = words(alice.get(here))
    found = re.search(r'href="([^"]+/lend/[^"]+)"', page)
    assert found is not None
    form = {"due_day": "2026-09-29", "way": "typed", "name": "Maud Okafor", "key": key()}
    page = words(alice.post(found[1], form, follow=True))
    assert "It is theirs until then" in page, page
    made = queries.request_at(public_id=made.public_id)
    assert made.stage == Stage.COLLECTED
    assert "Their loan" in words(alice.get(here))


def test_one_network_cannot_fill_the_list(stock: Stock) -> None:
    for _turn in range(20):
        assert Client().post(ASK, herself(stock)).status_code == 302
    assert "Please wait 60 minutes" in words(Client().post(ASK, herself(stock)))


def test_a_wish_stands_and_nobody_is_told_of_it(stock: Stock) -> None:
    Client().post(ASK, herself(stock))
    contact = Contact.objects.get()
    people.do_not_contact(person=contact, source=MarkSource.PERSON, by=stock.alice, now=NOW)
    page = words(Client().post(ASK, herself(stock), follow=True))
    assert "What happens next" in page
    assert Task.objects.get(kind="devices.asked").link_key == contact.public_id
    assert DeviceRequest.objects.count() == 1


def test_a_partner_refers_and_sees_only_their_own(stock: Stock) -> None:
    good = make_partner("Good Company", stock.cast, stock.cast.service)
    other = make_partner("Another Company", stock.cast, stock.cast.service)
    pat, quin = account("Pat"), account("Quin")
    works(pat, good, stock.cast.service, Role.PARTNER_WORKER)
    works(quin, other, stock.cast.service, Role.PARTNER_WORKER)
    theirs, others = signed_in(pat), signed_in(quin)
    list_, new = "/alice/desk/refer-for-device", "/alice/desk/refer-for-device/new"
    assert "You have referred nobody yet" in words(theirs.get(list_))
    page = words(theirs.get(new))
    assert "You may pass my first name and what I need on to" in page
    assert page.count("govuk-form-group") <= 12
    sent = given(
        stock,
        name="Tom Rees",
        way="phone",
        address="01632 960124",
        consent_how="in_person",
        key=key(),
    )
    for _turn in range(2):
        assert "We answer within five working days." in words(theirs.post(new, sent, follow=True))
    made = DeviceRequest.objects.get()
    assert made.referral.organisation == good
    assert Consent.objects.get().words in page.replace("&#x27;", "'")
    contact = Contact.objects.get()
    assert contact.vouched_by_id is None, "a partner vouches for nobody’s number"
    assert "Tom" in words(theirs.get(list_))
    assert "Waiting for our decision" in words(theirs.get(list_))
    assert "Tom" not in words(others.get(list_))
    assert signed_in(stock.cast.alice).get(list_).status_code == 404
    at_referrals = f"/alice/desk/referred/{made.public_id}"
    assert theirs.get(at_referrals).status_code == 404, (
        "who referred somebody does not answer for us"
    )
    actions.say_yes(request=made, band=Band.A, asked=True, by=stock.alice, now=NOW)
    assert "In the queue" in words(theirs.get(list_))
    assert Message.objects.filter(letter="referrals.decided", address=pat.email).exists()


def test_each_rule_says_yes_no_or_ask_with_its_reason(stock: Stock) -> None:
    made = asked(stock)
    assert {str(each.answer) for each in queries.findings_for(made, NOW)} == {"yes"}
    young = actions.ask_on_behalf(
        person=resident(stock.cast, "Kit", age_band="12-17"), by=stock.alice, now=NOW, key=key(),
        wish=Wish(Kind.TABLET, Band.A, "For my homework", stock.cast.sale),
    )  # fmt: skip
    found = {each.rule: each for each in queries.findings_for(young, NOW)}
    assert (found[Rule.AGE].answer, found[Rule.AREA].answer) == ("no", "ask")
    assert found[Rule.AGE].why == "We lend devices to people of 16 and over."
    with pytest.raises(Refusal):
        actions.say_yes(request=young, band=Band.A, by=stock.alice, now=NOW)
    with pytest.raises(Refusal, match="A rule says no"):
        actions.say_yes(request=young, band=Band.A, asked=True, by=stock.alice, now=NOW)
    kept = actions.say_yes(
        request=young, band=Band.A, asked=True, despite="A young carer", by=stock.alice, now=NOW
    )
    assert (kept.despite, kept.answers["age"]) == ("A young carer", "no")
    assert made.referral.resident is not None
    twice = actions.ask_on_behalf(
        person=made.referral.resident, by=stock.alice, now=NOW, key=key(),
        wish=Wish(Kind.TABLET, Band.A, "One more", stock.cast.sale),
    )  # fmt: skip
    assert "one" in [each.rule for each in queries.findings_for(twice, NOW) if each.answer == "no"]
    alice = stock.browser()
    page = words(alice.post("/alice/desk/devices/rules", {"rule": "age", "age-on": "on", "age-number": "11", "age-words": "From %(n)s."}, follow=True))  # fmt: skip
    assert "It holds from now on." in page
    assert EligibilityRule.objects.get().number == 11
    assert signed_in(stock.cast.bob).get("/alice/desk/devices/rules").status_code == 404


def test_a_no_says_why_and_what_else(stock: Stock) -> None:
    made = asked(stock)
    here = f"/alice/desk/devices/asked/{made.public_id}"
    assert "Say why not" in words(
        stock.browser().post(here, {"do": "no", "reason": "", "instead": "The computers"})
    )
    stock.browser().post(
        here, {"do": "no", "reason": "All are lent", "instead": "The computers here"}
    )
    again = queries.request_at(public_id=made.public_id)
    assert again.stage == Stage.DECLINED
    step = again.referral.events.get(kind="declined")
    assert (step.note, step.instead) == ("All are lent", "The computers here")
    assert Referral.objects.get().state == State.DECLINED


def test_asked_at_the_desk_from_their_record(stock: Stock) -> None:
    person = resident(stock.cast, "Ada Bell")
    here = f"/alice/desk/devices/of/{person.public_id}"
    page = words(stock.browser().post(here, given(stock, key=key()), follow=True))
    assert "Ada Bell" in page
    assert DeviceRequest.objects.get().referral.resident == person


def test_the_log_is_recomputed_equal(stock: Stock) -> None:
    made = [
        waits(stock, name, band)
        for name, band in (("Ann", Band.C), ("Ben", Band.A), ("Cay", Band.A))
    ]
    entry = made[0].entry
    assert entry is not None
    line = queries.line_of(Kind.TABLET, stock.cast.sale)
    assert [(each.request.referral.person.name, each.number) for each in line] == [("Ben", 1), ("Cay", 2), ("Ann", 3)]  # fmt: skip
    assert line[2].why == "Before them: 2 in band A"
    place = queries.place_of(made[0])
    assert place is not None
    assert (place.number, place.why) == (3, "Before them: 2 in band A")
    checked = checker.check(fairqueue.lines_of(entry.queue))
    assert len(checked.entries) == 3
