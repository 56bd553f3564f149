"""Somebody asks for a friendly call, for themselves or for another, or a partner refers them; a coordinator takes it up."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from branchline.concerns.actions import add_task
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.messages.models import Route
from branchline.people.actions import find_or_make_contact, record_consent
from branchline.people.models import WORDINGS, Answer, Purpose
from branchline.referrals.actions import Agreed, Asking, accept_referral, ask_us
from branchline.referrals.models import How, Referral, ReferralKind
from branchline.referrals.queries import whose

from ..errors import NotMatchedYet
from ..models import CallRound, RoundPerson
from ..queries import ROOM
from .callees import Ways, say_how_to_ring
from .people import put_on_round

MATTERS_LIMIT = 600


@action
def ask_for_call(*, asking: Asking, key: str, by: Acting, now: datetime) -> None:
    """Keep it as a referral to us, with the words to which they said yes and their version. Once per `key`.

    Where a wish stands in the way nobody is told so here, and a coordinator is. Raises `AddressNotRight`.
    """
    made = ask_us(
        asking=asking, agreed=Agreed(*WORDINGS[Purpose.CALLS]), room=ROOM, kind=ReferralKind.CALLS, by=by, now=now, key=key
    )  # fmt: skip
    if made is None:
        contact = find_or_make_contact(
            name=asking.name, route=Route.PHONE, address=asking.number, language=asking.language, by=by, now=now
        )  # fmt: skip
        add_task(
            what=_("Somebody asked for a friendly call to a number whose owner does not wish it, or has died. Look at their contact."),
            kind="calls.asked", key=f"calls.asked:{key[:40]}", due=in_london(now).date(), roles=[Role.SERVICE_MANAGER],
            link=("people:contact", contact.public_id), by=by, now=now,
        )  # fmt: skip


@action
def take_up(
    *,
    referral: Referral,
    round_: CallRound,
    why: str,
    matters: str = "",
    heard: How,
    by: Acting,
    now: datetime,
) -> RoundPerson:
    """Put them on a round, and tell whoever asked. `heard`: how they said yes to calls; whoever acts has heard it.
    `matters`: what every caller reads, their own words as a rule; where something stands already it is added.

    Refuses NotMatchedYet, NotCalled, OnTheRoundAlready, and what `accept_referral` refuses.
    """
    resident = whose(referral)
    if resident is None:
        raise NotMatchedYet
    accept_referral(referral=referral, by_partner=False, by=by, now=now)
    if round_.purpose == Purpose.CALLS:
        record_consent(
            person=resident, purpose=Purpose.CALLS, answer=Answer.GIVEN, evidence=str(How(heard).label), by=by, now=now
        )  # fmt: skip
    made = put_on_round(round_=round_, resident=resident, why=why, by=by, now=now)
    if matters.strip() and matters.strip() not in made.callee.matters:
        ways = Ways.of(made.callee)
        both = "\n".join(filter(None, (ways.matters, matters.strip())))[:MATTERS_LIMIT]
        say_how_to_ring(callee=made.callee, ways=replace(ways, matters=both), by=by, now=now)
    return made
