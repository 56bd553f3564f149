"""Somebody asks one of our rooms for something on a public page, for themselves or for another who has agreed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.messages.models import Route
from branchline.people.actions import find_or_make_contact

from ..errors import MayNotPassOn
from ..models import Referral, ReferralKind
from .make import From, take_referral


@dataclass(frozen=True)
class Asking:
    """What somebody wrote. `asked_by`: the name of who asks for them; empty: they ask themselves."""

    name: str
    number: str
    language: str
    more: str = ""
    asked_by: str = ""


@dataclass(frozen=True)
class Agreed:
    """The sentence to which they said yes on the page, and its version."""

    version: str
    sentence: "str | Promise"


@action
def ask_us(
    *,
    asking: Asking,
    agreed: Agreed,
    room: str,
    kind: ReferralKind,
    by: Acting,
    now: datetime,
    key: str,
) -> Referral | None:
    """Keep it as a referral to `room`, with the words to which they said yes. Once per `key`.

    It is no consent yet: anybody can write anybody's number here. That is heard by whoever takes it up. Where a wish stands
    in the way nothing is kept, and None says so to the room, never to whoever asks. Raises `AddressNotRight`.
    """  # fmt: skip
    contact = find_or_make_contact(
        name=asking.name, route=Route.PHONE, address=asking.number, language=asking.language, by=by, now=now
    )  # fmt: skip
    said = [f"“{agreed.sentence}”"]
    if asking.asked_by:
        said.append(
            _("Asked for by %(name)s, who says that they agree.") % {"name": asking.asked_by}
        )
    if asking.more:
        said.append(asking.more)
    try:
        with transaction.atomic():
            return take_referral(
                person=contact, to_room=room, kind=kind, words="\n".join(said),
                came_from=From(room, f"{'for' if asking.asked_by else 'asked'}:{agreed.version}"), by=by, now=now, key=key,
            )  # fmt: skip
    except MayNotPassOn:
        return None
