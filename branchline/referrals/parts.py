"""What other rooms may embed: the fields by which somebody is passed on, and a list of a person's referrals.

In a page: `{% include "referrals/_of_person.html" with rows=rows %}`, rows from `referrals_shown`. A form of
another room carries `ReferralForm(person=…, prefix="referral")`, reads `consent_words` to the person, asks
`ConsentForm`, and calls `actions.make_referral(**form.as_said(), consent=consent.how, …)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from branchline.core.clock import in_london

from .forms import ConsentForm, FeltForm, ReferralForm
from .models import Felt, Referral, State
from .queries import consent_words

__all__ = ["ConsentForm", "FeltForm", "ReferralForm", "Shown", "consent_words", "referrals_shown"]

TONES = {
    State.DRAFT: "quiet",
    State.SENT: "soon",
    State.ACCEPTED: "good",
    State.DONE: "good",
    State.DECLINED: "quiet",
    State.WITHDRAWN: "quiet",
    State.CLOSED: "good",
}


@dataclass(frozen=True)
class Shown:
    """A referral as a line of a list: its state in words and how it stands out; whole days in that state."""

    referral: Referral
    state: str
    tone: str
    late: bool
    days: int

    @property
    def felt(self) -> str:
        """What the person said, while that has not closed it."""
        return "" if self.referral.felt in ("", Felt.YES) else self.referral.get_felt_display()


def referrals_shown(rows: Iterable[Referral], *, now: datetime) -> list[Shown]:
    """For a list. No query."""
    today = in_london(now).date()
    return [
        Shown(
            referral,
            str(referral.get_state_display()),
            "wrong" if referral.is_late(today) else TONES[State(referral.state)],
            referral.is_late(today),
            max(0, (now - referral.state_since).days),
        )
        for referral in rows
    ]
