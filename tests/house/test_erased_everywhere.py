"""Who asks to be forgotten is nowhere afterwards: in no table of the whole database, in no job, in no kept file.

Sybil has booked by every route, was rung and written to, has replied, and came in a list of members. Her odd
name is looked for in every row as the owner sees it, and in every byte that is kept.
"""

import csv
import gzip
import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob

from branchline.calls import actions as calls
from branchline.calls.models import Callee, NeedKind, Urgency
from branchline.calls.models import Outcome as CallOutcome
from branchline.calls.queries import slip_of
from branchline.calls.tests.conftest import caller, facts
from branchline.concerns.actions import add_task, raise_concern
from branchline.core import clock, jobs
from branchline.core.importing import actions as importing
from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.devices import actions as devices
from branchline.devices.models import Band, Kind, News, Way
from branchline.devices.tests.conftest import MODELS, Stock
from branchline.events.tests.conftest import book, date_of, put_on
from branchline.events.tests.groups import asks
from branchline.events.tests.waiting import waits
from branchline.messages import actions as outbox
from branchline.messages.jobs import deliver
from branchline.messages.models import Message, Outcome, Route, Sort
from branchline.people import actions
from branchline.people.imports import Members
from branchline.people.models import (
    Answer,
    ByWhatRight,
    Contact,
    ExternalId,
    MarkSource,
    Need,
    Purpose,
    Resident,
)
from branchline.people.tests.conftest import NOW, Cast, make_cast
from branchline.people.tests.residents import contact, key, resident
from branchline.referrals import actions as referrals
from branchline.referrals.models import Fact, How, ReferralKind
from branchline.skills import actions as skills
from branchline.skills.models import CameTo, Ending
from tests.harness.canaries import private_tables
from tests.harness.keeping import on_the_day

ODD = "Quillfeather"
ADDRESSES = {
    Route.EMAIL: "sybil.quillfeather@example.test",
    Route.SMS: "07700 900456",
    Route.PHONE: "0161 496 0456",
    Route.LETTER: "1 Quillfeather Row\nSale\nM33 7ZF",
}
NUMBERS = ("07700900456", "01614960456")
NOT_OF_A_PERSON = {
    "calls_attempt", "calls_callround", "calls_cohort", "calls_numberstaken", "calls_pack", "calls_packperson",
    "calls_rotapair", "calls_rotaweek", "calls_roundcaller", "calls_screening", "calls_screeninganswer", "calls_script",
    "campaigns_choice", "campaigns_fedevent", "campaigns_source", "campaigns_toolkit", "core_operation",
    "concerns_concernevent", "concerns_concernread", "concerns_safeguardingduty", "concerns_safeguardinghours",
    "core_fairqueue", "core_queueentry", "core_queueline", "events_attendance",
    "devices_device", "devices_deviceevent", "devices_devicemodel", "devices_eligibilityrule", "devices_kitcase", "devices_kitpart", "devices_loanrung", "devices_rungday", "devices_sim", "devices_simpause",
    "core_happening", "events_opening", "core_importchange", "core_link", "core_pseudonym", "core_rememberedrequest",
    "core_storedfile", "core_tries", "events_event", "events_joininglink", "events_occurrence", "events_termbooking", "live_broadcast", "live_captionversion", "live_certificate", "live_cue", "live_line", "live_minute", "live_question", "live_replay", "live_runitem", "live_session", "live_tick", "messages_printrun", "messages_sender",
    "people_absence", "people_availability", "people_worker", "people_workerbranch", "people_workercheck",
    "people_workedtime", "people_workertraining",
    "people_contacthistory", "people_contactlink", "people_device", "people_duplicate",
    "people_erasedcard", "people_erasure", "people_household", "people_invitation",
    "people_membersource", "people_retentionchoice", "people_retentionrun", "people_staffpin",
    "skills_skillcheck", "surveys_askedcount", "surveys_remark", "surveys_response", "surveys_survey",
}  # fmt: skip
"""Private tables in which this test writes nothing of Sybil. A new table is added to her story, or here."""
STAYS = {"messages_suppression", "concerns_concern"}
"""The address alone, of somebody who asked for no news: else we would write to her again. And a safeguarding concern,
which the law holds: with her name in words, and no way to a record."""


@pytest.fixture
def alices(own_database: str, settings: Any, tmp_path: Path) -> Cast:
    """Alice's service, whose messages and files go into a folder."""
    settings.BRANCHLINE_CARRIERS = {"email": "file", "sms": "file"}
    settings.BRANCHLINE_VAR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return make_cast()


def in_a_list(cast: Cast, now: datetime) -> Resident:
    """Two lists of members name her: one is brought in, one only looked at, and a line of it is wrong."""
    row = {
        "cardnumber": f"{ODD}7", "surname": ODD, "firstname": "Sybil", "email": ADDRESSES[Route.EMAIL],
        "dateofbirth": "1948-03-09",
    }  # fmt: skip
    for rows in ([row], [row, row | {"cardnumber": f"{ODD}8", "dateofbirth": f"{ODD} was 3"}]):
        out = io.StringIO()
        writer = csv.DictWriter(out, list(row))
        writer.writeheader()
        writer.writerows(rows)
        run = importing.receive(
            importer=Members(), file=io.BytesIO(out.getvalue().encode()),
            file_name="members.csv", by=cast.as_alice, now=now, key=key(),
        )  # fmt: skip
        if len(rows) == 1:
            importing.begin(run=run, by=cast.as_alice, now=now)
    return ExternalId.objects.get(system="card").resident


def booked_every_way(cast: Cast, now: datetime) -> list[Contact]:
    """She booked by each route; what we wrote has left, was printed, was told on the telephone."""
    date = date_of(put_on(cast.sale, timing=on_the_day(now, days=20), now=now))
    for route, address in ADDRESSES.items():
        book(
            date, contact_name=f"Sybil {ODD}", route=route, address=address,
            access_note=f"A chair for {ODD}", now=now, by=cast.as_alice,
        )  # fmt: skip
    full = date_of(put_on(cast.sale, timing=on_the_day(now, days=20), now=now, capacity=1))
    book(full, now=now)
    waits(
        full, name=f"Sybil {ODD}", address=ADDRESSES[Route.EMAIL], access_note=f"A chair for {ODD}",
        now=now, by=cast.as_alice,
    )  # fmt: skip
    asks(
        date_of(put_on(cast.sale, timing=on_the_day(now, days=20), now=now, most_in_group=15)),
        contact_name=f"Sybil {ODD}", group_name=f"{ODD} House", address=ADDRESSES[Route.EMAIL],
        access_note=f"A chair for {ODD}", now=now, by=cast.as_alice,
    )  # fmt: skip
    with clock.at(now):
        for message in Message.objects.filter(route__in=(Route.EMAIL, Route.SMS)):
            deliver.here(service_id=cast.service.pk, message=message.public_id)
    outbox.print_letters(by=cast.as_alice, now=now)
    to_ring = Message.objects.get(route=Route.PHONE)
    call = outbox.take_call(message=to_ring.public_id, by=cast.as_alice, now=now)
    assert call is not None
    outbox.record_call(
        call=call.public_id, outcome=Outcome.NO_ANSWER, note=f"{ODD}’s daughter answered",
        by=cast.as_alice, now=now,
    )  # fmt: skip
    outbox.receive(
        service=cast.service, route=Route.SMS, address=ADDRESSES[Route.SMS], kind=Sort.REPLY,
        body=f"It is {ODD}, I will come", now=now,
    )  # fmt: skip
    return list(Contact.objects.filter(name__contains=ODD))


def passed_on(cast: Cast, sybil: Resident, now: datetime) -> None:
    """To a body outside, found for her alone, which is written to and declines."""
    offer = referrals.add_offer(
        facts=referrals.OfferFacts(kinds=[ReferralKind.COMPANY], name="Friends", words=f"For {ODD}", email="team@friends.test"),
        listed=False, by=cast.as_alice, now=now, key=key(),
    )  # fmt: skip
    made = referrals.make_referral(
        person=sybil, offer=offer, kind=ReferralKind.COMPANY, words=f"Company for {ODD}", share=list(Fact),
        consent=How.IN_PERSON, by=cast.as_alice, now=now, key=key(),
    )  # fmt: skip
    with clock.at(now):
        for message in Message.objects.filter(letter__startswith="referrals.", route=Route.EMAIL):
            deliver.here(service_id=cast.service.pk, message=message.public_id)
    referrals.decline_referral(
        referral=made, reason=f"We know {ODD}", instead=f"{ODD}’s niece", by=cast.as_alice, now=now
    )


def asked_to_borrow(cast: Cast, sybil: Resident, now: datetime) -> None:
    """A tablet, to see somebody; yes although a rule says no."""
    wish = devices.Wish(
        Kind.TABLET, Band.A, f"To see {ODD}’s niece", cast.sale, hours=f"When {ODD} is up"
    )
    made = devices.ask_on_behalf(person=sybil, wish=wish, by=cast.as_alice, now=now, key=key())
    devices.say_yes(
        request=made, band=Band.A, asked=True, despite=f"{ODD} is alone", by=cast.as_alice, now=now
    )


def rung(cast: Cast, sybil: Resident, now: datetime) -> None:
    """A caller talked to her, and wrote down what she said and needs."""
    welfare = calls.make_round(facts=facts(purpose=Purpose.WELFARE), by=cast.as_alice, now=now)
    person = calls.put_on_round(
        round_=welfare, resident=sybil, why=f"{ODD} is on her own", by=cast.as_alice, now=now
    )
    Callee.objects.filter(resident=sybil).update(matters=f"{ODD}’s cat")
    cal = caller("Cal Invented", None, cast.as_alice)
    calls.choose_callers(round_=welfare, workers=[cal], by=cast.as_alice, now=now)
    calls.begin_round(round_=welfare, by=cast.as_alice, now=now)
    lease = calls.next_call(worker=cal, service=cast.service, by=cast.as_alice, now=now)
    assert lease is not None
    calls.report_call(
        worker=cal, slip=slip_of(lease.slip, worker=cal), key=key(), service=cast.service, by=cast.as_alice, now=now,
        heard=calls.Heard(
            CallOutcome.ANSWERED, for_next=f"{ODD} likes trains",
            needs=(calls.Need(NeedKind.BOOKS, Urgency.SOON, f"books for {ODD}"),),
        ),
    )  # fmt: skip
    calls.end_person(person=person, why=f"{ODD} moved", by=cast.as_alice, now=now)
    calls.keep_apart(
        callee=person.callee, worker=cal, why=f"Knows {ODD}", by=cast.as_alice, now=now
    )


def lent_to(cast: Cast, sybil: Resident, now: datetime) -> None:
    """She has a tablet at home, and says what for; and we hear of her."""
    stock = Stock(
        cast, *(devices.add_model(facts=each, by=cast.as_alice, now=now) for each in MODELS)
    )
    loan = devices.lend_device(
        device=stock.available(), resident=sybil, due_day=now.date() + timedelta(days=28), purpose=f"{ODD} paints",
        signed=devices.Signed(Way.TYPED, f"Sybil {ODD}"), by=cast.as_alice, now=now,
    )  # fmt: skip
    devices.note_news(loan=loan, what=News.OTHER, words=f"{ODD} moves", by=cast.as_alice, now=now)


def learned(cast: Cast, sybil: Resident, now: datetime) -> None:
    """She wanted to learn something, did it with somebody, and said what came of it."""
    facts = skills.PlanFacts(f"Write to {ODD}’s niece", cast.sale)
    plan = skills.begin_plan(person=sybil, facts=facts, by=cast.as_alice, now=now, key=key())
    went = skills.Went(now.date(), 30, ["C3"], f"Ask {ODD} for the address", f"{ODD} laughed")
    wes = caller("Wes Invented", None, cast.as_alice)
    skills.log_session(plan=plan, worker=wes, went=went, by=cast.as_alice, now=now, key=key())
    skills.end_plan(
        plan=plan, by=cast.as_alice, now=now,
        outcome=skills.Outcome(Ending.REACHED, CameTo.OWN, f"{ODD} writes now", How.IN_PERSON),
    )  # fmt: skip


def live(cast: Cast, now: datetime) -> Resident:
    sybil = in_a_list(cast, now)
    for left in booked_every_way(cast, now):
        actions.decide_contact(contact=left, resident=sybil, same=True, by=cast.as_alice, now=now)
        actions.note_read(person=left, page="people:contact", why=ODD, by=cast.as_alice, now=now)
    actions.record_need(resident=sybil, need=Need.LIP_READS, note=ODD, by=cast.as_alice, now=now)
    actions.add_external_id(
        resident=sybil, system="bookbug", value=f"{ODD}9", by=cast.as_alice, now=now
    )
    actions.begin_acting_for(
        resident=sybil, name="Sana", route=Route.EMAIL, address="sana@example.test", gets_messages=False,
        by_right=ByWhatRight.ASKED, evidence=f"{ODD} said so", by=cast.as_alice, now=now,
    )  # fmt: skip
    actions.record_consent(
        person=sybil, purpose=Purpose.NEWS, answer=Answer.GIVEN, evidence=f"told {ODD}’s neighbour",
        by=cast.as_alice, now=now,
    )  # fmt: skip
    passed_on(cast, sybil, now)
    asked_to_borrow(cast, sybil, now)
    rung(cast, sybil, now)
    lent_to(cast, sybil, now)
    learned(cast, sybil, now)
    actions.change_resident(
        resident=sybil,
        details=actions.Details(name=f"Sybil {ODD} Okafor"),
        by=cast.as_alice,
        now=now,
    )
    other = resident(cast, f"S {ODD}", note=ODD, now=now)
    sybil.refresh_from_db()
    actions.merge_residents(keep=sybil, merge=other, by=cast.as_alice, now=now)
    actions.do_not_contact(
        person=sybil, purpose=Purpose.NEWS, source=MarkSource.PERSON, note=ODD, by=cast.as_alice,
        now=now,
    )  # fmt: skip
    add_task(
        what=f"Ring {ODD}", kind="concerns.follow_up", key="ring-her", due=now, resident=other,
        by=cast.as_alice, now=now,
    )  # fmt: skip
    raise_concern(
        words=f"{ODD} said that she is afraid.", urgency="soon", resident=sybil, by=cast.as_alice, now=now,
        key="about-sybil",
    )  # fmt: skip
    # Under the same address, by another name.
    contact("Sybil O.", Route.EMAIL, ADDRESSES[Route.EMAIL], now=now)
    return sybil


def tables_that_say(*words: str) -> set[str]:
    """Every table in which some row says one of these, in any column: read as the owner, without walls."""
    found = set()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
               AND relkind IN ('r', 'p') AND NOT relispartition"""
        )
        for (table,) in cursor.fetchall():
            said = " OR ".join("lower(t::text) LIKE %s" for _ in words)
            cursor.execute(
                f'SELECT 1 FROM "{table}" t WHERE {said} LIMIT 1', [f"%{w.lower()}%" for w in words]
            )
            if cursor.fetchone():
                found.add(table)
    return found


def kept_bytes(folder: Path) -> str:
    """Everything in the storage, unpacked, as far as it is text."""
    said = []
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            said.append(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
    return b"\n".join(said).decode(errors="replace").lower()


def counted() -> list[tuple[int, str, int]]:
    return list(Happening.objects.order_by("pk").values_list("pk", "kind", "quantity"))


@pytest.mark.race
def test_she_is_in_no_table_and_in_no_file(alices: Cast, settings: Any) -> None:
    now, words = NOW + timedelta(days=1), (ODD, *NUMBERS)
    folder = Path(settings.MEDIA_ROOT)
    with scope(alices.service.pk):
        sybil, figures = live(alices, now), counted()
    untold = set(private_tables()) - tables_that_say(*words)
    assert untold == NOT_OF_A_PERSON, (
        "her story leaves a table out, or tells more than is said here"
    )
    assert len(list(folder.rglob("*/??????????"))) == 3, "two lists, and the letters to print"
    assert ODD.lower() in kept_bytes(folder)

    with scope(alices.service.pk):
        actions.erase(person=sybil, by=alices.as_alice, now=now)
        for job in ProcrastinateJob.objects.filter(task_name=jobs.delete_bytes.name):
            jobs.delete_bytes.here(path=job.args["path"])
        kept = counted()
    assert tables_that_say(*words) == STAYS
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert kept[: len(figures)] == figures, "what was counted stays counted"
