"""Where the walks take their examples from, by the name of the address."""

from typing import Any

from django.apps import apps
from django.db import models

from .addresses import Sample


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


SAMPLES: dict[str, Sample] = {}
