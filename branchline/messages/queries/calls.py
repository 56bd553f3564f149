"""Calls to make, by person: one call tells everything that waits for a number."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Q, When

from branchline.core.acting import Acting
from branchline.core.answering import Answering
from branchline.core.errors import NotFound
from branchline.core.rooms import rooms

from ..letters import letter_called, letters
from ..models import Attempt, Message, PhoneCall, Route, State
from .outbox import Line, being_rung, line
from .truth import no_longer_true

MOST_SHOWN = 200
EVERYTHING = Q()


@dataclass(frozen=True)
class ToRing:
    """A person to ring, and all that they should hear. `first` is what is most pressing."""

    lines: list[Line]
    earlier: list[Attempt]

    @property
    def first(self) -> Message:
        """By it the call is taken."""
        return self.lines[0].message

    @property
    def answer_by(self) -> datetime | None:
        """When they have to have said yes or no to something that is held for them."""
        ends = [each.message.valid_until for each in self.lines if is_pressing(each.message)]
        return min((end for end in ends if end), default=None)

    @property
    def name(self) -> str:
        """The name, or the number."""
        named = next((each.message.name for each in self.lines if each.message.name), "")
        return named or self.first.shown_address

    @property
    def needs(self) -> str:
        """What helps them, in the newest words."""
        return next((m.needs for m in reversed([e.message for e in self.lines]) if m.needs), "")

    @property
    def languages(self) -> set[str]:
        """In which they want to hear it."""
        return {each.message.language for each in self.lines}


def calls_waiting(*, now: datetime, within: Q = EVERYTHING) -> list[ToRing]:
    """Of the messages `within`: whom to ring now: first who has to answer something, the soonest end first, then the others, longest
    waiting first; without whom a colleague is ringing and what is no longer
    true. Three queries, and one for each kind of letter."""
    rows = list(
        Message.objects.all()
        .by_hand(Route.PHONE, now)
        .filter(within)
        .exclude(address__in=being_rung(now=now))
        .annotate(answer_by=Case(When(letter__in=_pressing(), then=F("valid_until"))))
        .order_by(F("answer_by").asc(nulls_last=True), "due_at", "pk")
        .prefetch_related("attempts")[:MOST_SHOWN]
    )
    untrue = no_longer_true(rows, now=now)
    people: dict[str, list[Message]] = {}
    for row in rows:
        if row.pk not in untrue:
            people.setdefault(row.address, []).append(row)
    return [_to_ring(messages) for messages in people.values()]


def _pressing() -> list[str]:
    """Letters to which people have to say something in time."""
    return [letter.name for letter in letters() if letter.needs_answer]


def is_pressing(message: Message) -> bool:
    """Whether they have to say something to it in time."""
    letter = letter_called(message.letter)
    return letter is not None and letter.needs_answer


def _to_ring(messages: list[Message]) -> ToRing:
    """One try of several messages was one call."""
    tries = {
        (each.started_at, each.outcome): each
        for message in messages
        for each in message.attempts.all()
        if each.ended_at
    }
    return ToRing([line(m) for m in messages], sorted(tries.values(), key=lambda a: a.started_at))


def calls_later(*, now: datetime, within: Q = EVERYTHING) -> list[ToRing]:
    """Of the messages `within`: who is to be rung again at a later hour, the next first. One query."""
    rows = Message.objects.filter(state=State.QUEUED, route=Route.PHONE, due_at__gt=now)
    rows = rows.filter(within)
    people: dict[str, list[Message]] = {}
    for row in rows.order_by("due_at", "pk")[:MOST_SHOWN]:
        people.setdefault(row.address, []).append(row)
    return [ToRing([line(m) for m in messages], []) for messages in people.values()]


def calls_under_way(*, within: Q = EVERYTHING) -> list[PhoneCall]:
    """Taken, and without an outcome yet, with something to tell `within`. One query."""
    told = Attempt.objects.filter(message__in=Message.objects.filter(within)).values("call")
    return list(PhoneCall.objects.filter(ended_at__isnull=True, pk__in=told).order_by("taken_at"))


def call_named(public_id: str) -> PhoneCall:
    """`NotFound` when it isn't here."""
    found = PhoneCall.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def told_in(call: PhoneCall) -> list[Attempt]:
    """What it tells, in the order of waiting. One query."""
    return list(call.attempts.select_related("message").order_by("pk"))


def caller_of(by: Acting) -> str:
    """Who rings, as it is kept with the call."""
    return f"{by.actor.kind}:{by.actor.id}" if by.actor else ""


def answering(letter: str) -> Answering | None:
    """How somebody on the telephone answers a letter; None when it asks nothing. No query."""
    found = (each for room in rooms() for each in room.answering())
    return next((each for each in found if each.letter == letter), None)
