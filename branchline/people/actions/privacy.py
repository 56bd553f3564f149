"""Reads of personal records, erasure, retention: what the law asks and people may expect."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from branchline.core import ledger, links
from branchline.core.acting import Acting, job
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.rooms import rooms
from branchline.core.scoping import current_service_id
from branchline.messages import actions as outbox
from branchline.messages.models import Route
from branchline.people import errors
from branchline.people.measures import ERASED
from branchline.people.models import (
    ActsFor,
    Contact,
    ContactHistory,
    Erasure,
    Household,
    Merge,
    PartChange,
    RecordRead,
    Resident,
    ResidentHistory,
)

from .sources import forget_in_files, remember_cards
from .wishes import Person, of
from .written import account_of

RESIDENTS_KEPT_FOR = timedelta(days=3 * 365)
CONTACTS_KEPT_FOR = timedelta(days=2 * 365)
READS_KEPT_FOR = timedelta(days=2 * 365)
HISTORY_KEPT_FOR = timedelta(days=2 * 365)
UNDO_KEPT_FOR = timedelta(days=365)


@action
def note_read(*, person: Person, page: str, why: str = "", by: Acting, now: datetime) -> None:
    """Somebody at the desk opens a personal record: who, whom, when, on which page and why."""
    RecordRead.objects.create(
        service_id=current_service_id(),
        **of(person),
        account_id=account_of(by),
        device=by.device,
        page=page,
        why=why.strip()[:200],
        read_at=now,
    )


@action
def note_reads(
    *,
    contacts: Iterable[Contact] = (),
    residents: Iterable[int] = (),
    page: str,
    by: Acting,
    now: datetime,
) -> None:
    """The same for a list on one page: contacts (a list for the door), or residents by row number. Two queries."""
    numbers = list(residents)
    here = Resident.objects.filter(pk__in=numbers).values_list("pk", flat=True) if numbers else ()
    seen: list[dict[str, Any]] = [{"contact": contact} for contact in contacts]
    RecordRead.objects.bulk_create(
        RecordRead(
            service_id=current_service_id(),
            **whom,
            account_id=account_of(by),
            device=by.device,
            page=page,
            read_at=now,
        )
        for whom in [*seen, *({"resident_id": number} for number in here)]
    )


def keys_of_person(person: Person) -> list[str]:
    """Every key by which rooms know one human being: merged records and linked contacts too."""
    if isinstance(person, Contact):
        return [f"contact:{person.pk}"]
    numbers = [person.pk]
    while True:
        found = Resident.objects.filter(merged_into__in=numbers).exclude(pk__in=numbers)
        further = list(found.values_list("pk", flat=True))
        if not further:
            break
        numbers += further
    linked = Contact.objects.filter(
        links__resident__in=numbers, links__same=True, links__undone_at__isnull=True
    )
    contacts = linked.order_by("pk").values_list("pk", flat=True).distinct()
    # The record others point to goes last.
    return [f"contact:{pk}" for pk in contacts] + [f"resident:{pk}" for pk in reversed(numbers)]


@action
def erase(
    *,
    person: Person,
    also: Sequence[Contact] = (),
    asked: bool = True,
    by: Acting,
    now: datetime,
) -> Erasure:
    """Erase somebody from every room, top floor first. Counts stay; that it happened is noted.

    `also`: contacts nobody had linked, of whom staff say now that they are this person. `asked`: by the
    person; otherwise a rule of retention does it. Raises `MergedAway`: erase the record it became part of.
    """
    if isinstance(person, Resident) and person.merged_into_id is not None:
        raise errors.MergedAway
    type(person).objects.select_for_update().get(pk=person.pk)
    rows = 0
    if asked:
        remember_cards(person=person, now=now)
    further = [key for contact in also for key in keys_of_person(contact)]
    for key in dict.fromkeys(further + keys_of_person(person)):
        for room in reversed(list(rooms())):
            rows += room.forget(key, now=now)
        ledger.forget(key)
    ledger.record(kind=ERASED, by=by, now=now)
    return Erasure.objects.create(
        service_id=current_service_id(),
        asked=asked,
        rows=rows,
        erased_at=now,
        erased_by_id=account_of(by),
    )


@action
def forget(*, person: str, now: datetime) -> int:
    """This room's part of an erasure, and the outbox's, which knows addresses only. Returns rows."""
    kind, _colon, number = person.partition(":")
    if kind == "contact":
        return _forget_contact(Contact.objects.filter(pk=number).first(), now)
    if kind == "resident":
        return _forget_resident(Resident.objects.filter(pk=number).first(), now)
    return 0


def _forget_contact(contact: Contact | None, now: datetime) -> int:
    if contact is None:
        return 0
    rows = _forget_addresses([(contact.route, contact.address)], now)
    earlier = ContactHistory.objects.filter(pgh_obj=contact)
    rows += _forget_addresses(earlier.values_list("route", "address"), now)
    links.forget(subject=contact.public_id)
    return rows + contact.delete()[0]


def _forget_resident(resident: Resident | None, now: datetime) -> int:
    if resident is None:
        return 0
    rows = _forget_addresses(resident.routes.values_list("route", "address"), now)
    links.forget(subject=resident.public_id)
    forget_in_files(resident=resident)
    household = resident.household_id
    rows += resident.delete()[0]
    if household is not None and Resident.objects.filter(household=household).count() <= 1:
        # A household of one is none.
        Resident.objects.filter(household=household).update(household=None)
        Household.objects.filter(pk=household).delete()
    return rows


def _forget_addresses(addresses: Iterable[tuple[str, str]], now: datetime) -> int:
    return sum(
        outbox.forget_address(route=Route(route), address=address, now=now)
        for route, address in set(addresses)
    )


@action
def forget_old_residents(*, now: datetime, kept_for: timedelta = RESIDENTS_KEPT_FOR) -> int:
    """Erase residents of whom there has been no sign for three years, or less where a service chose so."""
    before = in_london(now - kept_for).date()
    old = Resident.objects.filter(merged_into__isnull=True, seen_on__lt=before).order_by("pk")
    return _erase_each(old[:500], now)


@action
def forget_old_contacts(*, now: datetime, kept_for: timedelta = CONTACTS_KEPT_FOR) -> int:
    """Erase contacts who have asked for nothing for two years, or less where a service chose so. Who acts for
    somebody stays as long as they do."""
    acting = ActsFor.objects.filter(carer=OuterRef("pk"), ended_at__isnull=True)
    old = Contact.objects.filter(~Exists(acting), seen_at__lt=now - kept_for).order_by("pk")
    return _erase_each(old[:500], now)


def _erase_each(people: Iterable[Person], now: datetime) -> int:
    return sum(
        erase(person=person, asked=False, by=job("people.retention"), now=now).rows
        for person in people
    )


@action
def forget_old_reads(*, now: datetime, kept_for: timedelta = READS_KEPT_FOR) -> int:
    """Drop notes of who read which record after two years, or less where a service chose so."""
    return RecordRead.objects.filter(read_at__lt=now - kept_for).delete()[0]


@action
def forget_old_history(*, now: datetime, kept_for: timedelta = HISTORY_KEPT_FOR) -> int:
    """Drop what rows used to say after two years, or less where a service chose so."""
    before = now - kept_for
    parts = PartChange.objects.filter(at__lt=before).delete()[0]
    rows: int = sum(
        model.objects.filter(pgh_created_at__lt=before).delete()[0]
        for model in (ContactHistory, ResidentHistory)
    )
    return rows + parts


@action
def settle_old_merges(*, now: datetime) -> int:
    """After a year a merge is for good: what the two records said before goes."""
    old = Merge.objects.filter(merged_at__lt=now - UNDO_KEPT_FOR).exclude(before={})
    numbers = list(old.filter(undone_at__isnull=True).values_list("merged_id", flat=True))
    Resident.objects.filter(pk__in=numbers).update(
        name="", known_as="", sort_name="", born_on=None, age_band="", postcode="", note="",
        ward_code="", ward_vintage=None, quintile=None, household=None, preferred_route="",
    )  # fmt: skip
    ResidentHistory.objects.filter(pgh_obj__in=numbers).delete()
    return old.update(before={})
