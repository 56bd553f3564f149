"""Bases of the tables that belong to a library service. Part of the door `models`."""

from typing import ClassVar

from django.db import models

from branchline.core.scoping import ScopedManager
from branchline.core.tables import TableClass


class ServicePrivate(models.Model):
    """Rows of one library service, invisible to every other. Add `PrivateWall` in the migration."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    service = models.ForeignKey("places.Service", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True


class Published(models.Model):
    """Rows without people, written by one service and readable by all. Add `PublishedWall`."""

    table_class: ClassVar[TableClass] = TableClass.PUBLISHED

    service = models.ForeignKey("places.Service", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
