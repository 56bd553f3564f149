"""What goes with a referral: read from the record at the moment, and only what was ticked."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core.telephones import spaced
from branchline.messages.models import Route
from branchline.people.models import (
    Answer,
    Consent,
    Contact,
    ContactLink,
    Mark,
    Purpose,
    Resident,
)
from branchline.people.queries import Decision, addressee_of, may_contact

from ..models import Direction, Fact, PartnerOffer, Referral, ReferralKind

WORDING = "referral-1"
"""Version of the sentence below. A new sentence takes a new version; what was agreed keeps its own."""

Person = Resident | Contact
NUMBERS = (Route.PHONE, Route.SMS)


def consent_words(
    *, partner: str, kind: ReferralKind | str, share: Sequence[Fact | str], language: str = "en"
) -> str:
    """The sentence that is read to them, and kept as what they agreed to."""
    with translation.override(language):
        facts = [str(fact.in_their_voice) for fact in Fact if fact in share]
        said = {"partner": partner, "kind": str(ReferralKind(kind).label)}
        return " ".join(
            [
                _("You may pass my first name and what I need on to %(partner)s (%(kind)s).")
                % said,
                *(
                    [_("You may also tell them: %(facts)s.") % {"facts": "; ".join(facts)}]
                    if facts
                    else []
                ),
                _("I may change my mind at any time; then you tell them at once."),
            ]
        )


def known_facts(person: Person) -> dict[Fact, str]:
    """Every fact we could pass on about somebody, in words; what we don't know is missing. Three queries."""
    if isinstance(person, Contact):
        ways = [(Route(person.route), person.address_to_read)]
        needs: list[str] = []
    else:
        ways = [(Route(r.route), r.address_to_read) for r in person.routes.order_by("pk")]
        rows = person.needs.filter(ended_at__isnull=True).order_by("pk")
        needs = [
            f"{n.get_need_display()} ({n.note})" if n.note else n.get_need_display() for n in rows
        ]
        if person.spoken_language:
            needs.append(person.spoken_language)
    found = {
        Fact.NAME: person.name,
        Fact.TELEPHONE: _first(ways, *NUMBERS),
        Fact.EMAIL: _first(ways, Route.EMAIL),
        Fact.ADDRESS: _first(ways, Route.LETTER),
        Fact.NEEDS: "; ".join(needs),
    }
    return {fact: words for fact, words in found.items() if words}


def _first(ways: Sequence[tuple[Route, str]], *wanted: Route) -> str:
    return next((address for route, address in ways if route in wanted), "")


def may_go_on(referral: Referral, now: datetime) -> Decision:
    """They are alive, and have not taken it back. Where a partner takes part it needs their yes to that; who asks us for
    themselves tells nobody else. Five queries at most."""
    alone = referral.direction == Direction.IN and referral.organisation_id is None
    purpose = Purpose.OWN_AFFAIRS if alone else Purpose.SHARING
    return may_contact(person=referral.person, purpose=purpose, now=now)


def perhaps_unwished() -> QuerySet[Referral]:
    """Open ones of whoever has a mark, or has said something about passing on since: the few to look at. One query."""
    held = Mark.objects.filter(lifted_at__isnull=True)
    links = ContactLink.objects.filter(same=True, undone_at__isnull=True)
    said = Consent.objects.filter(purpose=Purpose.SHARING).exclude(answer=Answer.GIVEN)
    own, left = OuterRef("resident"), OuterRef("contact")
    few = (
        Exists(held.filter(Q(resident=own) | Q(contact=left)))
        | Exists(said.filter(Q(resident=own) | Q(contact=left)))
        | Exists(links.filter(resident=own, contact__in=held.values("contact")))
        | Q(resident__merged_into__isnull=False)
    )
    return Referral.objects.open().filter(few).select_related("resident", "contact").order_by("pk")


def may_be_read(referral: Referral, now: datetime) -> bool:
    """By the partner: while it is open, and the person alive and willing. Six queries at most."""
    return referral.is_open and bool(may_go_on(referral, now))


def facts_for_partner(referral: Referral, now: datetime) -> list[tuple[str, str]]:
    """(what, words) that the partner may read now; none once it is taken back, or the person does not wish it any
    more, or has died, whether or not that has been written down here yet."""
    if not may_be_read(referral, now):
        return []
    known = known_facts(referral.person)
    return [
        (str(fact.label), known[fact]) for fact in Fact if fact in referral.share and fact in known
    ]


def reach_of_offer(offer: PartnerOffer) -> list[tuple[str, str]]:
    """How we reach a partner, for our own people."""
    ways = [
        (_("Email"), offer.email),
        (_("Telephone"), spaced(offer.telephone) if offer.telephone else ""),
        (_("Address"), offer.address),
    ]
    return [(name, words) for name, words in ways if words]


def may_be_told(referral: Referral, route: Route, now: datetime) -> bool:
    """The person may hear from us about their own affairs, in this way. Asked again when a letter leaves."""
    person = referral.person
    to = addressee_of(person=person)
    wished = route if to.route == route else None
    return bool(may_contact(person=person, route=wished, purpose=Purpose.OWN_AFFAIRS, now=now))
