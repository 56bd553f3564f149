"""What people agree to and do not want. Marks are told downward to the outbox, which obeys them too."""

from datetime import date, datetime
from typing import Any

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.scoping import current_service_id
from branchline.messages import actions as outbox
from branchline.messages.models import Route, Scope, Source
from branchline.people import errors
from branchline.people.measures import CONSENT_SAID, DEATH_NOTED, MARK_MADE
from branchline.people.models import (
    WORDINGS,
    Answer,
    Basis,
    Consent,
    Contact,
    Mark,
    MarkKind,
    MarkSource,
    Purpose,
    Resident,
    ResidentRoute,
)

from .residents import lock
from .written import account_of

Person = Resident | Contact


def of(person: Person) -> dict[str, Any]:
    """The column that names a person: {"resident": …} or {"contact": …}."""
    return {"resident": person} if isinstance(person, Resident) else {"contact": person}


@action
def record_consent(
    *,
    person: Person,
    purpose: Purpose,
    answer: Answer,
    evidence: str,
    words: str = "",
    wording: str = "",
    basis: Basis = Basis.CONSENT,
    said_at: datetime | None = None,
    by: Acting,
    now: datetime,
) -> Consent:
    """Add what somebody said. `words` and `wording` when they were shown others than today's.

    Rows are only added: taking a yes back is another row. Raises `NothingToWithdraw`.
    """
    _lock(person)
    if answer == Answer.WITHDRAWN and not given(person, purpose):
        raise errors.NothingToWithdraw
    version, today_words = WORDINGS.get(purpose, ("", ""))
    made = Consent.objects.create(
        service_id=current_service_id(),
        **of(person),
        purpose=purpose,
        answer=answer,
        basis=basis,
        wording=wording or version,
        words=words or str(today_words),
        evidence=evidence.strip(),
        channel=by.channel.value,
        said_at=said_at or now,
        recorded_at=now,
        recorded_by_id=account_of(by),
    )
    ledger.record(
        kind=CONSENT_SAID, by=by, now=now, links={"purpose": purpose.value, "answer": answer.value}
    )
    return made


def given(person: Person, purpose: Purpose) -> bool:
    """Whether the newest answer is a yes. One query."""
    rows = Consent.objects.filter(**of(person), purpose=purpose).order_by("-said_at", "-id")
    return rows.values_list("answer", flat=True).first() == Answer.GIVEN


@action
def note_death(
    *,
    person: Person,
    source: MarkSource,
    since: date | None = None,
    note: str = "",
    by: Acting,
    now: datetime,
) -> Mark:
    """Somebody has died: nobody writes to them or rings them any more. Undone by `lift_mark`."""
    return _mark(person, MarkKind.DECEASED, "", "", source, since, note, by, now)


@action
def do_not_contact(
    *,
    person: Person,
    route: Route | None = None,
    purpose: Purpose | None = None,
    source: MarkSource,
    since: date | None = None,
    note: str = "",
    by: Acting,
    now: datetime,
) -> Mark:
    """They don't wish to hear from us: at all, by one route, or for one purpose."""
    return _mark(
        person, MarkKind.DO_NOT_CONTACT, route or "", purpose or "", source, since, note, by, now
    )


@action
def lift_mark(*, mark: Mark, by: Acting, now: datetime) -> None:
    """It was a mistake, or they have changed their mind. The mark stays to be read, struck out."""
    changed = Mark.objects.filter(pk=mark.pk, lifted_at__isnull=True).update(
        lifted_at=now, lifted_by_id=account_of(by)
    )
    if not changed:
        raise errors.AlreadyUndone
    person = mark.person
    for route, address in _addresses(person):
        outbox.lift(route=route, address=address, source=Source.PERSON, now=now, by=by)
    # Other marks of the same person may still hold for the same address.
    for other in Mark.objects.filter(**of(person), lifted_at__isnull=True):
        tell_outbox(other, by=by, now=now)


def tell_outbox(mark: Mark, *, by: Acting, now: datetime) -> None:
    """Write a mark downward, so that what already waits in the outbox is stopped as well.

    Not for an address that somebody else here uses too: a widow's landline keeps ringing. For them,
    `queries.may_contact` says no by person.
    """
    if mark.purpose and mark.purpose != Purpose.NEWS:
        return
    person = mark.person
    scope = Scope.TO_MANY if mark.purpose else Scope.EVERYTHING
    for route, address in _addresses(person):
        if (not mark.route or mark.route == route) and not _shared(person, route, address):
            outbox.suppress(
                route=route, address=address, scope=scope, source=Source.PERSON, now=now, by=by
            )


def _mark(
    person: Person,
    kind: MarkKind,
    route: str,
    purpose: str,
    source: MarkSource,
    since: date | None,
    note: str,
    by: Acting,
    now: datetime,
) -> Mark:
    _lock(person)
    same = Mark.objects.filter(
        **of(person), kind=kind, route=route, purpose=purpose, lifted_at__isnull=True
    )
    if same.exists():
        raise errors.MarkAlreadyThere
    made = Mark.objects.create(
        service_id=current_service_id(),
        **of(person),
        kind=kind,
        route=route,
        purpose=purpose,
        source=source,
        since=since or in_london(now).date(),
        note=note.strip(),
        made_at=now,
        made_by_id=account_of(by),
    )
    tell_outbox(made, by=by, now=now)
    ledger.record(kind=DEATH_NOTED if kind == MarkKind.DECEASED else MARK_MADE, by=by, now=now)
    return made


def _lock(person: Person) -> None:
    if isinstance(person, Resident):
        lock(person)
    else:
        Contact.objects.select_for_update(no_key=True).get(pk=person.pk)


def _contacts_of(person: Person) -> list[int]:
    """The contacts that are this person."""
    if isinstance(person, Contact):
        return [person.pk]
    linked = person.links.filter(same=True, undone_at__isnull=True)
    return list(linked.values_list("contact_id", flat=True))


def _addresses(person: Person) -> set[tuple[Route, str]]:
    found = set(Contact.objects.filter(pk__in=_contacts_of(person)).values_list("route", "address"))
    if isinstance(person, Resident):
        found |= set(person.routes.values_list("route", "address"))
    return {(Route(route), address) for route, address in found}


def _shared(person: Person, route: Route, address: str) -> bool:
    theirs = ResidentRoute.objects.filter(
        route=route, address=address, resident__merged_into__isnull=True
    )
    if isinstance(person, Resident):
        theirs = theirs.exclude(resident=person)
    else:
        linked = person.links.filter(same=True, undone_at__isnull=True)
        theirs = theirs.exclude(resident__in=linked.values("resident"))
    dead = Mark.objects.filter(
        kind=MarkKind.DECEASED, lifted_at__isnull=True, resident__isnull=False
    )
    return theirs.exclude(resident__in=dead.values("resident")).exists()
