"""Arguments of addresses out of the demo's rows."""

from typing import Any

from django.apps import apps
from django.db import models

from ..addresses import Sample


def first(label: str, field: str = "public_id", **where: Any) -> Sample:
    """The first row of a model of the current service."""

    def sample() -> list[Any]:
        model: type[models.Model] = apps.get_model(label)
        from branchline.core.scoping import current_service_id

        rows = model._default_manager.filter(**where)
        if any(f.attname == "service_id" for f in model._meta.fields):
            rows = rows.filter(service_id=current_service_id())
        row = rows.order_by("pk").first()
        if row is None:
            raise LookupError(label)
        return [getattr(row, field)]

    return sample


def link(purpose: str, label: str, **where: Any) -> Sample:
    """A token that works, about the first row of a model."""

    def sample() -> list[Any]:
        from datetime import timedelta

        from branchline.core import clock, links

        now = clock.now()
        return [
            links.issue(
                purpose=purpose,
                subject=first(label, **where)()[0],
                now=now,
                expires_at=now + timedelta(days=9),
            ).token
        ]

    return sample


def both(one: Sample, other: Sample) -> Sample:
    """The arguments of an address that names two things."""
    return lambda: [*one(), *other()]
