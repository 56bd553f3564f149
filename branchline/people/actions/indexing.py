"""The keys of many residents at once, for files."""

from collections import defaultdict
from collections.abc import Collection

from branchline.people.models import ExternalId, Resident, ResidentKey, ResidentRoute

from .residents import keys_of


def index_each(numbers: Collection[int], *, new: Collection[int] = ()) -> list[Resident]:
    """Write the keys of these residents afresh (`new` ones have none yet); gives those still there."""
    residents = list(Resident.objects.filter(pk__in=numbers, merged_into__isnull=True))
    routes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for whose, route, address in ResidentRoute.objects.filter(resident__in=numbers).values_list(
        "resident_id", "route", "address"
    ):
        routes[whose].append((route, address))
    cards: dict[int, list[str]] = defaultdict(list)
    for whose, value in ExternalId.objects.filter(resident__in=numbers).values_list(
        "resident_id", "value"
    ):
        cards[whose].append(value)
    ResidentKey.objects.filter(resident__in=set(numbers) - set(new)).delete()
    ResidentKey.objects.bulk_create(
        ResidentKey(service_id=one.service_id, resident_id=one.pk, sort=sort, key=key)
        for one in residents
        for sort, key in sorted(keys_of(one, routes[one.pk], cards[one.pk]))
    )
    return residents
