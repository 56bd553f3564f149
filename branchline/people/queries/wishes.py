"""May we get in touch? The door that every room asks before it writes, rings or prints."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.messages.models import Route
from branchline.people.models import (
    Answer,
    Consent,
    Contact,
    ContactLink,
    Mark,
    MarkKind,
    Purpose,
    Resident,
)

from .acting_for import written_to_instead

Person = Resident | Contact


@dataclass(frozen=True)
class Decision:
    """Yes or no, and the sentence that says why. True when allowed."""

    allowed: bool
    why: "str | Promise"

    def __bool__(self) -> bool:
        return self.allowed


DIED = Decision(False, _("They have died."))
NOT_AT_ALL = Decision(False, _("They do not wish to be contacted."))
NOT_SO = Decision(False, _("They do not wish to be contacted in this way."))
NOT_FOR_THIS = Decision(False, _("They do not wish to be contacted about this."))
NOT_ASKED = Decision(False, _("They have not been asked whether we may."))
SAID_NO = Decision(False, _("They have said no to this."))
NO_SUCH_ROUTE = Decision(False, _("We have no way to reach them like that."))
ASKED_AND_YES = Decision(True, _("They have said yes to this."))
NO_NEED_TO_ASK = Decision(True, _("It is about their own affairs, or the library’s task."))


def may_contact(
    *, person: Person, route: Route | None = None, purpose: Purpose, now: datetime
) -> Decision:
    """Whether somebody may be contacted by `route` (None: by any) for `purpose`. Three to five queries.

    Marks of a resident and of the contacts that are the same person count for both. Where another is
    written to instead, it is that person's route that matters.
    """
    resident, contact_ids = _whole(person)
    marks = list(_of(Mark.objects.filter(lifted_at__isnull=True), resident, contact_ids))
    if any(mark.kind == MarkKind.DECEASED for mark in marks):
        return DIED
    if any(not mark.route and not mark.purpose for mark in marks):
        return NOT_AT_ALL
    if any(mark.purpose == purpose for mark in marks):
        return NOT_FOR_THIS
    if route is not None and not _through_another(resident, route):
        if any(mark.route == route for mark in marks):
            return NOT_SO
        if not _reached_by(resident, contact_ids, route):
            return NO_SUCH_ROUTE
    if not purpose.asks_first:
        return NO_NEED_TO_ASK
    said = _of(Consent.objects.filter(purpose=purpose, said_at__lte=now), resident, contact_ids)
    newest = said.order_by("-said_at", "-id").values_list("answer", flat=True).first()
    if newest is None:
        return NOT_ASKED
    return ASKED_AND_YES if newest == Answer.GIVEN else SAID_NO


def may_contact_each(*, contacts: Iterable[Contact], purpose: Purpose, now: datetime) -> set[int]:
    """Row numbers of those who may be contacted by any route. One query, and those of `may_contact` for each
    of whom we know more: a mark, or who they are."""
    by_id = {contact.pk: contact for contact in contacts}
    open_questions = set(by_id) if purpose.asks_first else _known_more_of(by_id)
    asked = (by_id[pk] for pk in open_questions)
    refused = {each.pk for each in asked if not may_contact(person=each, purpose=purpose, now=now)}
    return set(by_id) - refused


def _known_more_of(contact_ids: Collection[int]) -> set[int]:
    links = ContactLink.objects.filter(contact__in=contact_ids, same=True, undone_at__isnull=True)
    marks = Mark.objects.filter(contact__in=contact_ids, lifted_at__isnull=True)
    found = links.values_list("contact").union(marks.values_list("contact"))
    return {pk for (pk,) in found}


def _whole(person: Person) -> tuple[Resident | None, list[int]]:
    """The resident, if there is one, and the contacts that are the same person."""
    if isinstance(person, Contact):
        link = (
            ContactLink.objects.filter(contact=person, same=True, undone_at__isnull=True)
            .select_related("resident")
            .first()
        )
        if link is None:
            return None, [person.pk]
        person = link.resident
    while person.merged_into is not None:
        person = person.merged_into
    links = ContactLink.objects.filter(resident=person, same=True, undone_at__isnull=True)
    return person, list(links.values_list("contact", flat=True))


def _through_another(resident: Resident | None, route: Route) -> bool:
    carer = written_to_instead(resident=resident) if resident is not None else None
    return carer is not None and carer.route == route


def _of(rows: QuerySet, resident: Resident | None, contact_ids: list[int]) -> QuerySet:
    return rows.filter(Q(resident=resident, resident__isnull=False) | Q(contact__in=contact_ids))


def _reached_by(resident: Resident | None, contact_ids: list[int], route: Route) -> bool:
    if resident is not None and resident.routes.filter(route=route).exists():
        return True
    return Contact.objects.filter(pk__in=contact_ids, route=route).exists()


def consents_of(*, person: Person) -> QuerySet[Consent]:
    """Every answer, newest first. One query."""
    column = "resident" if isinstance(person, Resident) else "contact"
    rows = Consent.objects.filter(**{column: person}).select_related("recorded_by")
    return rows.order_by("-said_at", "-id")


@dataclass(frozen=True)
class Standing:
    """What holds today for one purpose that needs a yes."""

    purpose: Purpose
    answer: Answer | None
    said_at: datetime | None


def wants_calls_without_a_number(*, person: Resident, consents: "list[Consent]") -> bool:
    """They said yes to friendly calls, but the routes fetched with the record hold no number. No query."""
    yes = any(
        one.purpose is Purpose.CALLS and one.answer == Answer.GIVEN
        for one in standing_consents(consents)
    )
    return yes and not any(r.route in {Route.PHONE, Route.SMS} for r in person.routes.all())


def standing_consents(consents: "list[Consent]") -> list[Standing]:
    """The newest answer for each purpose, from rows newest first. No query."""
    newest: dict[str, Consent] = {}
    for consent in consents:
        newest.setdefault(consent.purpose, consent)
    return [
        Standing(
            purpose,
            Answer(newest[purpose].answer) if purpose in newest else None,
            newest[purpose].said_at if purpose in newest else None,
        )
        for purpose in Purpose
        if purpose.asks_first
    ]
