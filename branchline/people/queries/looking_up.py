"""Looking somebody up by what they have with them: a name, a day, a postcode, a card, an address."""

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.db.models import Exists, OuterRef, Q, QuerySet

from branchline.core.paging import Page, page, read_cursor
from branchline.messages.models import Route
from branchline.people.models import (
    Contact,
    ContactLink,
    Resident,
    ResidentKey,
    ResidentRoute,
)
from branchline.people.models.addresses import normal
from branchline.people.models.names import folded
from branchline.people.models.residents import Sort
from branchline.places.queries import full_postcode

from .residents import not_yet_linked, with_what_lists_show

LONGEST_SEARCH = 100
DAY = re.compile(r"\b(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\b")
POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
LIKE_ENOUGH = 0.7
"""Share of letters in common and in order, by which a slip is forgiven ("Jhon" to "John" is 0.75)."""


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


def whose_card(*, text: str, visible: Q) -> Resident | None:
    """The one whose card (or number elsewhere) this is, however it is spaced or written. At most one query."""
    typed = " ".join(text.replace("\0", "").split())[:LONGEST_SEARCH].casefold()
    if not any(c.isdigit() for c in typed) or normal(Route.PHONE, typed):
        return None
    keys = ResidentKey.objects.filter(sort=Sort.CARD, key__in={typed, typed.replace(" ", "")})
    rows = Resident.objects.standing().filter(visible, pk__in=keys.values("resident"))[:2]
    return rows[0] if len(rows) == 1 else None


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
        rows = not_yet_linked().filter(visible).filter(Exists(theirs))
    text = " ".join(text.replace("\0", "").split())[:LONGEST_SEARCH]
    if text:
        spellings = [found for route in Route.values if (found := normal(route, text))]
        rows = rows.filter(Q(name__icontains=text) | Q(address__in=[*spellings, text.lower()]))
    return page(rows, keys=("name", "pk"), limit=limit, cursor=after)
