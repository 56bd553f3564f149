"""The demo's referrals: invented people of Trafford, passed on to two invented partners. Part of the door `demo`.

One in every state, one of them late. Good Company has people who sign in; the larder is written to, and answers behind
a link. Loading it again changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from branchline.core.acting import NOBODY, Acting
from branchline.core.scoping import scope
from branchline.people.demo import HOME, at_the_desk
from branchline.people.models import Organisation, Resident
from branchline.people.queries import partners
from branchline.places.models import Service

from .actions import (
    OfferFacts,
    accept_referral,
    add_offer,
    chase_referral,
    decline_referral,
    make_referral,
    note_felt,
    report_done,
    withdraw_referral,
)
from .models import Fact, Felt, How, PartnerOffer, Referral, ReferralKind, Urgency

K = ReferralKind
LARDER = "Larder on the Line, an invented food bank"


@dataclass(frozen=True)
class Story:
    """Who, for what, how many days ago; then what happened, so many days later each."""

    who: str
    kind: ReferralKind
    words: str
    ago: int
    then: Sequence[tuple[str, int]] = ()
    larder: bool = False
    share: Sequence[Fact] = (Fact.NAME, Fact.TELEPHONE, Fact.EMAIL, Fact.ADDRESS)
    urgency: Urgency = Urgency.USUAL
    how: How = How.IN_PERSON


STORIES = (
    Story(
        "Arthur Bright", K.GROCERIES, "Can’t carry his shopping since his fall in the summer. Tuesdays or Fridays suit him.",
        ago=38, then=(("accept", 1), ("done", 6), ("felt", 15)), larder=True, how=How.TELEPHONE,
    ),
    Story(
        "Priya Raman", K.BENEFITS, "Would like somebody to go through her council tax letter with her, after 4pm.",
        ago=24, then=(("accept", 2), ("done", 9)),
    ),
    Story(
        "Hannah Whitworth", K.DIGITAL, "Has a new tablet and nobody who shows her how to ring her grandson with it.",
        ago=9, then=(("accept", 2),),
    ),
    Story(
        "Peter Hollins", K.HEARING, "His hearing aids whistle, and the clinic’s line keeps cutting off. Rings through Relay UK.",
        ago=16, then=(("decline", 3),), share=(Fact.NAME, Fact.TELEPHONE, Fact.NEEDS),
    ),
    Story(
        "Beatrice Amoah", K.GROCERIES, "The freezer broke and what was in it is gone. A parcel for one, no pork.",
        ago=12, then=(("chase", 6),), larder=True,
    ),
    Story(
        "Dorothy Pickering", K.COMPANY, "Misses Wilfred on Sundays most of all. Would like somebody to walk to the park with.",
        ago=1, share=(Fact.TELEPHONE, Fact.NEEDS), how=How.TELEPHONE,
    ),
    Story(
        "Chidi Eze", K.BENEFITS, "Was asked to fill in a long form by the end of the month and has lost heart.",
        ago=20, then=(("withdraw", 4),),
    ),
    Story(
        "Nasreen Akhtar", K.COMPANY, "Would enjoy the women’s morning if somebody there speaks Urdu.", ago=0, then=(("draft", 0),)
    ),
)  # fmt: skip


def load(*, now: datetime) -> None:
    """Put them in, if Trafford and its people are there."""
    service = Service.objects.filter(slug=HOME).first()
    if service is None:
        return
    with scope(service.pk):
        began, sam = now - timedelta(days=60), at_the_desk("sam.branch@trafford.test")
        good = _good_company(now)
        if good is None:
            return
        company, larder = _offers(good, sam, began)
        for turn, story in enumerate(STORIES):
            person = Resident.objects.filter(name=story.who).first()
            if person is not None:
                _tell(turn, story, person, larder if story.larder else company, sam, now)


def _good_company(now: datetime) -> Organisation | None:
    held = (partner.organisation for partner in partners(today=now.date()))
    return next((each for each in held if each.name.en.startswith("Good Company")), None)


def _offers(good: Organisation, by: Acting, now: datetime) -> tuple[PartnerOffer, PartnerOffer]:
    company = add_offer(
        facts=OfferFacts(
            kinds=[K.BENEFITS, K.HEARING, K.DIGITAL, K.COMPANY], organisation=good, answer_days=3,
            email="referrals@goodcompany.test",
            words="Visits, form-filling and a lift to the clinic, for anybody over 18 in Trafford.",
        ),
        by=by, now=now, key="demo-offer-good-company",
    )  # fmt: skip
    larder = add_offer(
        facts=OfferFacts(
            kinds=[K.GROCERIES], name=LARDER, answer_days=2, email="hello@larder.test",
            telephone="0161 496 0771", words="A parcel for three days, brought to the door. No voucher needed.",
        ),
        by=by, now=now, key="demo-offer-larder",
    )  # fmt: skip
    return company, larder


def _tell(
    turn: int, story: Story, person: Resident, offer: PartnerOffer, by: Acting, now: datetime
) -> None:
    began = now - timedelta(days=story.ago, minutes=5 * turn)
    draft = any(what == "draft" for what, _days in story.then)
    made = make_referral(
        person=person, offer=offer, kind=story.kind, words=story.words, share=story.share,
        urgency=story.urgency, consent=None if draft else story.how, as_draft=draft,
        by=by, now=began, key=f"demo-referral-{turn:02d}",
    )  # fmt: skip
    if made.events.count() > 2:
        return
    theirs = NOBODY if story.larder else at_the_desk("pat.partner@goodcompany.test")
    for what, days in story.then:
        _step(what, made, theirs, by, began + timedelta(days=days))


def _step(what: str, made: Referral, theirs: Acting, ours: Acting, when: datetime) -> None:
    match what:
        case "accept":
            accept_referral(referral=made, by=theirs, now=when)
        case "decline":
            decline_referral(
                referral=made, reason="We have nobody who knows hearing aids until the new year.",
                instead="Sale Library has a hearing aid drop-in on the first Monday of each month.",
                by=theirs, now=when,
            )  # fmt: skip
        case "done":
            report_done(referral=made, by=theirs, now=when)
        case "felt":
            note_felt(
                referral=made, felt=Felt.YES, note="“She carries it up the stairs as well.”", by=ours, now=when
            )  # fmt: skip
        case "chase":
            chase_referral(referral=made, by=ours, now=when)
        case "withdraw":
            withdraw_referral(
                referral=made, note="His sister has done it with him.", by=ours, now=when
            )
