"""From what somebody types to a place: postcode, its first half, town, council, library, ward."""

from dataclasses import dataclass, replace
from enum import Enum

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core import clock
from branchline.places import postcodes
from branchline.places.errors import NoSuchPlace
from branchline.places.models import OutwardCode, Postcode

LONGEST = 100
LIKE_ENOUGH = 0.45
"""Trigram similarity from which a name is taken as meant ("Altrinham" to "Altrincham" is 0.57)."""
WORTH_SHOWING = 0.2


class PlaceKind(Enum):
    """What was found."""

    POSTCODE = "postcode"
    OUTWARD = "outward"
    TOWN = "town"
    COUNCIL = "council"
    BRANCH = "branch"
    WARD = "ward"


@dataclass(frozen=True)
class Place:
    """A point that a person meant. `because` says, when it is approximate, why: a whole sentence."""

    name: str
    kind: PlaceKind
    lat: float
    lon: float
    because: str = ""
    authority_code: str = ""
    ward_code: str = ""
    ward_vintage: int | None = None
    likeness: float = 1.0
    others: "tuple[Place, ...]" = ()

    @property
    def approximate(self) -> bool:
        """Whether distances from it are only about right."""
        return bool(self.because)


def find_place(text: str, *, limit: int = 6) -> Place:
    """The place somebody means, with others of a like name. At most two queries.

    Raises `NoSuchPlace` with a sentence that helps, and names that come near.
    """
    typed = "".join(c if c.isprintable() else " " for c in text[: LONGEST + 1])
    typed = " ".join(typed.split())
    if not typed:
        raise NoSuchPlace(_("Type a postcode, or the name of a town or library."))
    if len(text) > LONGEST:
        raise NoSuchPlace(
            _("That is longer than the name of any place. Type a postcode or a town.")
        )
    _elsewhere(typed)
    if (whole := postcodes.full(typed)) is not None:
        return _by_postcode(whole)
    if postcodes.begins_like_one(typed):
        return _by_beginning(typed)
    return _by_name(typed, limit)


def _elsewhere(typed: str) -> None:
    """Kind words for postcodes that lie outside the United Kingdom, or nowhere on a map."""
    plain = postcodes.plain(typed)
    if postcodes.ISLANDS.match(plain):
        raise NoSuchPlace(
            _(
                "Jersey, Guernsey and the Isle of Man run libraries of their own, which are not listed here."
                " Type a place in the United Kingdom."
            )
        )
    if postcodes.FORCES.match(plain):
        raise NoSuchPlace(
            _("A forces address has no place on the map. Type the name of the town you are in.")
        )


def _by_postcode(whole: str) -> Place:
    name = postcodes.spaced(whole)
    row = Postcode.objects.filter(postcode=whole).first()
    if row is not None and row.lat is not None and row.lon is not None:
        because = _("%(postcode)s is no longer in use.") % {"postcode": name} if row.ended else ""
        return Place(
            name,
            PlaceKind.POSTCODE,
            row.lat,
            row.lon,
            because,
            row.authority_code,
            row.ward_code,
            row.ward_vintage,
        )
    first = postcodes.outward_of(whole)
    near = OutwardCode.objects.filter(code=first).first()
    if near is None:
        raise NoSuchPlace(
            _(
                "We know no library around %(postcode)s. Check the postcode, or type the name of a town."
            )
            % {"postcode": name}
        )
    because = _(
        "We don’t know exactly where %(postcode)s is, so distances are from %(middle)s."
    ) % {
        "postcode": name,
        "middle": _middle(near),
    }
    return Place(name, PlaceKind.OUTWARD, near.lat, near.lon, because)


def _by_beginning(typed: str) -> Place:
    plain = postcodes.plain(typed)
    beginnings = [plain[:n] for n in (4, 3, 2) if n <= len(plain)]
    known = {o.code: o for o in OutwardCode.objects.filter(code__in=beginnings)}
    near = next((known[b] for b in beginnings if b in known), None)
    if near is None:
        raise NoSuchPlace(
            _(
                "%(typed)s is not the start of a postcode we know. Check it, or type the name of a town."
            )
            % {"typed": typed.upper()[:12]}
        )
    because = _(
        "%(typed)s is the start of a postcode, so distances are from %(middle)s. Type the whole postcode"
        " for better ones."
    ) % {"typed": typed.upper(), "middle": _middle(near)}
    return Place(near.code, PlaceKind.OUTWARD, near.lat, near.lon, because)


def _middle(near: OutwardCode) -> str:
    return ngettext(
        "the only library in %(code)s",
        "the middle of the %(count)s libraries in %(code)s",
        near.branches,
    ) % {"count": near.branches, "code": near.code}


SAID_OF_ALL = frozenset({"library", "libraries", "llyfrgell", "the", "y", "yr"})

NAMES = """
WITH asked AS (
    SELECT %(typed)s::text AS q, unaccent(%(typed)s)::text AS plain, %(words)s::text AS words
),
council AS (
    SELECT DISTINCT ON (code) code, name, name_cy, lat, lon, replaced_by FROM places_localauthority
    ORDER BY code, vintage DESC
),
found AS (
    SELECT 'town' AS kind, 1 AS rank, b.town AS name, max(c.name) AS inside, avg(b.lat) AS lat,
           avg(b.lon) AS lon, count(*) AS n, b.authority_code, '' AS ward_code, NULL::int AS vintage,
           greatest(similarity(lower(b.town), q), 0.9 * strict_word_similarity(q, lower(b.town))) AS likeness
    FROM asked, places_branch b LEFT JOIN council c ON c.code = b.authority_code
    WHERE (b.closed_on IS NULL OR b.closed_on > %(today)s) AND b.position = 'exact' AND b.kind NOT IN ('prison', 'mobile')
      AND (lower(b.town) %% q OR q <<%% lower(b.town))
    GROUP BY b.town, b.authority_code, q
    UNION ALL
    SELECT 'council', 2, name, '', lat, lon, 0, code, '', NULL,
           greatest(similarity(lower(name), q), 0.9 * strict_word_similarity(q, lower(name)),
                    similarity(lower(unaccent(name_cy)), plain))
    FROM council, asked
    WHERE lat IS NOT NULL AND replaced_by = '' AND (lower(name) %% q OR q <<%% lower(name) OR lower(unaccent(name_cy)) %% plain)
    UNION ALL
    SELECT 'branch', 3, coalesce(nullif(b.name ->> 'en', ''), b.name ->> 'cy'), b.town, b.lat, b.lon,
           (b.position = 'exact')::int, b.authority_code, b.ward_code, b.ward_vintage,
           greatest(similarity(lower(b.name ->> 'en'), q), 0.9 * strict_word_similarity(asked.words, b.words))
    FROM asked, places_branch b
    WHERE (b.closed_on IS NULL OR b.closed_on > %(today)s) AND b.lat IS NOT NULL AND b.kind <> 'prison' AND asked.words <<%% b.words
    UNION ALL
    SELECT 'ward', 4, w.name, c.name, w.lat, w.lon, 0, w.authority_code, w.code, w.vintage,
           similarity(lower(w.name), q)
    FROM asked, places_ward w LEFT JOIN council c ON c.code = w.authority_code
    WHERE w.lat IS NOT NULL AND lower(w.name) %% q
)
SELECT kind, name, inside, lat, lon, n, authority_code, ward_code, vintage, likeness FROM found
ORDER BY round(likeness::numeric, 2) DESC, rank, n DESC, name, inside LIMIT %(limit)s
"""


def _by_name(typed: str, limit: int) -> Place:
    asked = typed.split(",")[0].strip().lower() or typed.lower()
    # Every other name has "library" in it: alone the rest of the words tell one from another.
    telling = " ".join(w for w in asked.split() if w not in SAID_OF_ALL) or asked
    with connection.cursor() as cursor:
        cursor.execute(
            NAMES, {"typed": asked, "words": telling, "limit": limit * 2, "today": clock.today()}
        )
        found = [_place(*row) for row in cursor.fetchall()]
    distinct = list({(p.name, p.kind): p for p in reversed(found)}.values())[::-1]
    best = distinct[0] if distinct else None
    if best is None or best.likeness < LIKE_ENOUGH:
        near = tuple(p.name for p in distinct if p.likeness >= WORTH_SHOWING)[:limit]
        raise NoSuchPlace(
            _("We found no place called “%(typed)s”. Check the spelling, or type a postcode.")
            % {"typed": typed},
            near,
        )
    others = tuple(p for p in distinct[1:] if p.likeness >= LIKE_ENOUGH)[: limit - 1]
    return replace(best, others=others)


def _place(
    kind: str,
    name: str,
    inside: str | None,
    lat: float,
    lon: float,
    n: int,
    authority: str,
    ward: str,
    vintage: int | None,
    likeness: float,
) -> Place:
    name, inside = _plainly(name), _plainly(inside or "")
    full = f"{name}, {inside}" if inside and inside.casefold() not in name.casefold() else name
    because = {
        "town": ngettext(
            "Distances are from the only library in %(name)s.",
            "Distances are from the middle of the %(count)s libraries in %(name)s.",
            n,
        ),
        "council": _("Distances are from the middle of %(name)s."),
        "ward": _("Distances are from the middle of the ward %(name)s."),
        "branch": "" if n else _("We know only about where %(name)s is."),
    }[kind] % {"name": name, "count": n}
    return Place(full, PlaceKind(kind), lat, lon, because, authority, ward or "", vintage, likeness)


def _plainly(name: str) -> str:
    """ONS lists “Bristol, City of” under B."""
    return name.removesuffix(", City of").removesuffix(", County of")
