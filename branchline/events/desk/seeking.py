"""Look for dates at the desk: by name, library, day and how they stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from branchline.core.requests import ServiceRequest
from branchline.places.queries import branches_of

from ..forms.days import read_days
from ..forms.filters import tidy
from ..queries import STANDINGS, Sought


@dataclass(frozen=True)
class Seeking:
    """What stands in the address, and how it is offered again."""

    typed: dict[str, str]
    sought: Sought
    misread: str

    @classmethod
    def read(cls, request: ServiceRequest, *, today: date) -> "Seeking":
        """From the words of an address. A day that can't be read is said, and nothing is left out."""
        given = {
            name: tidy(request.GET.get(name, "")) for name in ("q", "branch", "day", "standing")
        }
        typed = {name: value for name, value in given.items() if value}
        day = read_days(given["day"], today) if given["day"] else None
        misread = (
            _("We can’t read “%(day)s” as a day. Write it like Thursday or 5 October.")
            % {"day": given["day"]}
            if given["day"] and day is None
            else ""
        )
        sought = Sought(
            title=given["q"],
            branch=given["branch"],
            start=day.start if day else None,
            days=day.count if day else 1,
            standing=given["standing"] if given["standing"] in STANDINGS else "",
        )
        return cls(typed, sought, misread)

    def address(self, path: str, **more: str) -> str:
        """This list at another view or page."""
        words = {name: value for name, value in {**more, **self.typed}.items() if value}
        return f"{path}?{urlencode(words)}" if words else path

    def fields(self, request: ServiceRequest) -> list[dict[str, Any]]:
        """For `core/components/filters.html`. One query."""
        libraries = [(b.public_id, str(b.name)) for b in branches_of(request.service)]
        standings = [
            ("places", _("Places left")),
            ("full", _("Full")),
            ("drop_in", _("Drop in")),
            ("cancelled", _("Cancelled")),
        ]
        return [
            {"name": "q", "id": "seek-q", "label": _("Name"), "value": self.typed.get("q", "")},
            self._choice("branch", _("Library"), _("All libraries"), libraries),
            {
                "name": "day",
                "id": "seek-day",
                "label": _("Day, like Thursday"),
                "value": self.typed.get("day", ""),
            },
            self._choice("standing", _("Status"), _("Any"), standings),
        ]

    def _choice(
        self, name: str, label: str, nothing: str, choices: list[tuple[str, str]]
    ) -> dict[str, Any]:
        chosen = self.typed.get(name, "")
        return {
            "name": name,
            "id": f"seek-{name}",
            "label": label,
            "options": [
                {"value": value, "title": title, "chosen": value == chosen}
                for value, title in [("", nothing), *choices]
            ],
        }
