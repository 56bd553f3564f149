"""A service keeps the list of its own branches: added, described, moved, closed, opened again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.ledger import record
from branchline.core.words import Translated
from branchline.places.errors import AlreadyClosed, NoName, NotAPostcode, NotClosed, TooFarBack
from branchline.places.measures import (
    BRANCH_ADDED,
    BRANCH_CHANGED,
    BRANCH_CLOSED,
    BRANCH_MOVED,
    BRANCH_REOPENED,
)
from branchline.places.models import Branch, BranchChange, Change, Position, Service
from branchline.places.postcodes import full, spaced
from branchline.places.queries import position_of

DESCRIBED = (
    "name", "run_by", "phone", "email", "website", "facilities", "welcome", "opened_year",
)  # fmt: skip
"""What `describe_branch` sets; hours, access, address and closing have actions of their own."""


@dataclass(frozen=True)
class Address:
    """Where a branch is. `at` is (latitude, longitude) where somebody knows it exactly."""

    street: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    at: tuple[float, float] | None = None


@action
def add_branch(
    *,
    service: Service,
    name: Translated,
    kind: str,
    run_by: str,
    address: Address,
    by: Acting,
    now: datetime,
) -> Branch:
    """A branch that no list has brought in: a library, a mobile library, an outreach venue."""
    if not name:
        raise NoName
    branch = Branch(service=service, name=name, kind=kind, run_by=run_by)
    _place(branch, address)
    branch.save()
    _remember(branch, Change.ADDED, in_london(now).date(), now, before=None)
    _record(BRANCH_ADDED, branch, by, now)
    return branch


@action
def describe_branch(
    *, branch: Branch, facts: Mapping[str, Any], by: Acting, now: datetime
) -> Branch:
    """Set name, who runs it, telephone, email, website, what shares the building, words of welcome."""
    held = Branch.objects.select_for_update().get(pk=branch.pk)
    changed = [n for n, v in facts.items() if n in DESCRIBED and getattr(held, n) != v]
    if not changed:
        return held
    if "name" in changed and not facts["name"]:
        raise NoName
    if "name" in changed and held.name.texts != facts["name"].texts:
        _remember(held, Change.RENAMED, in_london(now).date(), now, before=held)
    for name in changed:
        setattr(held, name, facts[name])
    held.save(update_fields=changed)
    _record(BRANCH_CHANGED, held, by, now)
    return held


@action
def move_branch(*, branch: Branch, address: Address, on: date, by: Acting, now: datetime) -> Branch:
    """Give a branch another address, from a day on; the former one stays in its history."""
    held = Branch.objects.select_for_update().get(pk=branch.pk)
    before = Branch.objects.get(pk=branch.pk)
    _place(held, address)
    if held.address == before.address and (held.lat, held.lon) == (before.lat, before.lon):
        return held
    held.save(update_fields=list(PLACED))
    _remember(held, Change.MOVED, on, now, before=before)
    _record(BRANCH_MOVED, held, by, now)
    return held


@action
def close_branch(*, branch: Branch, on: date, by: Acting, now: datetime) -> Branch:
    """Close a branch for good from a day on. Its page stays and says so."""
    held = Branch.objects.select_for_update().get(pk=branch.pk)
    if held.closed_on == on:
        return held
    if held.closed_on is not None and held.closed_on <= in_london(now).date():
        raise AlreadyClosed
    if held.opened_year and on.year < held.opened_year:
        raise TooFarBack
    held.closed_on = on
    held.save(update_fields=["closed_on"])
    _remember(held, Change.CLOSED, on, now, before=held)
    _record(BRANCH_CLOSED, held, by, now)
    return held


@action
def reopen_branch(*, branch: Branch, by: Acting, now: datetime) -> Branch:
    """Open a closed branch again, or take an announced closing back. Twice changes nothing more."""
    held = Branch.objects.select_for_update().get(pk=branch.pk)
    if held.closed_on is None:
        raise NotClosed
    held.closed_on = None
    held.save(update_fields=["closed_on"])
    _remember(held, Change.REOPENED, in_london(now).date(), now, before=held)
    _record(BRANCH_REOPENED, held, by, now)
    return held


PLACED = ("street", "town", "county", "postcode", "lat", "lon", "position", "ward_code",
          "ward_vintage", "authority_code")  # fmt: skip


def _place(branch: Branch, address: Address) -> None:
    """Address and point: as given, else from the postcode, else not known."""
    postcode = full(address.postcode)
    if address.postcode and postcode is None:
        raise NotAPostcode
    found = position_of(postcode or "")
    branch.street, branch.town, branch.county = address.street, address.town, address.county
    branch.postcode = spaced(postcode) if postcode else ""
    branch.lat, branch.lon = address.at or (found.lat, found.lon)
    branch.position = (
        Position.EXACT
        if address.at or found.exact
        else Position.APPROXIMATE
        if branch.lat is not None
        else Position.UNKNOWN
    )
    branch.ward_code, branch.ward_vintage = found.ward_code, found.ward_vintage
    branch.authority_code = found.authority_code or branch.authority_code


def _remember(
    branch: Branch, what: Change, on: date, now: datetime, *, before: Branch | None
) -> None:
    BranchChange.objects.create(
        service_id=branch.service_id,
        branch=branch,
        what=what,
        on=on,
        recorded_at=now,
        name=before.name if before else Translated(),
        address=before.address if before else "",
    )


def _record(kind: Any, branch: Branch, by: Acting, now: datetime) -> None:
    links = {"branch": branch.public_id}
    record(kind=kind, by=by, now=now, branch_id=branch.pk, links=links)
