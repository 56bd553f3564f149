"""Reads of residents, contacts and what awaits a decision. In the service's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from branchline.people.models import (
    CommunicationNeed,
    Contact,
    ContactLink,
    Duplicate,
    ExternalId,
    Mark,
    MarkKind,
    Merge,
    Resident,
    ResidentKey,
    ResidentRoute,
    Verdict,
)
from branchline.people.models.residents import Sort


def with_what_lists_show(rows: QuerySet[Resident]) -> QuerySet[Resident]:
    """Cards, needs that are flagged and marks that hold. Three queries more, however many rows."""
    return rows.prefetch_related(
        Prefetch("external_ids", queryset=ExternalId.objects.order_by("system", "value")),
        Prefetch("needs", queryset=needs_that_hold().filter(flagged=True), to_attr="flags"),
        Prefetch("marks", queryset=marks_that_hold(), to_attr="standing_marks"),
    )


def needs_that_hold() -> QuerySet[CommunicationNeed]:
    """Needs that have not ended, as they were recorded."""
    return CommunicationNeed.objects.filter(ended_at__isnull=True).order_by("pk")


def marks_that_hold() -> QuerySet[Mark]:
    """Marks that have not been lifted, a death first."""
    return Mark.objects.filter(lifted_at__isnull=True).order_by("kind", "pk")


def resident_by_public_id(*, public_id: str) -> Resident | None:
    """With household, routes, cards, needs, marks. Eight queries. A merged record is given as it is."""
    rows = Resident.objects.filter(public_id=public_id).select_related("household", "merged_into")
    return rows.prefetch_related(
        Prefetch("routes", queryset=ResidentRoute.objects.order_by("route", "pk")),
        Prefetch("external_ids", queryset=ExternalId.objects.order_by("system", "value")),
        Prefetch("needs", queryset=needs_that_hold()),
        Prefetch("marks", queryset=Mark.objects.select_related("made_by").order_by("-pk")),
        Prefetch(
            "household__residents",
            queryset=Resident.objects.standing()
            .order_by("sort_name")
            .prefetch_related(Prefetch("marks", queryset=marks_that_hold())),
        ),
    ).first()


def resident_now(*, number: int) -> Resident | None:
    """The record that stands for row `number` today: itself, or what it was merged into."""
    row = Resident.objects.filter(pk=number).first()
    while row is not None and row.merged_into_id is not None:
        row = Resident.objects.filter(pk=row.merged_into_id).first()
    return row


def is_deceased(person: Resident) -> bool:
    """Whether the marks that were fetched with the record say so. No query."""
    return any(m.kind == MarkKind.DECEASED and m.lifted_at is None for m in person.marks.all())


@dataclass(frozen=True)
class Home:
    """Who lives with somebody, and who did until they died."""

    living: list[Resident]
    died: list[Resident]


def household_of(person: Resident) -> Home:
    """The others of a household that was fetched with the record. No query."""
    if person.household is None:
        return Home([], [])
    others = [one for one in person.household.residents.all() if one.pk != person.pk]
    died = [one for one in others if is_deceased(one)]
    return Home([one for one in others if one not in died], died)


def contacts_linked_to(*, resident: Resident) -> QuerySet[ContactLink]:
    """Contacts that staff have said are this resident. One query."""
    return (
        ContactLink.objects.filter(resident=resident, same=True, undone_at__isnull=True)
        .select_related("contact", "decided_by")
        .order_by("contact__name", "pk")
    )


def links_of(*, contact: Contact) -> QuerySet[ContactLink]:
    """What staff have said about a contact and residents, the newest first. One query."""
    return (
        ContactLink.objects.filter(contact=contact)
        .select_related("resident", "decided_by", "undone_by")
        .order_by("-pk")
    )


def neighbours_of(*, resident: Resident, limit: int = 20) -> list[Resident]:
    """Others at the same postcode, by name: who may live with them. One query."""
    if not resident.postcode:
        return []
    same = ResidentKey.objects.filter(sort=Sort.POSTCODE, key=resident.postcode.replace(" ", ""))
    rows = Resident.objects.standing().filter(pk__in=same.values("resident"))
    return list(rows.exclude(pk=resident.pk).order_by("sort_name", "pk")[:limit])


def contacts_alike(*, resident: Resident, limit: int = 10) -> list[Contact]:
    """Contacts who use an address of this resident and are not decided about. One query."""
    own = ResidentRoute.objects.filter(
        resident=resident, route=OuterRef("route"), address=OuterRef("address")
    )
    decided = ContactLink.objects.filter(resident=resident, undone_at__isnull=True)
    rows = not_yet_linked().filter(Exists(own)).exclude(pk__in=decided.values("contact"))
    return list(rows.order_by("name", "pk")[:limit])


def residents_alike(*, contact: Contact, limit: int = 10) -> list[Resident]:
    """Residents with this contact's address who are not decided about, likest name first. One query."""
    decided = ContactLink.objects.filter(contact=contact, undone_at__isnull=True)
    return list(
        Resident.objects.standing()
        .filter(routes__route=contact.route, routes__address=contact.address)
        .exclude(pk__in=decided.values("resident"))
        .annotate(likeness=TrigramSimilarity("name", contact.name))
        .order_by("-likeness", "pk")[:limit]
    )


def records_of(*, contact: Contact) -> list[Resident]:
    """The record a contact is linked to, or those that may be the same person. At most two queries."""
    linked = Resident.objects.filter(
        links__contact=contact, links__same=True, links__undone_at__isnull=True
    )
    return list(linked) or residents_alike(contact=contact)


def not_yet_linked() -> QuerySet[Contact]:
    """Contacts of whom nobody has said which resident they are."""
    linked = ContactLink.objects.filter(contact=OuterRef("pk"), same=True, undone_at__isnull=True)
    return Contact.objects.exclude(Exists(linked))


def contact_by_public_id(*, public_id: str) -> Contact | None:
    """With who vouches. One query."""
    return Contact.objects.filter(public_id=public_id).select_related("vouched_by").first()


def duplicates_to_review(*, limit: int = 50) -> Sequence[Duplicate]:
    """Pairs that nobody has looked at yet, likest first. One query."""
    return list(
        Duplicate.objects.filter(verdict=Verdict.OPEN)
        .filter(one__merged_into__isnull=True, other__merged_into__isnull=True)
        .select_related("one", "other")
        .order_by("-likeness", "pk")[:limit]
    )


def how_many_duplicates() -> int:
    """Pairs that wait. One query."""
    return (
        Duplicate.objects.filter(verdict=Verdict.OPEN)
        .filter(one__merged_into__isnull=True, other__merged_into__isnull=True)
        .count()
    )


def merges_of(*, resident: Resident) -> QuerySet[Merge]:
    """What was merged into this record and can be read or undone, newest first. One query."""
    return Merge.objects.filter(kept=resident).select_related("merged", "merged_by").order_by("-pk")


def recent_merges(*, limit: int = 20) -> QuerySet[Merge]:
    """The newest merges of the service. One query."""
    return Merge.objects.select_related("kept", "merged", "merged_by").order_by("-merged_at")[
        :limit
    ]


@dataclass(frozen=True)
class ToDo:
    """What waits for somebody who looks after records."""

    needs_due: int
    duplicates: int


def people_to_do(*, today: date) -> ToDo:
    """How many needs to ask about again, and pairs to look at. Two queries."""
    return ToDo(_needs_due(today).count(), how_many_duplicates())


def _needs_due(today: date) -> QuerySet[CommunicationNeed]:
    """Of people who live: nobody is asked about somebody who has died.

    Leaves out the few merged records: joining all that are not reads every resident of the service.
    """
    died = Mark.objects.filter(kind=MarkKind.DECEASED, lifted_at__isnull=True)
    merged = Resident.objects.filter(merged_into__isnull=False)
    return (
        CommunicationNeed.objects.filter(ended_at__isnull=True, review_on__lte=today)
        .exclude(Exists(died.filter(resident=OuterRef("resident"))))
        .exclude(Exists(merged.filter(pk=OuterRef("resident"))))
    )


def needs_to_review(*, today: date, limit: int = 50) -> QuerySet[CommunicationNeed]:
    """Needs whose review is due, the longest overdue first. One query."""
    rows = _needs_due(today).select_related("resident")
    return rows.order_by("review_on", "pk")[:limit]
