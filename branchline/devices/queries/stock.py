"""The stock: lists, one device, its history, and what may be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from branchline.core.paging import Page, page
from branchline.places.models import Branch, Service
from branchline.places.queries import branches_of

from ..models import Device, DeviceEvent, DeviceModel, Kind, Standing
from ..tags import NotATag, read_tag

PAGE = 50
DEEDS = {
    Standing.TO_READY: ("ready", "move", "test", "repair", "lost", "stolen", "write_off"),
    Standing.AVAILABLE: (
        "lend",
        "move",
        "again",
        "test",
        "repair",
        "lost",
        "stolen",
        "write_off",
        "give",
    ),
    Standing.LENT: ("back", "lost", "stolen"),
    Standing.IN_REPAIR: ("repaired", "test", "lost", "stolen", "write_off"),
    Standing.LOST: ("found", "stolen", "write_off"),
    Standing.STOLEN: ("found", "write_off"),
}
"""What may be done with a device that stands so; the first is its next step."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for."""

    text: str = ""
    standing: str = ""
    branch: Branch | None = None
    kind: str = ""

    @property
    def anything(self) -> bool:
        """Whether it narrows the list."""
        return bool(self.text or self.standing or self.branch or self.kind)


def find_devices(wanted: Wanted, *, after: str | None = None, limit: int = PAGE) -> "Page[Device]":
    """Devices by tag; those that are no longer ours only where that is asked for. Two queries with a text, else one."""
    rows = Device.objects.with_names()
    if wanted.standing:
        rows = rows.filter(standing=wanted.standing)
    elif not wanted.text:
        rows = rows.ours()
    if wanted.branch is not None:
        rows = rows.filter(branch=wanted.branch)
    if wanted.kind:
        rows = rows.filter(model__kind=wanted.kind)
    if wanted.text:
        rows = rows.filter(_says(wanted.text))
    return page(rows, keys=("tag",), limit=limit, cursor=after)


def _says(text: str) -> Q:
    """Every word stands in the tag, a number or the name of the device, or in the name of its model."""
    try:
        return Q(tag=read_tag(text))
    except NotATag:
        pass
    models = [(model.pk, str(model).lower()) for model in DeviceModel.objects.all()]
    said = Q()
    for word in text.lower().split()[:6]:
        of_models = [pk for pk, name in models if word in name]
        plain = word.replace("-", "") if word.replace("-", "").isdigit() else word
        said &= Q(words__contains=plain) | Q(model__in=of_models)
    return said


def how_many(*, branch: Branch | None = None) -> dict[str, int]:
    """Devices by standing. One query."""
    rows = Device.objects.all() if branch is None else Device.objects.filter(branch=branch)
    return dict(rows.order_by().values_list("standing").annotate(n=Count("pk")))


def device_at(*, public_id: str) -> Device | None:
    """By its public id, with names and its SIM card. One query."""
    rows = Device.objects.filter(public_id=public_id)
    return rows.select_related("model", "branch", "case", "sim").first()


def history_of(device: Device, *, limit: int = 100) -> list[DeviceEvent]:
    """What happened to it, newest first. One query."""
    return list(device.events.select_related("by", "branch").order_by("-pk")[:limit])


def deeds_for(device: Device, *, today: date) -> Sequence[str]:
    """What may be done with it, its next step first: an electrical test that is due before lending anything. No query."""
    deeds = list(DEEDS.get(Standing(device.standing), ()))
    if device.model.risk == "none":
        deeds = [each for each in deeds if each != "test"]
    elif device.standing == Standing.AVAILABLE and device.test_is_due(today):
        deeds.sort(key=lambda each: each != "test")
    return deeds


def models_here(*, kind: str = "") -> list[DeviceModel]:
    """Models by name, with how many of each are ours. One query."""
    ours = ~Q(devices__standing__in=(Standing.WRITTEN_OFF, Standing.GIFTED))
    rows = DeviceModel.objects.annotate(n=Count("devices", filter=ours & Q(devices__isnull=False)))
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    return list(rows.order_by("maker", "name", "pk"))


def branches_to_choose(service: Service) -> list[Branch]:
    """Where a device may be: the service’s libraries by name. One query."""
    return list(branches_of(service))
