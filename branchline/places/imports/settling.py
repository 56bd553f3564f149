"""Where branches lie: their ward, and the centres of outward codes reckoned from them."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from django.db.models import Avg, CharField, Count, F, Func, Q, Value
from django.db.models.functions import Coalesce

from branchline.core.importing.writing import Writer
from branchline.places import postcodes
from branchline.places.models import Branch, Kind, OutwardCode, Position, Postcode, Ward

Ring = list[list[float]]


class WardFinder:
    """A ward by postcode where postcodes are loaded, else by the shapes of wards we have."""

    def __init__(self, shapes: dict[str, list[tuple[str, int, list[Ring]]]]) -> None:
        self.shapes = shapes
        self.known: dict[str, Postcode] = {}

    def read(self, typed: Sequence[str]) -> None:
        """Look a batch of postcodes up, in one query."""
        wanted = {found for text in typed if (found := postcodes.full(text))}
        self.known = {p.postcode: p for p in Postcode.objects.filter(postcode__in=wanted)}

    def position(self, postcode: str | None) -> tuple[float, float, bool] | None:
        """(lat, lon, exact) of a loaded postcode."""
        found = self.known.get(postcode or "")
        if found is None or found.lat is None or found.lon is None:
            return None
        return found.lat, found.lon, True

    def ward(
        self, postcode: str | None, authority: str, lat: float | None, lon: float | None
    ) -> tuple[str, int | None]:
        """(code, vintage), or ("", None) where we can't tell."""
        found = self.known.get(postcode or "")
        if found and found.ward_code:
            return found.ward_code, found.ward_vintage
        if lat is not None and lon is not None:
            for code, vintage, rings in self.shapes.get(authority, ()):
                if inside(lat, lon, rings):
                    return code, vintage
        return "", None


def ward_finder() -> WardFinder:
    """A finder that knows the shapes of wards loaded so far (newest vintage)."""
    shapes: dict[str, dict[str, tuple[str, int, list[Ring]]]] = defaultdict(dict)
    for ward in Ward.objects.filter(shape__isnull=False).order_by("vintage"):
        shapes[ward.authority_code][ward.code] = (ward.code, ward.vintage, ward.shape or [])
    return WardFinder({authority: list(wards.values()) for authority, wards in shapes.items()})


def inside(lat: float, lon: float, rings: Sequence[Ring]) -> bool:
    """Whether a point lies in an area, by the even-odd rule (holes count as outside)."""
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                crossings += 1
    return crossings % 2 == 1


def outward_centres(into: Writer) -> None:
    """Reckon the centre of every outward code from the branches that stand still in it.

    Those whose spot we know; where we know none, from about where they are.
    """
    first_half = Func(
        F("postcode"), Value(" "), Value(1), function="split_part", output_field=CharField()
    )
    exact = Q(position=Position.EXACT)
    rows = (
        Branch.objects.open()
        .filter(lat__isnull=False)
        .exclude(postcode="")
        .exclude(kind=Kind.MOBILE)
        .values(code=first_half)
        .annotate(
            y=Coalesce(Avg("lat", filter=exact), Avg("lat")),
            x=Coalesce(Avg("lon", filter=exact), Avg("lon")),
            exact=Count("pk", filter=exact),
            n=Count("pk"),
        )
        .order_by("code")
    )
    values = [
        {
            "code": r["code"],
            "lat": round(r["y"], 5),
            "lon": round(r["x"], 5),
            "branches": r["exact"] or r["n"],
        }
        for r in rows
    ]
    into.upsert(OutwardCode, ("code",), values, count=False)
