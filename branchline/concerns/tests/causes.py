"""How this room's letters come about: a colleague is named as lead, and somebody raises a concern."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from branchline.concerns.actions import acknowledge_concern, raise_concern, set_duty, tell_next_step
from branchline.concerns.models import Position, Urgency
from branchline.core.acting import Acting, Actor
from branchline.core.permits import Role
from branchline.messages.models import Route
from branchline.people.models import Account, Membership, Organisation, OrganisationKind
from tests.harness.causing import Cause, Scene

EARLIER = timedelta(days=7)


def _lead(scene: Scene) -> Account:
    """Whose address at work is that of the contact."""
    organisation, _made = Organisation.objects.get_or_create(
        service=scene.branch.service, defaults={"kind": OrganisationKind.LIBRARY_SERVICE}
    )
    account = Account.objects.create_user(scene.contact.address, name=scene.contact.name)
    Membership.objects.create(
        account=account, organisation=organisation, service=scene.branch.service,
        role=Role.BRANCH_STAFF, valid_from=date(2020, 1, 1),
    )  # fmt: skip
    set_duty(position=Position.LEAD, account=account, by=scene.by, now=scene.now - EARLIER)
    return account


def _raise(scene: Scene, _lead: Any) -> Any:
    return raise_concern(
        words="She was crying.", urgency=Urgency.TODAY, about_words="A woman at the desk", by=scene.by,
        now=scene.now, key="cause-of-a-letter",
    )  # fmt: skip


def _leave_undecided(scene: Scene, lead: Account) -> None:
    """Raised and acknowledged a week ago."""
    raised = _raise(replace(scene, now=scene.now - EARLIER), lead)
    me = Acting(actor=Actor("account", lead.pk))
    acknowledge_concern(concern=raised, by=me, now=scene.now - EARLIER)
    tell_next_step(concern=raised.public_id, now=scene.now)


BY_MAIL = frozenset({Route.EMAIL})
CAUSES = {
    "concerns.waiting": Cause(_raise, begin=_lead, to_colleague=True, ways=BY_MAIL),
    "concerns.undecided": Cause(_leave_undecided, begin=_lead, to_colleague=True, ways=BY_MAIL),
}
