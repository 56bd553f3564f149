"""What a postcode says of where somebody lives: ward and deprivation, for the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from branchline.core.ledger import Who
from branchline.places import postcodes
from branchline.places.models import Deprivation, LocalAuthority, Postcode, Ward

from .naming import Place
from .nearby import branches_near


@dataclass(frozen=True)
class LivesAt:
    """The coarse facts of a home: never the postcode itself."""

    ward_code: str
    ward_vintage: int | None
    quintile: int | None
    authority_code: str

    def who(self, *, age_band: str = "", person: str = "") -> Who:
        """As the ledger takes it."""
        return Who(self.ward_code, self.ward_vintage, self.quintile, age_band, person)


def who_lives_at(postcode: str) -> LivesAt | None:
    """Ward with its vintage and fifth of deprivation (1 the most deprived) of a full postcode.

    None where postcodes are not loaded or this is none; the quintile is None where its nation's index
    is not loaded. The nations' fifths can't be compared with one another. One query.
    """
    key = postcodes.full(postcode)
    return who_live_at([key]).get(key) if key else None


def who_live_at(keys: Iterable[str]) -> dict[str, LivesAt]:
    """The same for many full postcodes without their spaces (`M337ZF`). One query."""
    newest = Deprivation.objects.filter(area_code=OuterRef("lsoa_code")).order_by("-year")
    rows = (
        Postcode.objects.filter(postcode__in=set(keys))
        .annotate(decile=Subquery(newest.values("decile")[:1]))
        .values_list("postcode", "ward_code", "ward_vintage", "authority_code", "decile")
    )
    return {
        key: LivesAt(ward, vintage, None if decile is None else (decile + 1) // 2, authority)
        for key, ward, vintage, authority, decile in rows
    }


def ward_called(code: str, vintage: int | None = None) -> Ward | None:
    """A ward by code: of this vintage, else the newest we have. One query."""
    rows = Ward.objects.filter(code=code).order_by("-vintage")
    return next((w for w in rows if w.vintage == vintage), None) or next(iter(rows), None)


def wards_of(authority_codes: Sequence[str]) -> list[Ward]:
    """The wards of councils, newest vintage of each code, by name. One query."""
    rows = Ward.objects.filter(authority_code__in=authority_codes).order_by("vintage")
    return sorted({ward.code: ward for ward in rows}.values(), key=lambda ward: ward.name)


def ground_of(authority_codes: Sequence[str]) -> list[Ward | LocalAuthority]:
    """What a map of councils stands on: wards with a shape, else outlines of councils or districts.

    At most two queries.
    """
    wards = [ward for ward in wards_of(authority_codes) if ward.shape]
    if wards:
        return list(wards)
    rows = LocalAuthority.objects.filter(
        Q(code__in=authority_codes) | Q(upper_code__in=authority_codes), outline__isnull=False
    )
    return list({row.code: row for row in rows.order_by("vintage")}.values())


def ground_around(here: Place) -> list[Ward | LocalAuthority]:
    """What a map around a place stands on: wards or councils of the nearest branches. At most three queries."""
    codes = {near.branch.authority_code for near in branches_near(here.lat, here.lon, limit=12)}
    return ground_of(sorted({here.authority_code, *codes} - {""}))
