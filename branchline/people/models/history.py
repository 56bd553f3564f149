"""Who changed which row: what stood in it before, written by a trigger, so that nothing can forget to."""

from collections.abc import Sequence
from typing import Any

import pghistory
from django.db import models

from branchline.core.scoping import ScopedManager
from branchline.core.tables import TableClass


def kept_changes(model: type[models.Model], fields: Sequence[str]) -> Any:
    """An abstract table of what these fields of a model said before each change to one of them.

    Only changes are kept, not the making: the row itself says that, and bulk loads stay quick. Who
    changed it stands in `pgh_context` (see `actions.written.written`).
    """
    return pghistory.create_event_model(
        model,
        pghistory.UpdateEvent("changed", row=pghistory.Old),
        fields=[*fields],
        obj_field=pghistory.ObjForeignKey(
            related_name="+", on_delete=models.CASCADE, db_constraint=True, null=False
        ),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]  # None means none, as its text says
        attrs={
            "table_class": TableClass.SERVICE_PRIVATE,
            "pgh_id": models.BigAutoField(primary_key=True),
            "objects": ScopedManager(),
        },
    )
