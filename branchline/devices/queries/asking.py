"""Who asks for a device: what waits for our decision, one request, what the rules say of somebody."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, Q, Value, When

from branchline.core import links
from branchline.core.clock import in_london
from branchline.core.fairqueue import EntryState
from branchline.core.permits import Holding
from branchline.people.models import Resident
from branchline.referrals.models import State, Urgency
from branchline.referrals.queries import keys_of, whose

from ..eligibility import Finding, Kept, Known, judge, months_between, rules_of
from ..errors import NoSuchRequest
from ..models import DeviceRequest, EligibilityRule
from ..models.asking import Requests
from ..permits import HANDLE_REQUESTS, REFER_FOR_DEVICE

ROOM = "devices"
SHOWN = 100
ANSWER = "devices.answer"
"""The purpose of the link by which somebody answers an offer."""
HELD = (EntryState.OFFERED, EntryState.ACCEPTED)
GOT_ONE = Q(entry__state=EntryState.ACCEPTED)
UNDER_WAY = Q(referral__state=State.SENT) | Q(
    entry__state__in=(EntryState.WAITING, EntryState.PAUSED, EntryState.OFFERED)
)


def to_decide(holdings: Sequence[Holding]) -> Sequence[DeviceRequest]:
    """Who waits for a yes or no from these libraries: urgent ones, then by the day that was promised. One query."""
    urgent_first = Case(When(referral__urgency=Urgency.URGENT, then=Value(0)), default=Value(1))
    rows = DeviceRequest.objects.filter(HANDLE_REQUESTS.visible(holdings)).undecided().with_names()
    return list(rows.order_by(urgent_first, "referral__due_on", "pk")[:SHOWN])


def how_many_to_decide(holdings: Sequence[Holding]) -> int:
    """One query."""
    return DeviceRequest.objects.filter(HANDLE_REQUESTS.visible(holdings)).undecided().count()


def referred_by(holdings: Sequence[Holding]) -> Sequence[DeviceRequest]:
    """Whom a partner has referred, the newest first. One query."""
    rows = DeviceRequest.objects.filter(REFER_FOR_DEVICE.visible(holdings)).with_names()
    return list(rows.order_by("-pk")[:SHOWN])


def request_at(*, public_id: str) -> DeviceRequest:
    """Raises NoSuchRequest. One query."""
    found = request_of(referral=public_id)
    if found is None:
        raise NoSuchRequest
    return found


def request_of(*, referral: str) -> DeviceRequest | None:
    """That a letter is about, by the public id of its referral. One query."""
    rows = DeviceRequest.objects.filter(referral__public_id=referral)
    found: DeviceRequest | None = rows.with_names().first()
    return found


def requests_of(person: Resident) -> Sequence[DeviceRequest]:
    """All of one person, newest first. Three queries."""
    return list(_about(keys_of(person)).with_names().order_by("-pk"))


def answered_by_lending(person: Resident, kind: str) -> DeviceRequest | None:
    """What they asked for and a loan of this kind would answer: what is held for them first. Three queries."""
    promised_first = Case(When(entry__state__in=HELD, then=Value(0)), default=Value(1))
    rows = _about(keys_of(person)).filter(
        kind=kind, referral__state=State.ACCEPTED, entry__isnull=False
    )
    return rows.with_names().order_by(promised_first, "pk").first()


def rules_here() -> list[Kept]:
    """The rules that the service keeps. One query."""
    return rules_of({row.rule: row for row in EligibilityRule.objects.all()})


def findings_for(request: DeviceRequest, now: datetime) -> list[Finding]:
    """What each rule says of whoever asks, from the records alone. Ten queries at most."""
    return judge(rules_here(), known_of(request, now))


def known_of(request: DeviceRequest, now: datetime) -> Known:
    """What the records say. Somebody without a record is asked."""
    today = in_london(now).date()
    person = whose(request.referral)
    others = DeviceRequest.objects.exclude(pk=request.pk)
    if person is None:
        same = others.filter(referral__contact=request.referral.contact_id)
        return Known(already=same.filter(UNDER_WAY | GOT_ONE).exists(), has_record=False)
    theirs = _about(keys_of(person)).exclude(pk=request.pk)
    return Known(
        years=person.age_on(today) if person.born_on else _least(person.age_band),
        here=True if person.ward_code or person.external_ids.exists() else None,
        already=theirs.filter(UNDER_WAY | GOT_ONE).exists(),
        household_months=_household_helped(person, now),
    )


def _least(band: str) -> int | None:
    """The youngest that somebody of this age band can be: 18 for “18-24”."""
    digits = band.split("-")[0].rstrip("+")
    return int(digits) if digits.isdigit() else None


def _household_helped(person: Resident, now: datetime) -> int | None:
    if person.household_id is None:
        return None
    home = Resident.objects.standing().filter(household=person.household_id).exclude(pk=person.pk)
    keys = [key for each in home for key in keys_of(each)]
    last = _about(keys).filter(GOT_ONE).order_by("-referral__state_since").first()
    if last is None:
        return None
    return months_between(in_london(last.referral.state_since).date(), in_london(now).date())


def _about(keys: Sequence[str]) -> Requests:
    """Requests about a human being, by every key they have."""
    numbers: dict[str, list[int]] = {"resident": [], "contact": []}
    for key in keys:
        kind, _colon, number = key.partition(":")
        if kind in numbers:
            numbers[kind].append(int(number))
    found: Requests = DeviceRequest.objects.filter(
        Q(referral__resident__in=numbers["resident"]) | Q(referral__contact__in=numbers["contact"])
    )
    return found


def requests_about(person: str) -> dict[str, object]:
    """A person’s own copy of what we hold: what they asked to borrow. One query."""
    return {
        "devices asked for": [
            {
                "kind": each.get_kind_display(),
                "at home": each.get_band_display(),
                "without internet": each.data,
                "help with learning": each.learning,
                "what for": each.wish,
                "when": each.hours,
                "library": str(each.branch.name),
                "what the rules said": each.answers,
                "yes all the same, because": each.despite,
                "asked": each.made_at,
                "stands": str(each.stage.label),
            }
            for each in _about([person]).with_names().order_by("pk")
        ]
    }


def wishes_about(person: str) -> Requests:
    """Requests by one key of a person."""
    return _about([person])


def request_by_link(*, secret: str, now: datetime) -> DeviceRequest:
    """Behind the link of an offer. Raises `core.links.LinkNotKnown`."""
    found = request_of(referral=links.follow(purpose=ANSWER, secret=secret, now=now))
    if found is None:
        raise links.LinkNotKnown
    return found
