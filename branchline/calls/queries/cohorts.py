"""People chosen by a rule: what stands of them, and how the rule would choose today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from branchline.core.clock import in_london
from branchline.core.design.dates import past_day_words
from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import current_service_id
from branchline.people.models import MemberSource, Resident
from branchline.places.models import Branch, Service, Ward
from branchline.places.queries import branches_of

from ..errors import NoSuchCohort
from ..models import CallRound, Cohort, RoundPerson
from .fitting import Fit, Found, find_people

MEMBERS = "people.members"


@dataclass(frozen=True)
class Since:
    """What has changed since the rule was last used. `joiners` fit now; `leavers` are on the round and fit no more;
    `changed`: whose reason reads otherwise now."""

    found: Found
    joiners: Sequence[Fit]
    leavers: Sequence[RoundPerson]
    changed: Sequence[tuple[RoundPerson, str]]
    there: int


def cohort_at(*, public_id: str) -> Cohort:
    """Raises NoSuchCohort. One query."""
    rows = Cohort.objects.select_related("round", "made_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NoSuchCohort
    return found


def cohorts_of(round_: CallRound) -> Sequence[Cohort]:
    """Newest first. One query."""
    return list(round_.cohorts.order_by("-made_at", "-pk"))


def since_then(cohort: Cohort, *, now: datetime) -> Since:
    """One query more than `find_people`."""
    found = find_people(cohort.asked, cohort.round, now=now)
    rows = RoundPerson.objects.on_it().filter(cohort=cohort).select_related("callee__resident")
    there = list(rows.order_by("callee__resident__sort_name", "pk"))
    fit = {each.resident: each.why for each in found.on_it}
    leavers, changed = [], []
    for person in there:
        why = fit.get(_as_it_stands(person.callee.resident))
        if why is None:
            leavers.append(person)
        elif why != person.why:
            changed.append((person, why))
    return Since(found, found.fits, leavers, changed, len(there))


def _as_it_stands(resident: Resident) -> int:
    return resident.merged_into_id or resident.pk


def where_it_comes_from() -> str:
    """Where the data of a rule came from, in words. Two queries."""
    systems = sorted(set(MemberSource.objects.exclude(system="").values_list("system", flat=True)))
    here = ImportRun.objects.filter(service_id=current_service_id(), importer=MEMBERS)
    run = here.filter(state=State.DONE).order_by("-ended_at").first()
    if run is None or run.ended_at is None:
        return _("Records that were made here")
    day = past_day_words(in_london(run.ended_at).date())
    if not systems:
        return _("Members from the library system, last file of %(day)s; records that were made here") % {"day": day}  # fmt: skip
    return _("Members from %(systems)s, last file of %(day)s; records that were made here") % {
        "systems": ", ".join(systems), "day": day,
    }  # fmt: skip


def to_choose_from(service: Service) -> tuple[list[Branch], list[Ward]]:
    """The libraries and wards that a rule may name: wards in which somebody of ours lives. Three queries."""
    codes = set(
        Resident.objects.standing().exclude(ward_code="").values_list("ward_code", flat=True).distinct()
    )  # fmt: skip
    wards = {each.code: each for each in Ward.objects.filter(code__in=codes).order_by("vintage")}
    return list(branches_of(service)), sorted(wards.values(), key=lambda each: each.name)
