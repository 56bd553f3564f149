"""The pages: who may open which, what they show, and that nobody reads a concern by another way."""

import json
import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from branchline.concerns.actions import acknowledge_concern, add_task, decide_concern
from branchline.concerns.models import Concern, ConcernRead, SafeguardingDuty, Task
from branchline.concerns.parts import ConcernFields, raise_with
from branchline.concerns.queries import register
from branchline.core import clock
from branchline.core.scoping import scope
from branchline.people.models import RecordRead
from branchline.people.queries import export_of

from .conftest import MORNING, House, as_, browser_of, raised, resident_of

SECRET = "He takes my money"


@pytest.fixture(autouse=True)
def in_the_morning() -> Any:
    with clock.at(MORNING):
        yield


def at(house: House, path: str) -> str:
    return f"/{house.service.slug}/desk/{path}"


def said(page: Any) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def send(browser: Client, address: str, **fields: Any) -> Any:
    return browser.post(address, fields, follow=True)


def test_every_page_of_the_desk_leads_to_raising_a_concern_about_its_person(named: House) -> None:
    maud, sam = resident_of(named), browser_of(named.sam)
    page = said(sam.get(at(named, f"people/residents/{maud.public_id}")))
    link = f"/{named.service.slug}/desk/concerns/raise?about={maud.public_id}&amp;page=people%3Aresident&amp;of={maud.public_id}"
    assert f'href="{link}"' in page
    form = said(sam.get(link.replace("&amp;", "&")))
    assert "About Maud Okafor" in form
    assert 'href="tel:999"' in form
    assert "01632 960111" in form
    # A volunteer sees no more than a first name, and no record.
    volunteer = said(browser_of(named.cal).get(link.replace("&amp;", "&")))
    assert "About Maud<" in volunteer


def test_raised_with_all_that_was_typed_kept_and_once(named: House) -> None:
    maud, cal = resident_of(named), browser_of(named.cal)
    address = at(named, "concerns/raise")
    given = {
        "about": maud.public_id,
        "words": SECRET,
        "key": "a-form-of-cal",
        "link_name": "people:resident",
        "link_key": maud.public_id,
    }
    again = send(cal, address, **given)
    assert "Choose how urgent it is." in said(again)
    assert SECRET in said(again)
    assert "About Maud<" in said(again)
    done = send(cal, address, **given, urgency="today", told="yes", wishes="Talk to him")
    send(cal, address, **given, urgency="today")
    assert "Your concern was received" in said(done)
    assert "tel:+441632960111" in said(done)
    concern = Concern.objects.get()
    assert (concern.resident, concern.raised_by, concern.wishes) == (maud, named.cal, "Talk to him")
    assert send(cal, address, about="\x00", page="x" * 300).status_code == 200
    empty = send(cal, address, key="another-form-of-cal")
    assert all(words in said(empty) for words in ("Say who it is about", "Write down what you saw"))
    other = send(
        cal, address, **given | {"key": "about-her-son", "about_words": "Her son"}, urgency="soon"
    )
    assert other.status_code == 200
    assert Concern.objects.get(about_words="Her son").resident is None


def test_a_lead_acknowledges_notes_decides_closes_and_opens_again(named: House) -> None:
    concern = raised(
        named.sam, words=SECRET, resident=resident_of(named), wishes="Peace", at_risk="A cat"
    )
    dev = browser_of(named.dev)
    address = at(named, f"concerns/{concern.public_id}")
    page = said(dev.get(address))
    assert SECRET in page
    assert "I have it" in page
    assert "To be acknowledged" in page
    assert "Safeguarding lead: Lena (Email)" in page
    assert "Nobody further is told" in said(send(dev, address, do="acknowledge"))
    assert "Write down what you want to add." in said(
        send(dev, address, do="note", key="note-number-1")
    )
    for _twice in range(2):
        send(dev, address, do="note", words="Rang her.", key="note-number-2")
    assert said(dev.get(address)).count("Rang her.") == 1
    wrong = said(send(dev, address, do="decide", decision="adult_care"))
    assert "Write down why" in wrong
    send(dev, address, do="decide", decision="adult_care", decision_words="Rang adult social care.")
    assert "Passed to adult social care" in said(send(dev, address, do="close"))
    concern.refresh_from_db()
    assert concern.closed_by == named.dev
    assert "Closed" in said(dev.get(at(named, "concerns") + "?show=closed"))
    assert "Say why this concern is opened again." in said(send(dev, address, do="reopen"))
    send(dev, address, do="reopen", words="She rang again.")
    concern.refresh_from_db()
    assert concern.closed_at is None
    # Every opening is written down here, and none on the person's record.
    assert ConcernRead.objects.filter(account=named.dev).count() > 5
    assert not RecordRead.objects.exists()


def test_its_raiser_who_leads_sees_that_somebody_else_has_to(named: House) -> None:
    concern = raised(named.lena)
    page = said(browser_of(named.lena).get(at(named, f"concerns/{concern.public_id}")))
    assert "another pair of eyes" in page
    assert "I have it" not in page


def test_nobody_else_reads_it_by_address_list_search_or_copy(named: House) -> None:
    maud = resident_of(named)
    concern = raised(named.cal, words=SECRET, resident=maud)
    shut = {named.sam: 403, named.mina: 403, named.cal: 404}
    for account, status in shut.items():
        browser = browser_of(account)
        page = browser.get(at(named, f"concerns/{concern.public_id}"))
        assert page.status_code == status
        for path in ("concerns", "tasks", f"concerns/received/{concern.public_id}", "people?q=money",
                     f"people/residents/{maud.public_id}", f"people/residents/{maud.public_id}/copy",
                     f"people/residents/{maud.public_id}/seen-by"):  # fmt: skip
            found = browser.get(at(named, path))
            assert SECRET not in said(found), path
        assert (
            browser.post(
                at(named, f"concerns/{concern.public_id}"), {"do": "acknowledge"}
            ).status_code
            == status
        )
    # The same answer for one that is not there: nothing is told by it.
    assert browser_of(named.sam).get(at(named, "concerns/zzzzzzzzzz")).status_code == 403
    assert browser_of(named.dev).get(at(named, "concerns/zzzzzzzzzz")).status_code == 404
    assert SECRET not in json.dumps(export_of([f"resident:{maud.pk}"]), default=str)
    mine = said(browser_of(named.cal).get(at(named, f"concerns/received/{concern.public_id}")))
    assert "Nobody has acknowledged it yet." in mine
    assert (
        browser_of(named.sam).get(at(named, f"concerns/received/{concern.public_id}")).status_code
        == 404
    )
    acknowledge_concern(concern=concern, by=as_(named.dev), now=MORNING)
    assert "Dev has it." in said(browser_of(named.cal).get(at(named, "concerns")))


def test_managers_see_clocks_without_content(named: House) -> None:
    raised(named.sam, words=SECRET, about_words="A woman of about 80")
    page = said(browser_of(named.mina).get(at(named, "concerns")))
    assert "1 concern is open" in page
    assert "A woman of about 80" not in page
    assert "1 concern is open" not in said(browser_of(named.sam).get(at(named, "concerns")))


def test_what_nobody_has_yet_stands_first(named: House) -> None:
    mine = acknowledge_concern(concern=raised(named.sam), by=as_(named.dev), now=MORNING)
    waits = raised(named.sam)
    assert register() == [waits, mine]


def test_with_nobody_named_the_pages_say_so_loudly_and_a_manager_names_them(house: House) -> None:
    mina = browser_of(house.mina)
    assert "No safeguarding lead is named" in said(mina.get(at(house, "concerns")))
    address = at(house, "concerns/duties")
    page = said(mina.get(address))
    assert "No duty number is set" in page
    assert "Choose lead, deputy or duty number." in said(send(mina, address, do="set"))
    wrong = said(send(mina, address, do="set", position="duty", name="Night team", telephone="12"))
    assert "Write a telephone number of the United Kingdom" in wrong
    assert "Choose a colleague, or write a name" in said(
        send(mina, address, do="set", position="lead")
    )
    send(
        mina, address, do="set", position="lead", account=house.lena.public_id, weekdays=["0", "4"]
    )
    done = said(
        send(mina, address, do="set", position="duty", name="Night team", telephone="01632 960111")
    )
    assert "Night team" in done
    assert "On some days" in done
    assert "Choose at least one day" in said(
        send(mina, address, do="hours", **{"office-opens": "17:00", "office-closes": "09:00"})
    )
    send(
        mina,
        address,
        do="hours",
        **{"office-weekdays": ["0"], "office-opens": "08:00", "office-closes": "12:00"},
    )
    duty = SafeguardingDuty.objects.get(position="duty")
    send(mina, address, do="end", duty=duty.public_id)
    assert "No duty number is set" in said(mina.get(address))


def test_tasks_are_taken_given_on_put_off_dropped_and_done(house: House) -> None:
    given: dict[str, Any] = {
        "kind": "concerns.follow_up",
        "due": MORNING.date(),
        "by": as_(house.mina),
        "now": MORNING,
    }
    maud = resident_of(house)
    one = add_task(
        what="Ring Maud",
        key="one",
        branch=house.sale,
        resident=maud,
        link=("people:resident", maud.public_id),
        **given,
    )
    late = add_task(
        what="Long ago", key="late", owner=house.sam, **given | {"due": MORNING.replace(day=20)}
    )
    sam = browser_of(house.sam)
    page = said(sam.get(at(house, "tasks")))
    assert "Ring Maud" in page
    assert "late by" in page
    assert "1 task is late" in said(sam.get(at(house, "today")))
    address = at(house, f"tasks/{one.public_id}")
    assert "Where it came from" in said(sam.get(address))
    send(sam, address, do="take")
    send(sam, address, do="off", **{"off-due": "2026-12-03"})
    assert "Choose a day." in said(send(sam, address, do="off"))
    send(sam, address, do="give", **{"give-owner": house.mina.public_id})
    one.refresh_from_db()
    assert (one.owner, one.due_at.day) == (house.mina, 4)
    assert sam.get(address).status_code == 404
    assert "Say why nobody needs" in said(send(browser_of(house.mina), address, do="drop"))
    send(browser_of(house.mina), address, do="drop", **{"drop-outcome": "She came in."})
    assert "She came in." in said(browser_of(house.mina).get(address))
    send(sam, at(house, f"tasks/{late.public_id}"), do="finish", **{"finish-outcome": "All well"})
    assert Task.objects.get(key="late").outcome == "All well"
    house.sam.memberships.update(valid_to=MORNING.date())
    add_task(what="Sam’s own", key="sams", owner=house.sam, **given)
    assert "Their owner no longer works here" in said(
        browser_of(house.mina).get(at(house, "tasks"))
    )


def test_within_another_rooms_form_who_writes_one_raises_one(named: House) -> None:
    maud = resident_of(named)
    page = render_to_string("concerns/_fields.html", {"fields": ConcernFields(prefix="concern")})
    assert 'name="concern-words"' in page
    quiet = ConcernFields({}, prefix="concern")
    assert quiet.is_valid()
    assert not quiet.is_wanted
    # A browser fills in a number by itself.
    assert ConcernFields({"concern-raiser_telephone": "01632 960123"}, prefix="concern").is_valid()
    for half, missing in (
        ({"concern-urgency": "today"}, {"words"}),
        ({"concern-words": SECRET}, {"urgency"}),
        ({"concern-rang_999": "on"}, {"urgency", "words"}),
    ):
        fields = ConcernFields(half, prefix="concern")
        assert not fields.is_valid()
        assert set(fields.errors) == missing
    assert "clear what you wrote" in str(ConcernFields({"concern-words": SECRET}, prefix="concern").errors)  # fmt: skip
    full = {"concern-urgency": "today", "concern-words": SECRET}
    fields = ConcernFields(full, prefix="concern")
    for given, made in ((quiet, False), (fields, True), (fields, True)):
        concern = raise_with(
            given,
            resident=maud,
            link=("people:resident", maud.public_id),
            by=as_(named.cal),
            now=MORNING,
            key="report-of-cal",
        )
        assert (concern is not None) is made
    assert Concern.objects.get().resident == maud


def test_another_service_sees_nothing(named: House) -> None:
    from branchline.people.tests.conftest import make_cast

    concern = raised(named.sam)
    charlie = make_cast().charlie
    assert browser_of(charlie).get(at(named, f"concerns/{concern.public_id}")).status_code == 404
    assert browser_of(charlie).get(at(named, "tasks")).status_code == 404


def test_erased_the_register_keeps_the_name_and_the_page_says_so(named: House) -> None:
    from branchline.people.actions import erase

    maud = resident_of(named)
    concern = raised(named.sam, resident=maud, about_words="")
    page = said(browser_of(named.mina).get(at(named, f"people/residents/{maud.public_id}/erase")))
    assert "A safeguarding concern about them" in page
    erase(person=maud, by=as_(named.mina), now=MORNING)
    concern.refresh_from_db()
    assert (concern.resident, concern.about_words) == (None, "Maud Okafor")
    decide = {"decision": "none", "words": "All is well.", "by": as_(named.dev), "now": MORNING}
    acknowledge_concern(concern=concern, by=as_(named.dev), now=MORNING)
    with scope(named.service.pk):
        assert decide_concern(concern=concern, **decide).decided_by == named.dev  # type: ignore[arg-type]
