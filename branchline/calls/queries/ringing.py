"""What rings for a caller, and what a telephone told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from branchline.core.design.square_codes import qr_svg
from branchline.core.telephones import plain, spaced
from branchline.people.models import Worker

from ..models import Outcome
from ..telephony import ANSWERED, NOT_OURS, Call, desk_of, is_final, link_of, outcome_of, telephone
from .leases import Lease
from .screen import needs_relay

LONGEST_RING = timedelta(minutes=2)
"""What was told nothing for so long is told nothing any more (the worker was ended)."""


@dataclass(frozen=True)
class Ringing:
    """How the one in hand is rung. `desk`: the caller's telephone does it for them; `shown`: what they should see."""

    desk: bool
    rings: bool
    code: int | None
    dial: str
    shown: str

    @property
    def square(self) -> SafeString:
        """For the telephone beside a large screen."""
        return qr_svg(self.dial, _("Square code that dials their number"))

    @property
    def told(self) -> Outcome | None:
        """What most likely came of it; None while it rings, or where only the caller knows."""
        return outcome_of(self.code) if is_final(self.code) else None

    @property
    def sentence(self) -> str:
        """What a caller hears of it; nothing before it rang."""
        if self.rings:
            return _("It rings. Your own telephone may ring first: pick it up.")
        if self.code == ANSWERED:
            return _("The call was taken.")
        if self.code == NOT_OURS:
            return _(
                "Your telephone could not be reached, or was not picked up, so theirs did not ring. Try again, or ring"
                " with another."
            )
        if self.told is not None:
            said = {"outcome": self.told.label}
            return _("Your telephone says: %(outcome)s. It is filled in; change it if it was otherwise.") % said  # fmt: skip
        return _("The call did not come through. Try again.") if is_final(self.code) else ""


def ringing_of(lease: Lease, *, worker: Worker, now: datetime) -> Ringing:
    """How they are rung, and how far that is. Three queries at most."""
    line, code = lease.line, lease.line.rung_code
    lately = line.rung_at is not None and now - line.rung_at < LONGEST_RING
    return Ringing(
        desk=bool(desk_telephone(worker)),
        rings=lately and code is not None and not is_final(code),
        code=code,
        dial=link_of(line.number, relay=_relay(lease)),
        shown=spaced(shown_number(lease)),
    )


def desk_telephone(worker: Worker) -> str:
    """The telephone on a caller's desk that rings for them; nothing where they ring with their own."""
    if telephone() is None or worker.account is None:
        return ""
    return desk_of(worker.account.email)


def call_for(lease: Lease, *, worker: Worker) -> Call | None:
    """What their telephone would dial for this lease; None where they ring with their own. Three queries at most."""
    desk = desk_telephone(worker)
    if not desk:
        return None
    return Call(lease.line.number, desk, _relay(lease), shown_number(lease))


def shown_number(lease: Lease) -> str:
    """What the person called sees: the round's number, else the branch's, else the library's own."""
    round_ = lease.person.round
    said = plain(round_.shown_number) or (round_.branch.phone if round_.branch else "")
    return said or lease.person.service.phone


def _relay(lease: Lease) -> bool:
    return needs_relay(list(lease.person.callee.resident.needs.filter(ended_at__isnull=True)))
