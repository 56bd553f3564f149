"""From a name that somebody types to a place: town, council, library, ward."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from django.db import connection
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.words import without_accents
from branchline.places.errors import NoSuchPlace
from branchline.places.models import Nation

from .nearby import metres_between

LIKE_ENOUGH = 0.45
"""Trigram similarity from which a name is taken as meant ("Altrinham" to "Altrincham" is 0.57)."""
WORTH_SHOWING = 0.2
AS_LIKELY = 0.3
"""Beside the likeliest name, others are offered that come this near to it."""
ELSEWHERE = 8_000.0
"""Metres from which another place is worth a question: what is nearer stands in the list anyway."""


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
    """A point that a person meant. `because` says, when it is approximate, why: a whole sentence.

    `others` are like it by name and lie elsewhere. `blurred`: we know only its council, so the point is
    the middle of that; `libraries` are then the row numbers of those that are there all the same.
    """

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
    nation: str = ""
    blurred: bool = False
    libraries: tuple[int, ...] = ()

    @property
    def approximate(self) -> bool:
        """Whether distances from it are only about right."""
        return bool(self.because)

    @property
    def alone(self) -> str:
        """The name without what it lies in."""
        return self.name.split(",")[0]

    @property
    def namesakes(self) -> bool:
        """Whether another place has the very same name, so that we have to ask which."""
        return any(o.alone.casefold() == self.alone.casefold() for o in self.others)


SAY_A_PLACE = gettext_lazy("Type a postcode, or the name of a town or library.")
SAID_OF_ALL = frozenset(
    (
        "library",
        "libraries",
        "llyfrgell",
        "llyfrgelloedd",
        "the",
        "y",
        "yr",
        "near",
        "me",
        "my",
        "nearest",
    )
)
LEADING = re.compile(
    r"(?:(?:the |my )?(?:nearest )?librar(?:y|ies) )?(?:in|at|near|around|close to) (?=\S)"
    r"|llyfrgell(?:oedd)? (?:yn|yng|ym|ger) (?=\S)"
)
"""What stands before the name when somebody asks as they would ask a person: "the library in Sale"."""

NAMES = """
WITH council AS (
    SELECT DISTINCT ON (code) code, name, name_cy, nation, lat, lon, replaced_by,
           CASE WHEN %(welsh)s AND name_cy <> '' THEN name_cy ELSE name END AS shown
    FROM places_localauthority
    ORDER BY code, vintage DESC
),
welsh AS (
    -- The town that a council is called after has a Welsh name there only: Caerdydd is Cardiff.
    SELECT lower(name) AS name FROM council
    WHERE name_cy <> '' AND replaced_by = '' AND lower(unaccent(name_cy)) %% unaccent(%(typed)s)
    ORDER BY similarity(lower(unaccent(name_cy)), unaccent(%(typed)s)) DESC LIMIT 1
),
town AS (
    -- Where the spot is not known the list's town often is half an address: "Llanelli, Dyfed".
    SELECT CASE WHEN position = 'exact' THEN town ELSE btrim(split_part(town, ',', 1), ' .') END AS name,
           authority_code, lat, lon, position = 'exact' AS exact, id
    FROM places_branch
    WHERE (closed_on IS NULL OR closed_on > %(today)s) AND lat IS NOT NULL AND kind NOT IN ('prison', 'mobile')
      AND (lower(town) %% %(typed)s OR %(typed)s <<%% lower(town) OR lower(town) %% (SELECT name FROM welsh))
),
found AS (
    SELECT 'town' AS kind, 1 AS rank,
           CASE WHEN lower(t.name) = lower(max(c.name)) THEN max(c.shown) ELSE t.name END AS name, max(c.shown) AS inside, max(c.nation) AS nation,
           coalesce(avg(t.lat) FILTER (WHERE exact), avg(t.lat)) AS lat,
           coalesce(avg(t.lon) FILTER (WHERE exact), avg(t.lon)) AS lon,
           count(*) FILTER (WHERE exact) AS n, t.authority_code, '' AS ward_code, NULL::int AS vintage,
           greatest(similarity(lower(t.name), %(typed)s), 0.9 * strict_word_similarity(%(typed)s, lower(t.name)),
                    CASE WHEN lower(t.name) = lower(max(c.name)) THEN similarity(lower(unaccent(max(c.name_cy))), unaccent(%(typed)s)) END) AS likeness,
           coalesce(array_agg(t.id) FILTER (WHERE NOT exact), '{}') AS libraries
    FROM town t LEFT JOIN council c ON c.code = t.authority_code
    WHERE t.name <> ''
    GROUP BY t.name, t.authority_code
    UNION ALL
    SELECT 'council', 2, shown, '', nation, lat, lon, 0, code, '', NULL,
           greatest(similarity(lower(name), %(typed)s), 0.9 * strict_word_similarity(%(typed)s, lower(name)),
                    similarity(lower(unaccent(name_cy)), unaccent(%(typed)s))), '{}'
    FROM council
    WHERE lat IS NOT NULL AND replaced_by = '' AND (lower(name) %% %(typed)s OR %(typed)s <<%% lower(name) OR lower(unaccent(name_cy)) %% unaccent(%(typed)s))
    UNION ALL
    SELECT 'branch', 3, coalesce(nullif(b.name ->> 'en', ''), b.name ->> 'cy'), b.town, '', b.lat, b.lon,
           (b.position = 'exact')::int, b.authority_code, b.ward_code, b.ward_vintage,
           greatest(similarity(lower(b.name ->> 'en'), %(typed)s), 0.9 * strict_word_similarity(%(words)s, b.words)),
           CASE WHEN b.position = 'exact' THEN '{}' ELSE ARRAY[b.id] END
    FROM places_branch b
    WHERE (b.closed_on IS NULL OR b.closed_on > %(today)s) AND b.lat IS NOT NULL AND b.kind <> 'prison' AND %(words)s <<%% b.words
    UNION ALL
    SELECT 'ward', 4, w.name, c.shown, c.nation, w.lat, w.lon, 0, w.authority_code, w.code, w.vintage,
           0.89 * similarity(lower(w.name), %(typed)s), '{}'
    FROM places_ward w LEFT JOIN council c ON c.code = w.authority_code
    WHERE w.lat IS NOT NULL AND lower(w.name) %% %(typed)s
)
SELECT kind, name, inside, nation, lat, lon, n, authority_code, ward_code, vintage, likeness, libraries FROM found
ORDER BY round(likeness::numeric, 2) DESC, rank, n DESC, name, inside LIMIT %(limit)s
"""


def place_called(typed: str, *, limit: int) -> Place:
    """The place of this name, with others of a like name elsewhere. One query. Raises `NoSuchPlace`.

    What stands behind a comma says which of them: "Newport, Wales".
    """
    said, _comma, further = typed.lower().partition(",")
    asked = LEADING.sub("", said.strip()) or typed.lower()
    # Every other name has "library" in it: alone the rest of the words tell one from another.
    telling = " ".join(w for w in asked.split() if w not in SAID_OF_ALL)
    if not telling:
        raise NoSuchPlace(SAY_A_PLACE)
    values: dict[str, Any] = {
        "typed": asked, "words": without_accents(telling), "limit": limit * 3, "today": clock.today(),
        "welsh": (get_language() or "").startswith("cy"),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(NAMES, values)
        found = _told_apart([_place(*row) for row in cursor.fetchall()])
    first: dict[str, Place] = {}
    for place in found:
        first.setdefault(place.name.casefold(), place)
    distinct = list(first.values())
    best = _meant([p for p in distinct if p.likeness >= LIKE_ENOUGH], further.strip())
    if best is None:
        near = tuple(p.name for p in distinct if p.likeness >= WORTH_SHOWING)[:limit]
        raise NoSuchPlace(
            _("We found no place called “%(typed)s”. Check the spelling, or type a postcode.")
            % {"typed": typed},
            near,
        )
    return replace(best, others=tuple(p for p in distinct if _elsewhere(p, best))[: limit - 1])


def _meant(likely: list[Place], further: str) -> Place | None:
    """The likeliest; of those of its name, the one that lies in what stands behind the comma."""
    if not likely:
        return None
    namesakes = [p for p in likely if p.alone.casefold() == likely[0].alone.casefold()]
    around = ((p, f"{p.name}, {p.nation}".casefold().partition(",")[2]) for p in namesakes)
    return next((p for p, words in around if further and further in words), likely[0])


def _elsewhere(other: Place, best: Place) -> bool:
    if other.kind is PlaceKind.BRANCH is not best.kind:
        return False
    far = metres_between(best.lat, best.lon, other.lat, other.lon) > ELSEWHERE
    return far and other.likeness >= max(LIKE_ENOUGH, best.likeness - AS_LIKELY)


def _told_apart(found: list[Place]) -> list[Place]:
    """Of two places of one name, the one that is a council's own says its nation: "Newport, Wales"."""
    names = Counter(name for name, _code in {(p.alone, p.authority_code) for p in found})
    return [
        replace(p, name=f"{p.name}, {p.nation}")
        if p.nation and p.name == p.alone and names[p.alone] > 1
        else p
        for p in found
    ]


def _place(
    kind: str,
    name: str,
    inside: str | None,
    nation: str | None,
    lat: float,
    lon: float,
    n: int,
    authority: str,
    ward: str,
    vintage: int | None,
    likeness: float,
    libraries: list[int],
) -> Place:
    name, inside = _plainly(name), _plainly(inside or "")
    full = f"{name}, {inside}" if inside and inside.casefold() not in name.casefold() else name
    about = _(
        "We know the council of %(name)s, but not the spot, so not how far others are from it."
    )
    because = {
        "town": ngettext(
            "Distances are from the only library in %(name)s.",
            "Distances are from the middle of the %(count)s libraries in %(name)s.",
            n,
        )
        if n
        else _(
            "We know which libraries are in %(name)s, but not where in it, so not how far they are."
        ),
        "council": _("Distances are from the middle of %(name)s."),
        "ward": _("Distances are from the middle of the ward %(name)s."),
        "branch": "" if n else about,
    }[kind] % {"name": name, "count": n}
    return Place(
        full, PlaceKind(kind), lat, lon, because, authority, ward or "", vintage, likeness,
        nation=str(Nation(nation).label) if nation else "",
        blurred=bool(libraries) and not n, libraries=tuple(libraries),
    )  # fmt: skip


def _plainly(name: str) -> str:
    """ONS lists “Bristol, City of” under B."""
    return name.removesuffix(", City of").removesuffix(", County of")
