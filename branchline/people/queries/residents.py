"""Reads of residents, contacts and what awaits a decision. In the service's scope."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from branchline.core.paging import Page, page, read_cursor
from branchline.messages.models import Route
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
from branchline.people.models.addresses import normal
from branchline.people.models.names import folded
from branchline.people.models.residents import Sort
from branchline.places.queries import full_postcode

LONGEST_SEARCH = 100
DAY = re.compile(r"\b(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\b")
POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
LIKE_ENOUGH = 0.7
"""Share of letters in common and in order, by which a slip is forgiven ("Jhon" to "John" is 0.75)."""


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


@dataclass(frozen=True)
class Found:
    """A page of residents. `alike`: nobody is called exactly so; these come near."""

    page: Page[Resident]
    alike: bool = False


def find_residents(
    *, text: str = "", visible: Q, after: str | None = None, limit: int = 50
) -> Found:
    """Residents by name, card, postcode, date of birth, email or telephone, in the order of names.

    At most five queries; one more for each word when nobody is called so. `visible` is `permits.SEE_RESIDENTS.visible(request.holdings)`.
    """
    rows = with_what_lists_show(Resident.objects.standing().filter(visible))
    asked = _ask(" ".join(text.split())[:LONGEST_SEARCH])
    if asked is None:
        return Found(Page([], None))
    found = _page(rows.filter(asked), after, limit)
    words = folded(text).split()
    if found.rows or after or not words or any(c.isdigit() for c in text):
        return Found(found)
    near = Q()
    for word in words[:4]:
        near &= _alike(word)
    return Found(_page(rows.filter(near), None, limit), alike=True)


def _page(rows: QuerySet[Resident], after: str | None, limit: int) -> Page[Resident]:
    said = read_cursor(after, 2)
    if said is not None:
        # The first condition alone is what the index serves.
        rows = rows.filter(sort_name__gte=said[0].replace("\0", ""))
        after = None if "\0" in "".join(said) else after
    return page(rows, keys=("sort_name", "pk"), limit=limit, cursor=after)


def _ask(text: str) -> Q | None:
    """What the typed text asks for; None when it can't be anybody."""
    asked = Q()
    if "\0" in text:
        return None
    if "@" in text:
        return asked & _begins(Sort.ROUTE, text.strip().lower())
    if phone := normal(Route.PHONE, text):
        card = text.replace(" ", "").casefold()
        return _of(Q(sort=Sort.ROUTE, key=phone) | Q(sort=Sort.CARD, key=card))
    if day := DAY.search(text):
        try:
            born = date(int(day[3]), int(day[2]), int(day[1]))
        except ValueError:
            return None
        asked &= _keyed(Sort.BIRTH, born.isoformat())
        text = text.replace(day[0], " ")
    if (code := POSTCODE.search(text)) and (whole := full_postcode(code[0])):
        asked &= _keyed(Sort.POSTCODE, whole)
        text = text.replace(code[0], " ")
    for token in text.split()[:6]:
        plain = token.casefold()
        if any(c.isdigit() for c in token):
            # One list of keys: three with "or" between them would walk every resident of the service.
            asked &= _of(
                _beginning(Sort.CARD, plain)
                | _beginning(Sort.POSTCODE, token.upper())
                | _beginning(Sort.ROUTE, plain)
            )
        else:
            for word in folded(token).split():
                asked &= _begins(Sort.NAME, word)
    return asked


def _of(keys: Q) -> Q:
    return Q(pk__in=ResidentKey.objects.filter(keys).values("resident"))


def _keyed(sort: Sort, key: str) -> Q:
    return _of(Q(sort=sort, key=key))


def _beginning(sort: Sort, key: str) -> Q:
    # A range rather than LIKE: behind row-level security only leakproof operators use the index.
    return Q(sort=sort, key__gte=key, key__lt=key + "\U0010ffff")


def _begins(sort: Sort, key: str) -> Q:
    return _of(_beginning(sort, key))


def _alike(word: str) -> Q:
    """Residents with a word of the same first letter that comes near. One query for the words."""
    words = (
        ResidentKey.objects.filter(sort=Sort.NAME, key__gte=word[0], key__lt=word[0] + "\U0010ffff")
        .order_by("key")
        .values_list("key", flat=True)
        .distinct()
    )
    near = get_close_matches(
        word, [w for w in words if abs(len(w) - len(word)) <= 2], n=12, cutoff=LIKE_ENOUGH
    )
    keys = ResidentKey.objects.filter(sort=Sort.NAME, key__in=near)
    return Q(pk__in=keys.values("resident"))


def resident_by_public_id(*, public_id: str) -> Resident | None:
    """With household, routes, cards, needs, marks. Seven queries. A merged record is given as it is."""
    rows = Resident.objects.filter(public_id=public_id).select_related("household", "merged_into")
    return rows.prefetch_related(
        Prefetch("routes", queryset=ResidentRoute.objects.order_by("route", "pk")),
        Prefetch("external_ids", queryset=ExternalId.objects.order_by("system", "value")),
        Prefetch("needs", queryset=needs_that_hold()),
        Prefetch("marks", queryset=Mark.objects.select_related("made_by").order_by("-pk")),
        Prefetch(
            "household__residents", queryset=Resident.objects.standing().order_by("sort_name")
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
    rows = _undecided().filter(Exists(own)).exclude(pk__in=decided.values("contact"))
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


def _undecided() -> QuerySet[Contact]:
    linked = ContactLink.objects.filter(contact=OuterRef("pk"), same=True, undone_at__isnull=True)
    return Contact.objects.exclude(Exists(linked))


def find_contacts(
    *,
    text: str = "",
    visible: Q,
    only_open: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> Page[Contact]:
    """Contacts by the beginning of their name, or by address. One query.

    `only_open`: those who use an address of a resident and are not yet linked to anybody.
    """
    rows = Contact.objects.filter(visible)
    if only_open:
        # The few who were merged are left out, instead of joining the many who were not.
        theirs = (
            ResidentRoute.objects.filter(route=OuterRef("route"), address=OuterRef("address"))
            .exclude(resident__in=Resident.objects.filter(merged_into__isnull=False).values("pk"))
            .exclude(
                resident__in=ContactLink.objects.filter(
                    contact=OuterRef(OuterRef("pk")), undone_at__isnull=True
                ).values("resident")
            )
        )
        rows = _undecided().filter(visible).filter(Exists(theirs))
    text = " ".join(text.replace("\0", "").split())[:LONGEST_SEARCH]
    if text:
        spellings = [found for route in Route.values if (found := normal(route, text))]
        rows = rows.filter(Q(name__icontains=text) | Q(address__in=[*spellings, text.lower()]))
    return page(rows, keys=("name", "pk"), limit=limit, cursor=after)


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
    """Of people who live: nobody is asked about somebody who has died."""
    died = Mark.objects.filter(kind=MarkKind.DECEASED, lifted_at__isnull=True)
    return CommunicationNeed.objects.filter(
        ended_at__isnull=True, review_on__lte=today, resident__merged_into__isnull=True
    ).exclude(resident__in=died.filter(resident__isnull=False).values("resident"))


def needs_to_review(*, today: date, limit: int = 50) -> QuerySet[CommunicationNeed]:
    """Needs whose review is due, the longest overdue first. One query."""
    rows = _needs_due(today).select_related("resident")
    return rows.order_by("review_on", "pk")[:limit]
