"""How a number is rung: by the caller's own telephone (a link, a square code), by a softphone, or by the PBX.

One small interface (`Telephone`): dial a number from somebody's desk, and say how it went. Nothing here hears or keeps
a sound; nothing knows whom a number belongs to.
"""

from django.conf import settings

from branchline.core.rooms import Check

from .calling import RELAY, Call, CantRing, Telephone, link_of
from .codes import ANSWERED, ASKED, NOT_OURS, TRYING, is_final, outcome_of
from .pbx import Pbx
from .softphone import Softphone

LINK = "link"
"""The caller's own telephone dials: nothing is rung by us, and nothing is told."""
TELEPHONES: dict[str, Telephone] = {each.name: each for each in (Softphone(), Pbx())}


def telephone() -> Telephone | None:
    """What rings here, by the settings; None where callers ring with their own telephones, as in the demo."""
    if settings.BRANCHLINE_DEMO:
        return None
    return TELEPHONES.get(settings.BRANCHLINE_TELEPHONE_BY)


def desk_of(email: str) -> str:
    """The telephone on somebody's desk, by the address with which they sign in; nothing where none is down."""
    found: str = settings.BRANCHLINE_TELEPHONES.get(email.casefold(), "")
    return found


def check() -> Check:
    """For `branchline doctor`: what rings, and whether it can be reached."""
    name, desks = "telephones", settings.BRANCHLINE_TELEPHONES
    rings = telephone()
    if rings is None:
        return Check(name, True, "Callers ring with their own telephones.")
    if not desks:
        sentence = (
            "No desk is down, so callers ring with their own telephones. Set BRANCHLINE_TELEPHONES."
        )
        return Check(name, False, sentence)
    if isinstance(rings, Pbx) and not rings.is_there():
        sentence = (
            f"The Kamailio at {settings.BRANCHLINE_PBX_ADDRESS} does not answer: calls will not come through. See"
            " “Telephones” in deploy/README.md."
        )
        return Check(name, False, sentence)
    return Check(name, True, f"Calls are made by {rings.name} from {len(desks)} desks.")


__all__ = [
    "ANSWERED",
    "ASKED",
    "LINK",
    "NOT_OURS",
    "RELAY",
    "TELEPHONES",
    "TRYING",
    "Call",
    "CantRing",
    "Telephone",
    "check",
    "desk_of",
    "is_final",
    "link_of",
    "outcome_of",
    "telephone",
]
