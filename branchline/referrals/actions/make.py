"""Make a referral, and send it. Nothing goes to a partner without the person's yes to these very words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.errors import together
from branchline.core.idempotency import once
from branchline.core.scoping import current_service_id
from branchline.people.actions import record_consent
from branchline.people.models import Answer, Contact, Organisation, Purpose, Resident

from ..errors import (
    MayNotPassOn,
    NotAgreed,
    NothingToReachThem,
    NotTheirKind,
    PartnerTakesNobody,
    SayWhatIsNeeded,
)
from ..models import (
    Direction,
    EventKind,
    Fact,
    How,
    PartnerOffer,
    Referral,
    ReferralKind,
    State,
    Urgency,
)
from ..queries import (
    WORDING,
    consent_words,
    known_facts,
    may_go_on,
    offer_at,
    working_day_after,
)
from .steps import account_of, add_step, check, lock
from .telling import tell_partner

Person = Resident | Contact
WAYS = frozenset({Fact.TELEPHONE, Fact.EMAIL, Fact.ADDRESS})
URGENT_DAYS = 1
OUR_DAYS = 5
"""Working days in which the library answers a referral to it."""


@dataclass(frozen=True)
class From:
    """Out of what a referral came: a room and its key, `From("calls", "need:k7mp2x9d3f")`."""

    room: str = ""
    key: str = ""


@action
def make_referral(
    *,
    person: Person,
    offer: PartnerOffer,
    kind: ReferralKind,
    words: str,
    share: Sequence[Fact] = (),
    consent: How | None,
    urgency: Urgency = Urgency.USUAL,
    came_from: From | None = None,
    as_draft: bool = False,
    by: Acting,
    now: datetime,
    key: str,
) -> Referral:
    """Pass somebody on to a partner. Once per `key`. Sent at once, unless `as_draft`.

    `consent`: how they said yes to `queries.consent_words`; whoever acts has heard it. `words` are for the
    partner. Refuses at a field: PartnerTakesNobody, NotTheirKind, SayWhatIsNeeded, NotAgreed,
    NothingToReachThem; MayNotPassOn.
    """
    said = came_from or From()

    def create() -> str:
        facts = [fact for fact in Fact if fact in share]
        together(lambda: _check_offer(offer, kind), lambda: _check_words(words))
        made = _begin(
            person=person, direction=Direction.OUT, offer=offer, organisation=offer.organisation,
            to_room="", kind=kind, words=words, share=facts, urgency=urgency, came_from=said, by=by, now=now,
        )  # fmt: skip
        if not as_draft:
            _send(lock(made), consent=consent, by=by, now=now)
        return made.public_id

    reference, _made = once(key=key, action="referrals.make", now=now, create=create)
    return Referral.objects.get(public_id=reference)


@action
def take_referral(
    *,
    person: Person,
    to_room: str,
    kind: ReferralKind,
    words: str,
    share: Sequence[Fact] = (),
    organisation: Organisation | None = None,
    consent: How | None = None,
    urgency: Urgency = Urgency.USUAL,
    came_from: From | None = None,
    by: Acting,
    now: datetime,
    key: str,
) -> Referral:
    """Somebody is referred to one of our rooms: by a partner (`organisation`), who has heard their yes, or by
    themselves. Once per `key`. We owe an answer in five working days.

    `share`: what a partner tells us of them, so that the sentence read to them names it. Who asks for themselves needs no
    more yes: nothing about them is told to anybody else. Refuses SayWhatIsNeeded,
    MayNotPassOn, and NotAgreed for a partner without their yes.
    """

    def create() -> str:
        _check_words(words)
        made = _begin(
            person=person, direction=Direction.IN, offer=None, organisation=organisation, to_room=to_room,
            kind=kind, words=words, share=[fact for fact in Fact if fact in share], urgency=urgency, came_from=came_from or From(), by=by, now=now,
        )  # fmt: skip
        _receive(lock(made), consent=consent, by=by, now=now)
        return made.public_id

    reference, _made = once(key=key, action="referrals.take", now=now, create=create)
    return Referral.objects.get(public_id=reference)


@action
def send_referral(
    *, referral: Referral, consent: How | None, by: Acting, now: datetime
) -> Referral:
    """Send a draft. Sent already: nothing happens. Refuses as `make_referral`; AlreadyEnded, NoLongerNeeded."""
    locked = lock(referral)
    if locked.state == State.SENT:
        return locked
    check(locked, State.DRAFT)
    _send(locked, consent=consent, by=by, now=now)
    return locked


def _begin(
    *,
    person: Person,
    direction: Direction,
    offer: PartnerOffer | None,
    organisation: Organisation | None,
    to_room: str,
    kind: ReferralKind,
    words: str,
    share: Sequence[Fact],
    urgency: Urgency,
    came_from: From,
    by: Acting,
    now: datetime,
) -> Referral:
    made = Referral.objects.create(
        service_id=current_service_id(),
        direction=direction,
        resident=person if isinstance(person, Resident) else None,
        contact=person if isinstance(person, Contact) else None,
        offer=offer,
        organisation=organisation,
        from_room=came_from.room,
        from_key=came_from.key,
        to_room=to_room,
        kind=kind,
        words=words.strip(),
        urgency=urgency,
        share=list(share),
        state_since=now,
        made_at=now,
        made_by_id=account_of(by),
    )
    add_step(made, EventKind.MADE, by=by, now=now)
    return made


def _send(locked: Referral, *, consent: How | None, by: Acting, now: datetime) -> None:
    offer = locked.offer
    if offer is None or offer_at(public_id=offer.public_id) is None:
        raise PartnerTakesNobody
    if consent is None:
        raise NotAgreed
    known = known_facts(locked.person)
    if WAYS & known.keys() and not WAYS & known.keys() & set(locked.share):
        raise NothingToReachThem
    _agree(locked, consent, str(offer), by, now)
    today = in_london(now).date()
    days = URGENT_DAYS if locked.urgency == Urgency.URGENT else offer.answer_days
    locked.sent_at = now
    locked.due_on = working_day_after(today, days)
    told = tell_partner(locked, by=by, now=now)
    # Whom nobody can write to is rung by the sender, today.
    locked.chase_on = None if told else today
    locked.save(update_fields=["consent", "consent_how", "sent_at", "due_on", "chase_on"])
    note = "" if told else _("By telephone or letter: %(partner)s has no email address here.")
    add_step(
        locked, EventKind.SENT, by=by, now=now, note=note % {"partner": str(offer)} if note else ""
    )


def _receive(locked: Referral, *, consent: How | None, by: Acting, now: datetime) -> None:
    partner = locked.organisation
    if partner is not None:
        if consent is None:
            raise NotAgreed
        _agree(locked, consent, str(locked.service.name), by, now)
    elif not (decision := may_go_on(locked, now)):
        raise MayNotPassOn(decision.why)
    days = URGENT_DAYS if locked.urgency == Urgency.URGENT else OUR_DAYS
    locked.sent_at = now
    locked.due_on = working_day_after(in_london(now).date(), days)
    locked.save(update_fields=["consent", "consent_how", "sent_at", "due_on"])
    add_step(locked, EventKind.SENT, by=by, now=now, by_partner=partner is not None)


def _agree(locked: Referral, how: How, whom: str, by: Acting, now: datetime) -> None:
    """Their yes, kept among their consents with the very words; then what they have said before is asked."""
    words = consent_words(
        partner=whom, kind=locked.kind, share=locked.share, language=locked.person.language
    )
    locked.consent = record_consent(
        person=locked.person, purpose=Purpose.SHARING, answer=Answer.GIVEN, words=words, wording=WORDING,
        evidence=str(How(how).label), by=by, now=now,
    )  # fmt: skip
    locked.consent_how = how
    decision = may_go_on(locked, now)
    if not decision:
        raise MayNotPassOn(decision.why)


def _check_offer(offer: PartnerOffer, kind: ReferralKind) -> None:
    if kind not in offer.kinds:
        raise NotTheirKind


def _check_words(words: str) -> None:
    if len(words.split()) < 2:
        raise SayWhatIsNeeded
