"""The ground of a generated country: real services and libraries, invented ones where they run out.

Invented postcodes begin with Z and a letter that Royal Mail does not use; nobody lives there.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from branchline.core.filling import Filling, bare
from branchline.core.generating import Country, cell, public_ids, read
from branchline.core.generating import progress as shown

TABLES = {
    "places_service": (
        "id", "public_id", "slug", "name", "nation", "website", "links", "languages", "live",
        "welcome",
    ),
    "places_branch": (
        "id", "service_id", "public_id", "name", "kind", "run_by", "street", "town", "county",
        "postcode", "lat", "lon", "position", "ward_code", "ward_vintage", "authority_code",
        "website", "facilities", "hours_note", "step_free", "access_note", "welcome",
    ),
    "places_outwardcode": ("code", "lat", "lon", "branches"),
}  # fmt: skip
FEWEST = 2
"""Branches of a service that the lists know nothing of."""
TOWNS = ("Oakmere", "Thornby", "Withinshaw", "Larkford", "Elmcote", "Harrowgill", "Saltby", "Penmarrow",
         "Aldersyke", "Brackwell", "Cindersham", "Dunholm Bridge")  # fmt: skip
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
"""Which the second half of a postcode uses (Royal Mail, Programmers' Guide to PAF)."""
STREETS = ("Invented Row", "Fable Street", "Story Lane", "Chapter Road", "Rhyme Close", "Verse Avenue",
           "Novel Way", "Index Terrace")  # fmt: skip


@dataclass(frozen=True)
class Home:
    """Where invented residents live: a postcode with the ward and fifth that go with it, as text."""

    postcode: str
    key: str
    """The postcode without its space."""
    street: str
    ward_code: str
    ward_vintage: str
    quintile: str


def generate(country: Country) -> None:
    """Services and branches up to the scale; then the sizes of everything else are drawn."""
    if country.scale.real:
        _load_real_places(country)
    services = _services(country)
    missing = country.scale.services - len(services)
    with bare([]):
        if missing > 0:
            services |= _invent_services(country, missing)
        lacking = country.scale.branches - sum(services.values())
        if lacking > 0:
            _invent_branches(country, services, lacking)
    country.weigh(_services(country))


def _load_real_places(country: Country) -> None:
    from . import EXTRACTS, bring_in_extract

    for importer, name in shown(EXTRACTS, total=len(EXTRACTS), what="files of real places"):
        bring_in_extract(importer, name, now=country.now)


def _services(country: Country) -> dict[int, int]:
    """Open branches by service, of the first services that the scale has room for."""
    return dict(
        read(
            "SELECT s.id, count(b.id) FROM places_service s LEFT JOIN places_branch b"
            " ON b.service_id = s.id AND b.closed_on IS NULL AND b.kind <> 'prison'"
            " WHERE s.live GROUP BY s.id ORDER BY s.id LIMIT %s",
            [country.scale.services],
        )
    )


def _invent_services(country: Country, count: int) -> dict[int, int]:
    first = read("SELECT count(*) FROM places_service")[0][0]
    numbers = country.reserve("places_service", {0: count})[0]
    public_id = public_ids("places_service")
    with Filling(TABLES, total=count, what="invented services") as filling:
        add = filling.into("places_service")
        for turn, number in enumerate(numbers, first):
            name = f"{TOWNS[turn % len(TOWNS)]} {turn + 1}"
            slug = name.lower().replace(" ", "-")
            row = (number, public_id(number), slug, _json(f"{name} Libraries"), "england", "", "{}", "{en}", "t", "{}")  # fmt: skip
            add("\t".join(map(str, row)) + "\n")
        filling.send(count)
    return dict.fromkeys(numbers, 0)


def _invent_branches(country: Country, services: dict[int, int], lacking: int) -> None:
    """Two for each service that has none, the rest dealt out among those by chance."""
    chance = country.draw("branches")
    without = [service for service, count in services.items() if count == 0] or list(services)
    wanted = Counter(dict.fromkeys(without, FEWEST))
    wanted.update(chance.choices(without, k=max(0, lacking - FEWEST * len(without))))
    centres = _centres(country)
    numbers = country.reserve("places_branch", dict(sorted(wanted.items())))
    with Filling(TABLES, total=wanted.total(), what="invented libraries") as filling:
        branch, code = filling.into("places_branch"), filling.into("places_outwardcode")
        for turn, (service, mine) in enumerate(numbers.items()):
            outward = f"Z{LETTERS[turn // 90]}{10 + turn % 90}"
            lat, lon = centres.get(service) or _somewhere(turn)
            code(f"{outward}\t{lat:.5f}\t{lon:.5f}\t{len(mine)}\n")
            for line in _branches(service, mine, outward, (lat, lon), chance):
                branch(line)
        filling.send(wanted.total())


def _branches(
    service: int, numbers: range, outward: str, centre: tuple[float, float], chance: Random
) -> Iterator[str]:
    public_id = public_ids("places_branch")
    for turn, number in enumerate(numbers):
        town = TOWNS[(service + turn) % len(TOWNS)]
        lat, lon = centre[0] + chance.gauss(0, 0.05), centre[1] + chance.gauss(0, 0.08)
        postcode = f"{outward} {1 + turn % 9}{LETTERS[turn // 9 % 20]}{LETTERS[turn // 180 % 20]}"
        row = (
            number, service, public_id(number), _json(f"{town} Library"), "static", "council",
            f"{turn + 1} {STREETS[turn % len(STREETS)]}", town, "", postcode, f"{lat:.5f}", f"{lon:.5f}",
            "exact", f"E05{900_000 + number % 100_000}", "2024", "", "", "{}", "{}",
            "t" if turn % 4 else cell(None), "{}", "{}",
        )  # fmt: skip
        yield "\t".join(map(str, row)) + "\n"


def _centres(country: Country) -> dict[int, tuple[float, float]]:
    """The middle of the council that a service serves, where we know it."""
    rows = read(
        "SELECT a.service_id, avg(c.lat), avg(c.lon) FROM places_serviceauthority a"
        " JOIN places_localauthority c ON c.code = a.authority_code WHERE c.lat IS NOT NULL GROUP BY 1"
    )
    return {service: (lat, lon) for service, lat, lon in rows}


def _somewhere(turn: int) -> tuple[float, float]:
    """A point of a grid over the dry middle of England."""
    return 52.0 + 0.35 * (turn % 6), -2.6 + 0.45 * (turn // 6 % 5)


def _json(english: str) -> str:
    return cell(json.dumps({"en": english}, ensure_ascii=False))


def branches_by_service(country: Country) -> dict[int, list[int]]:
    """The row numbers of the branches at which something may be on."""
    found: dict[int, list[int]] = {service: [] for service in country.weights}
    rows = read(
        "SELECT service_id, id FROM places_branch WHERE closed_on IS NULL AND kind <> 'prison'"
        " AND service_id = ANY(%s) ORDER BY id",
        [list(country.weights)],
    )
    for service, branch in rows:
        found[service].append(branch)
    return found


def homes(country: Country, counts: dict[int, int]) -> dict[int, list[Home]]:
    """So many homes for each service: postcodes of its towns, wards of its councils."""
    chance = country.draw("homes")
    outwards = _by_service(
        "SELECT DISTINCT service_id, split_part(postcode, ' ', 1) FROM places_branch"
        " WHERE postcode <> '' ORDER BY 1, 2"
    )
    wards = _by_service(
        "SELECT DISTINCT a.service_id, w.code || ' ' || w.vintage FROM places_serviceauthority a"
        " JOIN places_ward w ON w.authority_code = a.authority_code"
        " UNION SELECT service_id, ward_code || ' ' || ward_vintage FROM places_branch"
        " WHERE ward_code <> '' ORDER BY 1, 2"
    )
    return {
        service: [
            _home(outwards.get(service, ["ZZ99"]), wards.get(service, [""]), chance)
            for _turn in range(count)
        ]
        for service, count in counts.items()
    }


def _home(outwards: list[str], wards: list[str], chance: Random) -> Home:
    bits = chance.getrandbits(48)
    outward = outwards[bits % len(outwards)]
    inward = f"{1 + (bits >> 16) % 9}{LETTERS[(bits >> 20) % 20]}{LETTERS[(bits >> 25) % 20]}"
    number = (bits >> 30) % len(wards)
    code, _space, vintage = wards[number].partition(" ")
    # A ward lies in one fifth, with a few streets in the next.
    quintile = str(1 + (number + (bits >> 46) // 3) % 5) if code else cell(None)
    street = STREETS[(bits >> 40) % len(STREETS)]
    return Home(f"{outward} {inward}", outward + inward, street, code, vintage or cell(None), quintile)  # fmt: skip


def _by_service(sql: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for service, value in read(sql):
        found.setdefault(service, []).append(value)
    return found


def consistent() -> list[str]:
    """Every branch belongs to a live service, and every ward that is named has its vintage."""
    wrong = read(
        "SELECT count(*) FROM places_branch WHERE (ward_code = '') <> (ward_vintage IS NULL)"
    )[0][0]
    return [f"{wrong} libraries name a ward without its year"] if wrong else []
