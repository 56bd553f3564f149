"""The demo's places: real ones, from the extracts in `data/`. Part of the door `demo`."""

import gzip
import io
from datetime import date, datetime
from pathlib import Path

from branchline.core.acting import job
from branchline.core.clock import in_london
from branchline.core.importing.importer import Importer
from branchline.core.importing.running import Outcome, bring_in
from branchline.core.scoping import scope
from branchline.core.words import said

from .. import imports
from ..actions import announce_days
from ..queries import branches_of, service_at
from .reaching import invent_telephones
from .times import invent_times

SLUG = "trafford"
"""The service in which the demo's story plays."""

DATA = Path(__file__).parents[1] / "data"

EXTRACTS: tuple[tuple[type[Importer], str], ...] = (
    (imports.Authorities, "authorities.csv.gz"),
    (imports.AuthorityOutlines, "authority_outlines_2024.geojson.gz"),
    (imports.Wards, "wards_2024.csv.gz"),
    (imports.WardBoundaries, "ward_boundaries_2025.geojson.gz"),
    (imports.SmallAreas, "lsoa_to_ward_greater_manchester.csv.gz"),
    (imports.DeprivationIndex, "imd2025_england.csv.gz"),
    (imports.Postcodes, "postcodes_trafford.csv.gz"),
    (imports.UkServices, "uk_services.json.gz"),
    (imports.EnglishLibraries, "english_libraries.csv.gz"),
    (imports.WelshLibraries, "welsh_libraries.csv.gz"),
)


def bring_in_extract(importer: type[Importer], name: str, *, now: datetime) -> Outcome:
    """One of the extracts, through the same door as any file from outside."""
    content = gzip.decompress((DATA / name).read_bytes())
    return bring_in(
        importer=importer(),
        file=io.BytesIO(content),
        file_name=name,
        by=job("demo"),
        now=now,
        keep=False,
    )


def load(*, now: datetime) -> None:
    """All extracts. Loading them again changes nothing."""
    for importer, name in EXTRACTS:
        bring_in_extract(importer, name, now=now)
    invent_telephones()
    invent_times(SLUG, now=now)
    _announce_christmas(now)


def _announce_christmas(now: datetime) -> None:
    """The one day on which every real library is closed, so that days that differ can be seen."""
    today = in_london(now).date()
    christmas = date(today.year, 12, 25)
    if christmas < today:
        christmas = christmas.replace(year=today.year + 1)
    service = service_at(slug=SLUG)
    if service is None:
        return
    with scope(service.pk):
        for branch in branches_of(service).exclude(exceptions__first_day=christmas):
            announce_days(
                branch=branch,
                first_day=christmas,
                last_day=christmas,
                because=said("Christmas Day", "Dydd Nadolig"),
                by=job("demo"),
                now=now,
            )
