"""The list of the UK's 208 public library services (Libraries Hacked, CC0)."""

from collections.abc import Hashable, Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core.addresses import RESERVED
from branchline.core.importing.columns import Column, Row, web_address
from branchline.core.importing.importer import Importer
from branchline.core.importing.writing import Writer
from branchline.core.words import said
from branchline.places.models import FormerSlug, LocalAuthority, Nation, Service, ServiceAuthority

from .cells import gss, nation_of

NORTHERN_IRELAND = "N92000002"
"""Libraries NI serves all districts of Northern Ireland."""

LINKS = {
    "libraries": "Libraries URL",
    "events": "Events URL",
    "catalogue": "Catalogue URL",
    "join": "New member URL",
    "home_service": "Home service URL",
    "children": "Childrens service URL",
    "ebooks": "Ebook URL",
}


def lenient_address(cell: str) -> str:
    """A web address, or nothing: one broken link of a service is no reason to leave it out."""
    try:
        return web_address(cell)
    except Exception:
        return ""


class UkServices(Importer):
    """Library services with their web addresses, and the councils they serve."""

    name = "uk_services"
    title = gettext_lazy("The UK’s public library services (JSON)")
    document = True
    columns = (
        Column("Name", (), longest=100, required=True, needed=True),
        Column("Code", (), gss, required=True, needed=True),
        Column("Service name", (), longest=120),
        Column("Service URL", (), lenient_address, longest=300),
        *(Column(heading, (), lenient_address, longest=300) for heading in LINKS.values()),
    )

    def key(self, row: Row) -> Hashable:
        return row.text("Code")

    def prepare(self, into: Writer) -> None:
        """What the services are joined to."""
        self.councils = {
            c.code: c for c in LocalAuthority.objects.order_by("vintage").defer("outline")
        }
        self.slugs = set(Service.objects.values_list("slug", flat=True))
        self.slugs |= set(FormerSlug.objects.values_list("slug", flat=True)) | RESERVED
        self.codes = set(Service.objects.values_list("code", flat=True))

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """Services by their code. Name, address and languages are the service's own once it is here."""
        values = [
            self._facts(row) | ({} if row["Code"] in self.codes else self._first(row))
            for row in rows
        ]
        numbers = into.upsert(Service, ("code",), values)
        served = [
            {"service_id": numbers[(row["Code"],)], "authority_code": code}
            for row in rows
            for code in self._serves(row, into)
        ]
        into.upsert(ServiceAuthority, ("service_id", "authority_code"), served, count=False)

    def _facts(self, row: Row) -> dict[str, Any]:
        return {
            "code": row["Code"],
            "nation": nation_of(row["Code"]),
            "website": row.text("Service URL"),
            "links": {name: row[heading] for name, heading in LINKS.items() if row[heading]},
        }

    def _first(self, row: Row) -> dict[str, Any]:
        welsh = nation_of(row["Code"]) == Nation.WALES
        council = self.councils.get(row["Code"])
        cy = f"Llyfrgelloedd {council.name_cy}" if welsh and council and council.name_cy else ""
        name: str = row["Name"]
        en = row["Service name"] or (name if "librar" in name.lower() else f"{name} Libraries")
        return {
            "slug": self._slug(name),
            "name": said(en, cy, draft=True),
            "languages": ["en", "cy"] if welsh else ["en"],
        }

    def _slug(self, name: str) -> str:
        plain = slugify(name)[:50] or "library-service"
        for candidate in (plain, f"{plain}-libraries", *(f"{plain}-{n}" for n in range(2, 500))):
            if candidate not in self.slugs:
                self.slugs.add(candidate)
                return candidate
        raise AssertionError("500 services of one name")

    def _serves(self, row: Row, into: Writer) -> list[str]:
        code: str = row["Code"]
        if code == NORTHERN_IRELAND:
            return sorted(c for c in self.councils if c.startswith("N09"))
        council = self.councils.get(code)
        if council is None:
            into.note(
                _(
                    "%(name)s (%(code)s): no council has this code here. Import the councils to join them."
                )
                % {"name": row["Name"], "code": code}
            )
            return [code]
        return [code, *council.replaced_by.split()]
