"""From what somebody types to a place: a postcode, its first half, or a name."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.places import postcodes
from branchline.places.errors import NoSuchPlace
from branchline.places.models import Nation, OutwardCode, Postcode

from .naming import SAY_A_PLACE, Place, PlaceKind, place_called

LONGEST = 100


def find_place(text: str, *, limit: int = 6) -> Place:
    """The place somebody means, with others of a like name. At most two queries.

    Raises `NoSuchPlace` with a sentence that helps, and names that come near.
    """
    typed = "".join(c if c.isprintable() else " " for c in text[: LONGEST + 1])
    typed = " ".join(typed.split())
    if not typed:
        raise NoSuchPlace(SAY_A_PLACE)
    if len(text) > LONGEST:
        raise NoSuchPlace(
            _("That is longer than the name of any place. Type a postcode or a town.")
        )
    _elsewhere(typed)
    if (whole := postcodes.full(typed)) is not None:
        return _by_postcode(whole)
    if postcodes.begins_like_one(typed):
        return _by_beginning(typed)
    return place_called(typed, limit=limit)


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
    near = _around([first])
    if near is None:
        raise _no_library_around(
            first,
            _(
                "We know no library around %(postcode)s. Check the postcode, or type the name of a town."
            )
            % {"postcode": name},
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
    near = _around(beginnings)
    if near is None:
        raise _no_library_around(
            plain,
            _(
                "%(typed)s is not the start of a postcode we know. Check it, or type the name of a town."
            )
            % {"typed": typed.upper()[:12]},
        )
    because = _(
        "%(typed)s is the start of a postcode, so distances are from %(middle)s. Type the whole postcode"
        " for better ones."
    ) % {"typed": typed.upper(), "middle": _middle(near)}
    return Place(near.code, PlaceKind.OUTWARD, near.lat, near.lon, because)


def _around(beginnings: list[str]) -> OutwardCode | None:
    """The longest of these that we know, else its district (SW1A: SW1), else its area (M3: M). One query."""
    area = postcodes.area_of(beginnings[0])
    known = {o.code: o for o in OutwardCode.objects.filter(code__regex=f"^{area}[0-9]")}
    if exact := next((known[b] for b in beginnings if b in known), None):
        return exact
    districts = [d for d in map(postcodes.district_of, beginnings) if d]
    for district in districts:
        parts = [o for o in known.values() if postcodes.district_of(o.code) == district]
        if parts:
            return _middle_of(district, parts)
    return _middle_of(area, list(known.values())) if districts and known else None


def _middle_of(code: str, parts: list[OutwardCode]) -> OutwardCode:
    total = sum(o.branches for o in parts)
    lat = sum(o.lat * o.branches for o in parts) / total
    lon = sum(o.lon * o.branches for o in parts) / total
    return OutwardCode(code=code, lat=lat, lon=lon, branches=total)


def _no_library_around(code: str, otherwise: str) -> NoSuchPlace:
    """No list of libraries of Scotland and Northern Ireland is here: nothing is wrong with the postcode."""
    if postcodes.SCOTTISH.match(code):
        return NoSuchPlace(
            _(
                "We have no list of libraries in Scotland yet, so we can’t show what is near you. Type the"
                " name of your council, like Fife, and we lead you to its library service."
            ),
            nation=Nation.SCOTLAND,
        )
    if postcodes.NORTHERN_IRISH.match(code):
        return NoSuchPlace(
            _(
                "We have no list of libraries in Northern Ireland yet, so we can’t show what is near you."
                " Type the name of your council, like Belfast, and we lead you to its library service."
            ),
            nation=Nation.NORTHERN_IRELAND,
        )
    return NoSuchPlace(otherwise)


def _middle(near: OutwardCode) -> str:
    return ngettext(
        "the only library in %(code)s",
        "the middle of the %(count)s libraries in %(code)s",
        near.branches,
    ) % {"count": near.branches, "code": near.code}
