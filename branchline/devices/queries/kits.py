"""Kit cases and SIM cards."""

from datetime import date, timedelta

from django.db.models import Count, QuerySet

from branchline.core.paging import Page, page

from ..models import Device, KitCase, Sim

SOON = timedelta(days=30)
"""So long before its last day a SIM card is to be seen to."""


def cases_here(*, after: str | None = None, limit: int = 50) -> "Page[KitCase]":
    """Cases by name, with how many devices and parts. One query."""
    rows = KitCase.objects.select_related("branch").annotate(
        n_devices=Count("devices", distinct=True), n_parts=Count("parts", distinct=True)
    )
    return page(rows, keys=("name", "id"), limit=limit, cursor=after)


def case_at(*, public_id: str) -> KitCase | None:
    """By its public id. One query."""
    return KitCase.objects.select_related("branch").filter(public_id=public_id).first()


def cases_to_choose(*, limit: int = 500) -> QuerySet[KitCase]:
    """By name. One query when read."""
    return KitCase.objects.select_related("branch").order_by("name", "pk")[:limit]


def sims_here(*, after: str | None = None, limit: int = 50) -> "Page[Sim]":
    """SIM cards by number, with the device each is in. One query."""
    rows = Sim.objects.select_related("branch", "device__model")
    return page(rows, keys=("iccid",), limit=limit, cursor=after)


def sim_at(*, public_id: str) -> Sim | None:
    """By its public id. One query."""
    return Sim.objects.select_related("branch", "device__model").filter(public_id=public_id).first()


def ends_soon(sim: Sim, *, today: date) -> bool:
    """Its last day is near, or past."""
    return sim.until is not None and sim.until <= today + SOON


def devices_in(case: KitCase) -> list[Device]:
    """What is in a case. One query."""
    return list(case.devices.select_related("model").order_by("tag"))
