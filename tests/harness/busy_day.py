"""A day on which everything has happened: no page is left out of a walk because nothing is on it."""

import io
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from branchline.core import clock, links
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.scoping import scope

from .cast import Visitor, account_of
from .on_air import on_air

if TYPE_CHECKING:
    from branchline.people.models import Account
    from branchline.places.models import Service


def live_through(service: "Service") -> None:
    """Letters are printed, somebody is rung, a reply and a list come in, records are joined, a rhyme
    time goes out, the manager rings whose turn it is, and night falls."""
    from branchline.core.permits import Role

    manager = account_of(Visitor("manager", Role.SERVICE_MANAGER, service.slug))
    by = Acting(actor=Actor("account", manager.pk), channel=Channel.DESK)
    with scope(service.pk):
        _with_a_device_of_their_own(manager)
        _at_the_counter(service, by)
        _in_the_post(service, by)
        _in_the_records(by)
        on_air(by)
        _on_the_telephone(service, by)
        _in_the_night(service, by)


def _with_a_device_of_their_own(manager: "Account") -> None:
    from branchline.people.actions import note_sign_in

    note_sign_in(
        account=manager, session_key="at-home", browser="Firefox", system="Windows", tablet="",
        now=clock.now(),
    )  # fmt: skip


def _at_the_counter(service: "Service", by: Acting) -> None:
    from branchline.people.actions import choose_pin
    from branchline.people.models import Account
    from branchline.places.actions import poster_code

    assert by.actor
    person = Account.objects.get(pk=by.actor.id)
    poster_code(service=service, page="events:whats_on", now=clock.now())
    choose_pin(account=person, pin="835162", by=by, now=clock.now())


def _in_the_post(service: "Service", by: Acting) -> None:
    from branchline.events.actions import book_a_place
    from branchline.events.models import Occurrence
    from branchline.messages.actions import print_letters, receive, take_call
    from branchline.messages.models import Message, Route, Sort

    now = clock.now()
    dates = Occurrence.objects.all().with_event().filter(starts_at__gt=now + timedelta(days=12))
    free = (each for each in dates.order_by("starts_at") if (each.places_left or 0) > 3)
    date = next(each for each in free if not each.is_cancelled)
    for name, route, address in (
        ("Lettice Penfold", Route.LETTER, "9 Invented Row\nSale\nM33 7ZF"),
        ("Belle Ringer", Route.PHONE, "0161 496 0177"),
    ):
        book_a_place(
            occurrence=date, contact_name=name, route=route, address=address, language="en",
            adults=1, children=0, access_note="A chair with arms, please.", postcode="M33 7ZF", by=by,
            now=now, key=f"busy-day-{route.value}",
        )  # fmt: skip
    print_letters(by=by, now=now)
    to_ring = Message.objects.get(name="Belle Ringer")
    assert take_call(message=to_ring.public_id, by=by, now=now)
    receive(
        service=service, route=Route.SMS, address="07700900456", kind=Sort.REPLY,
        body="Please may I bring my neighbour’s rabbit?", now=now,
    )  # fmt: skip


def _in_the_records(by: Acting) -> None:
    from branchline.messages.models import Route
    from branchline.people import actions
    from branchline.people.models import Contact, Duplicate, Resident

    now = clock.now()
    nobody_yet = Resident.objects.filter(merged_into__isnull=True)
    one, other, third = nobody_yet.order_by("-pk")[:3]
    actions.merge_residents(keep=one, merge=other, by=by, now=now)
    contact = Contact.objects.filter(route=Route.EMAIL).order_by("pk").first()
    assert contact, "the demo has somebody who booked"
    actions.decide_contact(contact=contact, resident=third, same=True, by=by, now=now)
    actions.find_or_make_contact(
        name=f"{contact.name} the Elder", route=Route.EMAIL, address=contact.address,
        language="en", by=by, now=now,
    )  # fmt: skip
    actions.note_read(
        person=third, page="people:resident", why="rang about her card", by=by, now=now
    )
    gone = actions.find_or_make_contact(
        name="Soon Forgotten", route=Route.EMAIL, address="soon@forgotten.test",
        language="en", by=by, now=now,
    )  # fmt: skip
    actions.erase(person=gone, by=by, now=now)
    actions.find_duplicates(now=now)
    assert Duplicate.objects.filter(verdict="open").exists(), "two records still look alike"
    links.issue(
        purpose="events.cancel", subject="nothing", now=now, expires_at=now + timedelta(days=1)
    )


def _on_the_telephone(service: "Service", by: Acting) -> None:
    """The manager, who rings as well, has made a call that was hard, and has the next in hand. In the morning, whatever
    the clock on the wall says: nobody is rung at night. It stays in hand while the walks look at it."""
    from branchline.calls.actions import Heard, keep_apart, next_call, report_call
    from branchline.calls.models import Line, Outcome
    from branchline.calls.queries import slip_of
    from branchline.people.queries import worker_of

    today, me = clock.today(), worker_of(by)
    morning = clock.london(today.year, today.month, today.day, 10, 30)
    assert me is not None, "the demo's manager is a caller"
    first = next_call(worker=me, service=service, by=by, now=morning)
    assert first is not None, "the demo has somebody who is due"
    report_call(
        worker=me, slip=slip_of(first.slip, worker=me), heard=Heard(Outcome.ANSWERED, hard=True),
        key="busy-day-call", service=service, by=by, now=morning,
    )  # fmt: skip
    keep_apart(callee=first.person.callee, worker=me, why="A neighbour", by=by, now=morning)
    assert next_call(worker=me, service=service, by=by, now=morning) is not None
    now = clock.now()
    Line.objects.filter(leased_to=me).update(leased_at=now, leased_until=now + timedelta(hours=2))
    _on_paper(service, by)


def _on_paper(service: "Service", by: Acting) -> None:
    """A colleague has a pack for the first day on which somebody is due for them."""
    from branchline.calls.actions import make_pack
    from branchline.calls.errors import NobodyToPack, NotACaller
    from branchline.people.models import Doing
    from branchline.people.queries import workers_for

    for ahead in range(1, 8):
        for worker in workers_for(Doing.CALLS):
            with suppress(NobodyToPack, NotACaller):
                make_pack(
                    worker=worker, day=clock.today() + timedelta(days=ahead), most=2, service=service,
                    key="busy-day-pack", by=by, now=clock.now(),
                )  # fmt: skip
                return
    raise AssertionError("the demo has somebody who is due this week")


def _in_the_night(service: "Service", by: Acting) -> None:
    """A list of members has come from the library system, and somebody has fetched it back; things are
    kept for as long as was chosen."""
    from branchline.core.importing.actions import note_taken_home
    from branchline.core.importing.running import bring_in
    from branchline.core.models import ImportRun
    from branchline.people import actions
    from branchline.people.imports import Members
    from branchline.people.queries import rule_called

    now = clock.now()
    bring_in(
        importer=Members(), file=io.BytesIO(b"cardnumber,surname,firstname\nT700,Larkspur,Lena\n"),
        file_name="koha.csv", by=by, now=now, service_id=service.pk, keep=False,
    )  # fmt: skip
    first = ImportRun.objects.filter(service_id=service.pk).order_by("pk")[0]
    note_taken_home(run=first, by=by, now=now)
    contacts = rule_called(name="people.contacts")
    assert contacts is not None
    actions.choose_retention(
        rule=contacts.rule, months=18, because="The council’s own schedule", by=by, now=now
    )
    actions.keep_to_retention(now=now)
