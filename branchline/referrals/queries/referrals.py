"""Reads about referrals: of one person, of the whole service, and what waits for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from branchline.core import links
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.people.models import Account, Contact, ContactLink, Membership, Resident

from ..models import Direction, PartnerOffer, Referral, State

ANSWER = "referrals.answer"
"""The purpose of the link by which a partner without a log-in answers."""

Person = Resident | Contact


def keys_of(person: Person) -> list[str]:
    """Every key of one human being by which a referral may know them: records that were merged into theirs, and
    linked contacts. Two queries."""
    if isinstance(person, Contact):
        return [f"contact:{person.pk}"]
    numbers, found = [], [person.pk]
    while found:
        numbers += found
        rows = Resident.objects.filter(merged_into__in=found).exclude(pk__in=numbers)
        found = list(rows.values_list("pk", flat=True))
    linked = ContactLink.objects.filter(resident__in=numbers, same=True, undone_at__isnull=True)
    contacts = linked.values_list("contact", flat=True)
    return [*(f"resident:{n}" for n in numbers), *(f"contact:{n}" for n in contacts)]


def with_names(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """Whatever a line of a list says, in the same query."""
    return rows.select_related(
        "resident", "contact", "offer__organisation", "organisation", "made_by", "service"
    )


def referrals_of(*, person: Person) -> QuerySet[Referral]:
    """All about one person, newest first. Three queries."""
    return with_names(Referral.objects.of(*keys_of(person))).order_by("-made_at", "-pk")


def open_for(person: Person) -> QuerySet[Referral]:
    """Sent, and neither ended nor felt, oldest first: of a resident or a contact. Three queries."""
    rows = Referral.objects.open().of(*keys_of(person))
    return with_names(rows).order_by("sent_at", "pk")


def to_ask_about(person: Person, now: datetime) -> QuerySet[Referral]:
    """What the next caller should ask about: accepted or done, and not felt yet. Three queries."""
    rows = Referral.objects.to_ask_about().of(*keys_of(person)).filter(state_since__lte=now)
    return with_names(rows).order_by("state_since", "pk")


def waiting_to_be_felt(person: Person | None = None) -> QuerySet[Referral]:
    """The partner said that it is done; the person has not said that it happened. Of one person, or all."""
    rows = Referral.objects.filter(state=State.DONE)
    if person is not None:
        rows = rows.of(*keys_of(person))
    return with_names(rows).order_by("state_since", "pk")


def unanswered(now: datetime) -> QuerySet[Referral]:
    """Where a person of ours has to ask the partner: the promised day is over and a reminder has brought nothing,
    or there is nobody who could be reminded by email. The latest first. One query."""
    today = in_london(now).date()
    rows = Referral.objects.filter(state=State.SENT, direction=Direction.OUT, chase_on__lte=today)
    return with_names(rows).order_by("due_on", "pk")


def referral_at(*, public_id: str) -> Referral | None:
    """One, with its names. One query."""
    return with_names(Referral.objects.filter(public_id=public_id)).first()


def referral_by_link(*, secret: str, now: datetime) -> Referral:
    """Behind the link of a message. Raises `core.links.LinkNotKnown`."""
    subject = links.follow(purpose=ANSWER, secret=secret, now=now)
    found = referral_at(public_id=subject)
    if found is None:
        raise links.LinkNotKnown
    return found


@dataclass(frozen=True)
class Age:
    """How many wait in a state, and since when the one that has waited longest. `since` is None for none."""

    state: State
    number: int
    since: datetime | None

    def days(self, now: datetime) -> int:
        """Whole days of the one that has waited longest."""
        return (now - self.since).days if self.since else 0


@dataclass(frozen=True)
class Board:
    """Counts by state. `late`: no answer on the day after it was promised; `to_chase`: a person has to ask;
    `to_ask_about`: the person has not said yet that it happened."""

    ages: Sequence[Age]
    late: int
    to_chase: int
    to_ask_about: int

    def of(self, state: State) -> Age:
        """One state."""
        return next(age for age in self.ages if age.state == state)

    @property
    def open(self) -> int:
        """Sent, and neither ended nor felt."""
        return sum(self.of(state).number for state in (State.SENT, State.ACCEPTED, State.DONE))


def board(now: datetime) -> Board:
    """How all referrals of the service stand. Two queries."""
    today = in_london(now).date()
    rows = Referral.objects.values("state").annotate(n=Count("pk"), since=Min("state_since"))
    found = {row["state"]: row for row in rows.order_by()}
    sums = Referral.objects.aggregate(
        late=Count("pk", filter=Q(state=State.SENT, due_on__lt=today)),
        to_chase=Count(
            "pk", filter=Q(state=State.SENT, direction=Direction.OUT, chase_on__lte=today)
        ),
    )
    ages = [
        Age(state, found[state]["n"], found[state]["since"])
        if state in found
        else Age(state, 0, None)
        for state in State
    ]
    asked = sum(age.number for age in ages if age.state in (State.ACCEPTED, State.DONE))
    return Board(ages, sums["late"], sums["to_chase"], asked)


def partners_accounts(offer: PartnerOffer, now: datetime) -> QuerySet[Account]:
    """Who of a partner's people answers referrals here; nobody of a body outside. One query."""
    partner = offer.organisation
    if partner is None:
        return Account.objects.none()
    held = Membership.objects.valid_on(in_london(now).date()).filter(
        account=OuterRef("pk"), service_id=offer.service_id, role=Role.PARTNER_WORKER,
        organisation=partner,
    )  # fmt: skip
    return Account.objects.filter(Exists(held), is_active=True).order_by("pk")
