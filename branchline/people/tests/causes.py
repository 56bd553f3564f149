"""How the letters of the room come about; see `tests/harness/causing.py`."""

from branchline.core.permits import Role
from branchline.people import actions
from branchline.people.models import Invitation
from tests.harness.causing import Cause, Scene

from .residents import key


def _invite(scene: Scene, begun: None) -> Invitation:
    service = scene.branch.service
    return actions.invite_colleague(
        email=scene.contact.address,
        name=scene.contact.name,
        role=Role.BRANCH_STAFF,
        organisation=actions.organisation_of_service(service=service),
        branches=None,
        key=key(),
        by=scene.by,
        now=scene.now,
    )


def _prove(scene: Scene, begun: None) -> None:
    actions.ask_for_proof(contact=scene.contact, by=scene.by, now=scene.now)


CAUSES = {
    "people.invited": Cause(_invite, to_colleague=True),
    "people.prove": Cause(_prove),
}
