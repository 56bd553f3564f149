"""Residents: add, change, and keep what finds and reaches them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.idempotency import once
from branchline.core.ledger import Who
from branchline.core.scoping import current_service_id
from branchline.messages.models import Route
from branchline.people import errors
from branchline.people.measures import RESIDENT_ADDED
from branchline.people.models import (
    ExternalId,
    Household,
    Part,
    Resident,
    ResidentKey,
    ResidentRoute,
)
from branchline.people.models.names import folded, in_order
from branchline.people.models.residents import Sort
from branchline.places import queries as places
from branchline.places.queries import full_postcode, spaced_postcode

from .contacts import AT_THE_DESK, normal_address
from .errands import LOOK_FOR_DUPLICATES
from .written import account_of, note_part, written

CARD = "card"
"""The external system of library cards."""
TOGETHER = "together"
"""That they live with somebody: never with whom, who may have been erased."""
OLDEST = 125
"""Years. The oldest person whose age was proven lived 122."""


@dataclass(frozen=True)
class Details:
    """What a record says of somebody. An empty value means that we don't know."""

    name: str
    known_as: str = ""
    born_on: date | None = None
    age_band: str = ""
    language: str = "en"
    spoken_language: str = ""
    postcode: str = ""
    note: str = ""


@action
def add_resident(
    *,
    details: Details,
    routes: Sequence[tuple[Route, str]] = (),
    card: str = "",
    by: Acting,
    now: datetime,
    key: str,
) -> Resident:
    """A record for somebody; the first of `routes` is the preferred one. Once per `key`.

    Raises at the field: NameMissing, PostcodeNotRight, BornInTheFuture, AddressNotRight,
    CardBelongsToAnother. Possible duplicates are looked for by a job afterwards.
    """

    def create() -> str:
        resident = Resident(
            service_id=current_service_id(), made_at=now, seen_on=in_london(now).date()
        )
        _write(resident, details, now)
        resident.save()
        for route, address in routes:
            _add_route(resident, route, address, by, now)
        if card.strip():
            _add_card(resident, CARD, card)
        index(resident)
        ledger.record(
            kind=RESIDENT_ADDED, by=by, now=now, who=who(resident, now),
            links={"resident_record": resident.public_id},
        )  # fmt: skip
        return resident.public_id

    public_id, made = once(key=key, action="people.add_resident", now=now, create=create)
    resident = Resident.objects.get(public_id=public_id)
    if made:
        _look_for_duplicates(resident)
    return resident


@action
def change_resident(*, resident: Resident, details: Details, by: Acting, now: datetime) -> Resident:
    """What the record says, as a whole. Raises as `add_resident` does."""
    kept = lock(resident)
    _write(kept, details, now)
    kept.seen_on = max(kept.seen_on, in_london(now).date())
    with written(by, now):
        kept.save()
    index(kept)
    _look_for_duplicates(kept)
    return kept


@action
def add_route(
    *, resident: Resident, route: Route, address: str, by: Acting, now: datetime
) -> ResidentRoute:
    """Another way to reach them; the first one becomes the preferred one."""
    kept = lock(resident)
    made = _add_route(kept, route, address, by, now)
    note_part(kept, Part.ROUTE, route=route, after=made.address, by=by, now=now)
    index(kept)
    _look_for_duplicates(kept)
    return made


@action
def remove_route(*, route: ResidentRoute, by: Acting, now: datetime) -> None:
    """It no longer reaches them. Without any left of the preferred kind, nothing is preferred."""
    kept = lock(route.resident)
    if ResidentRoute.objects.filter(pk=route.pk).delete()[0]:
        note_part(kept, Part.ROUTE, route=route.route, before=route.address, by=by, now=now)
    left = ResidentRoute.objects.filter(resident=kept).values_list("route", flat=True)
    if kept.preferred_route not in left:
        _prefer(kept, min(left, default=""), by, now)
    index(kept)


@action
def prefer_route(*, resident: Resident, route: Route | None, by: Acting, now: datetime) -> None:
    """How they would like to be reached. None: no preference."""
    _prefer(lock(resident), route or "", by, now)


@action
def add_external_id(
    *, resident: Resident, system: str, value: str, by: Acting, now: datetime
) -> None:
    """What another system calls them: the library card, for one. Raises `CardBelongsToAnother`."""
    kept = lock(resident)
    if _add_card(kept, system, value):
        note_part(kept, Part.CARD, after=spelt(value), by=by, now=now)
    index(kept)
    _look_for_duplicates(kept)


@action
def remove_external_id(*, external_id: ExternalId, by: Acting, now: datetime) -> None:
    """The card is lost, or was another person's."""
    kept = lock(external_id.resident)
    if ExternalId.objects.filter(pk=external_id.pk).delete()[0]:
        note_part(kept, Part.CARD, before=external_id.value, by=by, now=now)
    index(kept)


@action
def live_together(*, resident: Resident, other: Resident, by: Acting, now: datetime) -> Household:
    """Two residents share a home: the household of one of them, or a new one."""
    first, second = (lock(one) for one in sorted((resident, other), key=lambda one: one.pk))
    household = first.household or second.household
    if household is None:
        # Named by the place: a name of somebody would outlive them here.
        household = Household.objects.create(
            service_id=current_service_id(), name=resident.postcode or other.postcode
        )
    with written(by, now):
        Resident.objects.filter(pk__in=[first.pk, second.pk]).update(household=household)
    for one in (first, second):
        if one.household_id != household.pk:
            note_part(one, Part.HOUSEHOLD, after=TOGETHER, by=by, now=now)
    return household


@action
def live_apart(*, resident: Resident, by: Acting, now: datetime) -> None:
    """They no longer share that home. A household of one is none."""
    kept = lock(resident)
    if kept.household_id is None:
        return
    home = Resident.objects.filter(household_id=kept.household_id)
    with written(by, now):
        home.filter(pk=kept.pk).update(household=None)
        if home.count() <= 1:
            home.update(household=None)
            Household.objects.filter(pk=kept.household_id).delete()
    note_part(kept, Part.HOUSEHOLD, before=TOGETHER, by=by, now=now)


@action
def note_seen(*, resident: Resident, on: date) -> None:
    """A sign of them (a loan, a visit, a call): retention begins again. For the rooms above."""
    Resident.objects.filter(pk=resident.pk, seen_on__lt=on).update(seen_on=on)


def who(resident: Resident, now: datetime) -> Who:
    """The coarse who of a resident, for the ledger."""
    return Who(
        ward_code=resident.ward_code,
        ward_vintage=resident.ward_vintage,
        quintile=resident.quintile,
        age_band=resident.band_on(in_london(now).date()),
        person=f"resident:{resident.pk}",
    )


def lock(resident: Resident) -> Resident:
    """The row as it is now, held until the transaction ends. Raises `MergedAway`."""
    kept = (
        Resident.objects.select_for_update(no_key=True, of=("self",))
        .select_related("household")
        .filter(pk=resident.pk)
        .first()
    )
    if kept is None or kept.merged_into_id is not None:
        raise errors.MergedAway
    return kept


def keys_of(
    resident: Resident, routes: Sequence[tuple[str, str]], cards: Sequence[str]
) -> set[tuple[str, str]]:
    """(sort, key) of everything by which a resident is found."""
    keys = {
        (Sort.NAME.value, word[:100]) for word in folded(f"{resident.name} {resident.known_as}").split()
    }  # fmt: skip
    if resident.born_on:
        keys.add((Sort.BIRTH.value, resident.born_on.isoformat()))
    if resident.postcode:
        keys.add((Sort.POSTCODE.value, resident.postcode.replace(" ", "")))
    keys |= {(Sort.ROUTE.value, address) for route, address in routes if route != Route.LETTER}
    keys |= {(Sort.CARD.value, card.replace(" ", "").casefold()) for card in cards}
    return keys


def index(resident: Resident) -> None:
    """Write the keys of a resident afresh, in the caller's transaction."""
    ResidentKey.objects.filter(resident=resident).delete()
    if resident.merged_into_id is not None:
        return
    routes = list(resident.routes.values_list("route", "address"))
    cards = list(resident.external_ids.values_list("value", flat=True))
    ResidentKey.objects.bulk_create(
        [
            ResidentKey(service_id=resident.service_id, resident=resident, sort=sort, key=key)
            for sort, key in sorted(keys_of(resident, routes, cards))
        ]
    )


def _write(resident: Resident, details: Details, now: datetime) -> None:
    said: dict[str, Any] = vars(details) | {
        "name": " ".join(details.name.split()),
        "known_as": " ".join(details.known_as.split()),
        "note": details.note.strip(),
    }
    if not said["name"]:
        raise errors.NameMissing
    today = in_london(now).date()
    born_on = details.born_on
    if born_on and (born_on > today or born_on.year < today.year - OLDEST):
        raise errors.BornInTheFuture
    for field, value in said.items():
        setattr(resident, field, value)
    resident.sort_name = in_order(resident.name)[:200]
    _write_home(resident, details.postcode)


def _write_home(resident: Resident, typed: str) -> None:
    code = full_postcode(typed)
    if typed.strip() and code is None:
        raise errors.PostcodeNotRight
    resident.postcode = spaced_postcode(code) if code else ""
    home = places.who_lives_at(code) if code else None
    resident.ward_code = home.ward_code if home else ""
    resident.ward_vintage = home.ward_vintage if home else None
    resident.quintile = home.quintile if home else None


def _add_route(
    resident: Resident, route: Route, address: str, by: Acting, now: datetime
) -> ResidentRoute:
    made, new = ResidentRoute.objects.get_or_create(
        service_id=resident.service_id,
        resident=resident,
        route=route,
        address=normal_address(route, address),
        defaults={
            "made_at": now,
            "vouched_by_id": account_of(by) if by.channel in AT_THE_DESK else None,
        },
    )
    if not new:
        raise errors.RouteAlreadyThere
    if not resident.preferred_route:
        _prefer(resident, route, by, now)
    return made


def _prefer(resident: Resident, route: str, by: Acting, now: datetime) -> None:
    resident.preferred_route = route
    with written(by, now):
        resident.save(update_fields=["preferred_route"])


def spelt(card: str) -> str:
    """A card's number in our one spelling."""
    return " ".join(card.split()).upper()


def _add_card(resident: Resident, system: str, value: str) -> bool:
    """Says whether it is new."""
    kept, made = ExternalId.objects.get_or_create(
        service_id=resident.service_id,
        system=system.strip().casefold(),
        value=spelt(value),
        defaults={"resident": resident},
    )
    if not made and kept.resident_id != resident.pk:
        raise errors.CardBelongsToAnother
    return made


def _look_for_duplicates(resident: Resident) -> None:
    LOOK_FOR_DUPLICATES.later(resident=resident.public_id)
