"""How the letters of the room come about; see `tests/harness/causing.py`."""

from datetime import date, timedelta

from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.words import said
from branchline.events.tests.conftest import date_of, once, put_on
from branchline.live import actions
from branchline.live.models import Broadcast
from branchline.messages.models import Route
from branchline.people.models import Account, Membership, Organisation, OrganisationKind
from branchline.places.models import Branch
from tests.harness.causing import Cause, Scene


def _works_there(scene: Scene) -> Broadcast:
    """A colleague alone at a branch, and a rhyme time there that should have been on air for ten minutes."""
    service = scene.branch.service
    branch = Branch.objects.create(
        service=service, name=said("Lostock"), lat=53.45, lon=-2.32, position="exact"
    )
    organisation, _made = Organisation.objects.get_or_create(
        service=service, defaults={"kind": OrganisationKind.LIBRARY_SERVICE}
    )
    account = Account.objects.create_user(scene.contact.address, name=scene.contact.name)
    work = Membership.objects.create(
        account=account, organisation=organisation, service=service, role=Role.BRANCH_STAFF,
        all_branches=False, valid_from=date(2020, 1, 1),
    )  # fmt: skip
    work.reach.create(branch=branch)
    starts = in_london(scene.now - timedelta(minutes=10))
    ends = starts + timedelta(minutes=30)
    timing = once(starts.date(), starts.time(), ends.time())
    before = scene.now - timedelta(days=1)
    return actions.plan_broadcast(
        occurrence=date_of(put_on(branch, timing=timing, now=before)), by=scene.by, now=before
    )


def _wait(scene: Scene, broadcast: Broadcast) -> None:
    actions.notice_missed(broadcast=broadcast, now=scene.now)


CAUSES = {
    "live.missed": Cause(
        _wait, begin=_works_there, to_colleague=True, ways=frozenset({Route.EMAIL})
    )
}
