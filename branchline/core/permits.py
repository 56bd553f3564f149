"""Permits: what each role may do, and within which reach. Rooms declare rows; one page shows all.

A permit's `predicate` guards one object and its `narrow` filters a list; a property test shows that
both say the same.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The roles of the house, in the words that staff use of themselves."""

    BRANCH_STAFF = "branch_staff", _("Branch staff")
    EVENTS_LEAD = "events_lead", _("Events lead")
    SERVICE_MANAGER = "service_manager", _("Service manager")
    CALLER = "caller", _("Caller")
    CHAMPION = "champion", _("Digital champion")
    PARTNER_WORKER = "partner_worker", _("Partner’s worker")
    COUNCILLOR = "councillor", _("Councillor")
    NETWORK = "network", _("National network")
    OPERATOR = "operator", _("Operator")


@dataclass(frozen=True)
class Reach:
    """How far a membership goes: a service, and all of its branches (None) or some; and for whom it is held."""

    service_id: int | None
    branch_ids: frozenset[int] | None = None
    organisation_id: int | None = None

    def covers_branch(self, branch_id: int | None) -> bool:
        """Whether something at this branch (None: at no branch) is within reach."""
        return self.branch_ids is None or branch_id in self.branch_ids


@dataclass(frozen=True)
class Holding:
    """One membership as the permits see it."""

    role: Role
    reach: Reach


Predicate = Callable[[Reach, Any], bool]
Narrow = Callable[[Reach], models.Q]


def anywhere(reach: Reach, thing: Any) -> bool:
    """Anything of the service."""
    return reach.service_id is None or thing is None or thing.service_id == reach.service_id


def all_rows(reach: Reach) -> models.Q:
    """Every row of the service."""
    # Not an empty Q, which would vanish beside the others in `visible`.
    return (
        models.Q(pk__isnull=False)
        if reach.service_id is None
        else models.Q(service_id=reach.service_id)
    )


def for_the_whole_service(reach: Reach, thing: Any) -> bool:
    """Anything of the service, for whoever works at all of its branches: a file knows no branches."""
    return reach.branch_ids is None and anywhere(reach, thing)


def rows_for_the_whole_service(reach: Reach) -> models.Q:
    """Every row of the service, or none for whoever works at some of its branches."""
    return all_rows(reach) if reach.branch_ids is None else models.Q(pk__in=[])


def at_my_branches(reach: Reach, thing: Any) -> bool:
    """Only what happens at the branches within reach."""
    return anywhere(reach, thing) and (thing is None or reach.covers_branch(thing.branch_id))


def rows_of_my_branches(reach: Reach) -> models.Q:
    """Only rows of the branches within reach."""
    rows = all_rows(reach)
    return (
        rows
        if reach.branch_ids is None
        else rows & models.Q(branch_id__in=sorted(reach.branch_ids))
    )


def of_my_organisation(reach: Reach, thing: Any) -> bool:
    """Only what concerns the organisation that somebody works for."""
    mine = reach.organisation_id is not None
    return anywhere(reach, thing) and (
        thing is None or (mine and thing.organisation_id == reach.organisation_id)
    )


def rows_of_my_organisation(reach: Reach) -> models.Q:
    """Only rows of the organisation that somebody works for."""
    if reach.organisation_id is None:
        return models.Q(pk__in=[])
    return all_rows(reach) & models.Q(organisation_id=reach.organisation_id)


@dataclass(frozen=True)
class Permit:
    """One row of the roles page. `shows`: what of a resident's own affairs it lets be seen, in words."""

    name: str
    sentence: "str | Promise"
    roles: frozenset[Role] = field(default_factory=frozenset)
    predicate: Predicate = anywhere
    narrow: Narrow = all_rows
    shows: "str | Promise" = ""

    @property
    def everywhere(self) -> bool:
        """Whether it reaches all of the service, and not the holder's branches only."""
        return self.narrow is all_rows

    def allows(self, holdings: Sequence[Holding], thing: Any = None) -> bool:
        """Whether one of these memberships may do it to `thing` (None: in general)."""
        return any(h.role in self.roles and self.predicate(h.reach, thing) for h in holdings)

    def visible(self, holdings: Iterable[Holding]) -> models.Q:
        """The rows that these memberships may do it to, for `QuerySet.filter`."""
        rows = models.Q(pk__in=[])
        for holding in holdings:
            if holding.role in self.roles:
                rows |= self.narrow(holding.reach)
        return rows


PUBLIC = Permit("public", _("Anybody may see this page"))
SIGNED_IN = Permit("signed_in", _("Anybody who has signed in"))
BRING_IN_FILES = Permit(
    "core.bring_in_files",
    _("See the files that were brought in, and send new ones of the kinds they may"),
    frozenset({Role.EVENTS_LEAD, Role.SERVICE_MANAGER}),
    for_the_whole_service,
    rows_for_the_whole_service,
)
SEND_OPERATIONS = Permit(
    "core.send_operations",
    _("Send what was counted and ticked without a network; each thing as far as they may do it"),
    frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.CALLER, Role.SERVICE_MANAGER}),
)
