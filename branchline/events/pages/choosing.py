"""A library to choose, above a list of a service."""

from typing import Any

from django.utils.translation import gettext as _

from branchline.places.models import Branch, Kind, Service
from branchline.places.queries import branches_of


def libraries_of(service: Service) -> list[Branch]:
    """Those that anybody may visit, by name."""
    return [branch for branch in branches_of(service) if branch.kind != Kind.PRISON]


def library_choice(branches: list[Branch], chosen: Branch | None) -> dict[str, Any]:
    """For the template: the filter."""
    options = [{"value": "", "title": _("All libraries"), "chosen": chosen is None}]
    options += [
        {"value": b.public_id, "title": str(b.name), "chosen": b is chosen} for b in branches
    ]
    return {"name": "branch", "id": "filter-branch", "label": _("Library"), "options": options}
