"""Reads of the hall: library services and libraries by name."""

from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KT
from django.db.models.functions import Lower
from django.urls import reverse

from branchline.places.queries import branches_called, services_live

MOST = 12


@dataclass(frozen=True)
class PlaceFound:
    """A library service or a library, with where to read more."""

    title: Any
    address: str
    note: Any
    icon: str


def find_services(*, words: str) -> list[PlaceFound]:
    """Live services whose name holds the words, at most 12; without words all. One query."""
    rows = services_live().order_by("slug")
    if words:
        rows = rows.alias(en=Lower(KT("name__en")), cy=Lower(KT("name__cy")))
        rows = (rows.filter(en__contains=words.lower()) | rows.filter(cy__contains=words.lower()))[
            :MOST
        ]
    return [
        PlaceFound(service.name, reverse("events:home", args=[service.slug]), "", "landmark")
        for service in rows
    ]


def places_called(*, words: str) -> list[PlaceFound]:
    """Libraries whose name or town comes near the words. One query."""
    return [
        PlaceFound(
            branch.name,
            f"{reverse('events:whats_on', args=[branch.service.slug])}?branch={branch.public_id}",
            branch.town or branch.service.name,
            "library",
        )
        for branch in branches_called(words, limit=MOST)
    ]
