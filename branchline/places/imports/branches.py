"""What every list of branches is: matched to its service, placed, and never over what staff put right."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from branchline.core.ids import public_id
from branchline.core.importing.columns import Row
from branchline.core.importing.importer import Importer
from branchline.core.importing.writing import Writer
from branchline.core.scoping import current_service_id, has_scope, scope
from branchline.core.words import said
from branchline.places import postcodes
from branchline.places.models import (
    Branch,
    BranchSource,
    Kind,
    LocalAuthority,
    Position,
    Service,
    ServiceAuthority,
)

from .settling import outward_centres, ward_finder

Values = dict[str, Any]


class BranchList(Importer):
    """What the lists share: rows joined to services, written service by service within its scope.

    `BranchSource.said` keeps what the list said; only what the list has changed since is applied, and
    never over what staff put right in between: the desk shows both, and staff may go back to the list.
    """

    system: ClassVar[str]

    def key(self, row: Row) -> tuple[str, ...]:
        """How the list tells its rows apart."""
        raise NotImplementedError

    def service_code(self, row: Row) -> str:
        """The area code by which the list names the service."""
        raise NotImplementedError

    def values(self, row: Row) -> Values:
        """What the list says of the branch, by our fields."""
        raise NotImplementedError

    def prepare(self, into: Writer) -> None:
        """Services by every code that leads to exactly one of them."""
        councils = {c.code: c for c in LocalAuthority.objects.order_by("vintage").defer("outline")}
        served: dict[str, set[int]] = defaultdict(set)
        for code, service in ServiceAuthority.objects.values_list("authority_code", "service_id"):
            served[code].add(service)
        for own_code, service in Service.objects.exclude(code=None).values_list("code", "id"):
            served[str(own_code)] = {service}
        for code, council in councils.items():  # lists outlive councils: North Yorkshire County
            if code not in served:
                served[code] = {s for c in council.replaced_by.split() for s in served.get(c, ())}
        self.services = served
        self.councils = councils
        self.wards = ward_finder()

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """Each service's rows within that service's scope."""
        by_service: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            if (service_id := self._service(row, into)) is not None:
                by_service[service_id].append(row)
        self.wards.read([v for row in rows if (v := row["Postcode"])])
        for service_id, its_rows in by_service.items():
            with scope(service_id):
                self._write(service_id, its_rows, into)

    def finish(self, into: Writer) -> None:
        """The centre of each first half of a postcode follows from the branches."""
        outward_centres(into)

    def _service(self, row: Row, into: Writer) -> int | None:
        code = self.service_code(row)
        found = self.services.get(code, set())
        if len(found) != 1:
            sentence = (
                _(
                    "no library service here has the code %(code)s. Import the services first, or correct the code."
                )
                if not found
                else _(
                    "the area of %(code)s is served by several library services now; give the code of one."
                )
            )
            into.refuse(row, sentence % {"code": code})
            return None
        (service_id,) = found
        if has_scope() and current_service_id() != service_id:
            into.refuse(row, _("this branch belongs to another library service."))
            return None
        return service_id

    def _write(self, service_id: int, rows: Sequence[Row], into: Writer) -> None:
        keys = {self._key(row): row for row in rows}
        sources = {
            s.value: s
            for s in BranchSource.objects.filter(system=self.system, value__in=keys).select_related(
                "branch"
            )
        }
        branches: dict[str, Values] = {}
        kept: list[Values] = []
        for key, row in keys.items():
            values = self._placed(row, into)
            source = sources.get(key)
            if source is None:
                branches[key] = {
                    "public_id": public_id(),
                    "service_id": service_id,
                    **_fields(values),
                }
            else:
                news = _news(values, source)
                branches[key] = {"public_id": source.branch.public_id, **_fields(news)}
            kept.append(
                {"system": self.system, "value": key, "said": values, "service_id": service_id}
            )
        numbers = into.upsert(Branch, ("public_id",), branches.values())
        for line in kept:
            line["branch_id"] = numbers[(branches[line["value"]]["public_id"],)]
        into.upsert(BranchSource, ("system", "value"), kept, count=False)

    def _key(self, row: Row) -> str:
        return "|".join(self.key(row))[:300]

    def _placed(self, row: Row, into: Writer) -> Values:
        """The list's values with position and ward, and a postcode only if it is one."""
        values = self.values(row)
        postcode = postcodes.full(values["postcode"])
        if values["postcode"] and postcode is None:
            into.note(
                _("Line %(line)s: %(postcode)s is not a postcode, so %(name)s has none now.")
                % {"line": row.line, "postcode": values["postcode"], "name": values["name"]}
            )
        values["postcode"] = postcodes.spaced(postcode) if postcode else ""
        council = self.councils.get(self.service_code(row))
        values["authority_code"] = self.service_code(row)
        if values.get("lat") is None or values.get("lon") is None:
            here = self.wards.position(postcode) or (
                (council.lat, council.lon, False) if council and council.lat is not None else None
            )
            lat, lon, exact = here or (None, None, False)
        else:
            lat, lon, exact = values["lat"], values["lon"], values["kind"] != Kind.MOBILE
        values |= {"lat": lat, "lon": lon, "position": _position(lat, exact)}
        values["ward_code"], values["ward_vintage"] = self.wards.ward(
            postcode, values["authority_code"], lat if exact else None, lon
        )
        return values


def _news(values: Values, source: BranchSource) -> Values:
    """What the list has changed, except where staff had set its former word right."""
    changed = {n: v for n, v in values.items() if source.said.get(n) != v}
    return {n: v for n, v in changed.items() if not _set_right(source, n)}


def _set_right(source: BranchSource, name: str) -> bool:
    held = getattr(source.branch, name)
    held = held.en if name == "name" else held
    return name in source.said and held != source.said[name]


def _position(lat: float | None, exact: bool) -> str:
    if lat is None:
        return Position.UNKNOWN.value
    return Position.EXACT.value if exact else Position.APPROXIMATE.value


def _fields(values: Mapping[str, Any]) -> Values:
    """As the table keeps them."""
    return {n: said(v) if n == "name" else v for n, v in values.items()}
