"""Somebody asks for a friendly call, for themselves or for another, or a partner refers them; a coordinator takes it up."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from branchline.concerns.actions import add_task
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.messages.models import Route
from branchline.people.actions import find_or_make_contact, record_consent
from branchline.people.models import WORDINGS, Answer, Purpose
from branchline.referrals.actions import From, accept_referral, take_referral
from branchline.referrals.errors import MayNotPassOn
from branchline.referrals.models import How, Referral, ReferralKind

from ..errors import NotMatchedYet
from ..models import CallRound, RoundPerson
from ..queries import ROOM, whose
from .callees import Ways, say_how_to_ring
from .people import put_on_round

MATTERS_LIMIT = 600


@dataclass(frozen=True)
class Asking:
    """What somebody wrote. `asked_by`: the name of who asks for them; empty: they ask themselves."""

    name: str
    number: str
    language: str
    more: str = ""
    asked_by: str = ""


@action
def ask_for_call(*, asking: Asking, key: str, by: Acting, now: datetime) -> None:
    """Keep it as a referral to us, with the words to which they said yes and their version. Once per `key`.

    It is no consent to calls yet: anybody can write anybody's number here. That is heard by whoever takes it up. Where a
    wish stands in the way nobody is told so here, and a coordinator is. Raises `AddressNotRight`.
    """
    contact = find_or_make_contact(
        name=asking.name, route=Route.PHONE, address=asking.number, language=asking.language, by=by, now=now
    )  # fmt: skip
    version, sentence = WORDINGS[Purpose.CALLS]
    said = [f"“{sentence}”"]
    if asking.asked_by:
        said.append(
            _("Asked for by %(name)s, who says that they agree.") % {"name": asking.asked_by}
        )
    if asking.more:
        said.append(asking.more)
    try:
        with transaction.atomic():
            take_referral(
                person=contact, to_room=ROOM, kind=ReferralKind.CALLS, words="\n".join(said),
                came_from=From(ROOM, f"{'for' if asking.asked_by else 'asked'}:{version}"), by=by, now=now, key=key,
            )  # fmt: skip
    except MayNotPassOn:
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
