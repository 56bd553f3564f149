"""The outbox as staff see it. Every list is two queries at most, however long."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from branchline.core.errors import NotFound
from branchline.core.paging import Page, row_number

from ..letters import letter_called
from ..models import Arrival, Attempt, Message, Outcome, PhoneCall, PrintRun, Route, Sort, State
from .truth import no_longer_true

A_PAGE = 30

NEEDS_YOU = Q(state__in=[State.FAILED, State.UNCERTAIN])
WAITING = Q(state__in=[State.QUEUED, State.SENDING])
SPARED = Q(state__in=[State.WITHDRAWN, State.SUPPRESSED, State.EXPIRED])
VIEWS = {
    "needs-you": NEEDS_YOU,
    "waiting": WAITING,
    "sent": Q(state=State.SENT),
    "not-sent": SPARED,
}
ICONS = {
    Route.EMAIL: "mail",
    Route.SMS: "smartphone",
    Route.LETTER: "file-text",
    Route.PHONE: "phone",
}
TONES = {
    State.QUEUED: "soon",
    State.SENDING: "soon",
    State.SENT: "good",
    State.FAILED: "wrong",
    State.UNCERTAIN: "wrong",
}


@dataclass(frozen=True)
class Line:
    """One message in a list or on its own page."""

    message: Message
    title: str
    icon: str
    tone: str

    @property
    def to(self) -> str:
        """Name and address in one line, or that they are erased."""
        said = [self.message.name, self.message.shown_address.replace("\n", ", ")]
        return " · ".join(part for part in said if part)


def line(message: Message) -> Line:
    """No query."""
    letter = letter_called(message.letter)
    return Line(
        message,
        message.subject or str(letter.title if letter else message.letter),
        ICONS[Route(message.route)],
        TONES.get(State(message.state), "quiet"),
    )


def outbox(*, view: str, route: str = "", words: str = "", cursor: str | None = None) -> Page[Line]:
    """Messages of one view, newest first. `words` is a part of a name or an address. One query."""
    rows = Message.objects.filter(VIEWS[view])
    if route in Route.values:
        rows = rows.filter(route=route)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(address__icontains=words))
    return _newest_first(rows, cursor).map(line)


def _newest_first(rows: "QuerySet[Message]", cursor: str | None) -> Page[Message]:
    """By row number, which rises with time. The cursor never leaves the desk."""
    before = row_number(cursor)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: A_PAGE + 1])
    more = len(found) > A_PAGE
    return Page(found[:A_PAGE], str(found[A_PAGE - 1].pk) if more else None)


@dataclass(frozen=True)
class Counts:
    """How much there is to do. `calls` counts people to ring whom no colleague is ringing, everything else pieces."""

    needs_you: int
    waiting: int
    letters: int
    calls: int
    replies: int
    open_runs: int

    @property
    def anything(self) -> bool:
        """Whether a person has something to do."""
        return bool(self.needs_you or self.letters or self.calls or self.replies or self.open_runs)


def being_rung(*, now: datetime) -> QuerySet[PhoneCall, str]:
    """The numbers that a colleague is ringing."""
    ringing = PhoneCall.objects.filter(ended_at__isnull=True, lease_until__gt=now)
    return ringing.values_list("address", flat=True)


def counts(*, now: datetime) -> Counts:
    """Three queries."""
    due = Q(state=State.QUEUED, due_at__lte=now)
    to_ring = due & Q(route=Route.PHONE) & ~Q(address__in=being_rung(now=now))
    found = Message.objects.filter(
        Q(state__in=[State.QUEUED, State.SENDING, State.FAILED, State.UNCERTAIN])
    ).aggregate(
        needs_you=Count("pk", filter=NEEDS_YOU),
        waiting=Count("pk", filter=WAITING),
        letters=Count("pk", filter=due & Q(route=Route.LETTER)),
        calls=Count("address", distinct=True, filter=to_ring),
    )
    return Counts(**found, replies=open_replies().count(), open_runs=len(runs_open()))


def message_called(public_id: str) -> Message:
    """With its service. `NotFound` when it isn't here."""
    found = Message.objects.select_related("service").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def letters_waiting(*, now: datetime) -> list[Line]:
    """What can be printed now and is still true, oldest first; at most what one run holds. One query, and
    one for each kind of letter."""
    rows = list(Message.objects.all().by_hand(Route.LETTER, now)[:100])
    untrue = no_longer_true(rows, now=now)
    return [line(m) for m in rows if m.pk not in untrue]


def runs_open() -> "list[PrintRun]":
    """Printed, but nobody has said that they are posted. One query."""
    return list(
        PrintRun.objects.filter(posted_at__isnull=True, given_up_at__isnull=True).order_by(
            "made_at"
        )
    )


def runs_before() -> "QuerySet[PrintRun]":
    """The last ones that are dealt with."""
    return PrintRun.objects.exclude(posted_at__isnull=True, given_up_at__isnull=True).order_by(
        "-made_at"
    )[:10]


def run_called(public_id: str) -> PrintRun:
    """`NotFound` when it isn't here."""
    found = PrintRun.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def letters_in(run: PrintRun) -> list[Line]:
    """The letters of a run, in the order of the PDF; without spoilt ones, unless all went back. One query."""
    tries = Attempt.objects.filter(run=run).select_related("message").order_by("pk")
    if run.given_up_at is None:
        tries = tries.exclude(outcome=Outcome.NOT_SENT)
    return [line(attempt.message) for attempt in tries]


def open_replies() -> "QuerySet[Arrival]":
    """What people wrote back and nobody has dealt with."""
    return Arrival.objects.filter(sort=Sort.REPLY, handled_at__isnull=True)


def replies(*, now: datetime) -> "QuerySet[Arrival]":
    """The newest replies and wishes, the open ones first."""
    return (
        Arrival.objects.filter(sort__in=[Sort.REPLY, Sort.STOP, Sort.START, Sort.COMPLAINT])
        .select_related("message")
        .order_by("handled_at", "-arrived_at")[:100]
    )


def due_by_worker(*, now: datetime, most: int) -> list[list[str]]:
    """Public ids of what is due and no staff carry, of each route those that have waited longest. Two queries."""
    found = []
    for route in (Route.EMAIL, Route.SMS):
        rows = Message.objects.all().due(now).filter(route=route).order_by("due_at", "pk")
        found.append(list(rows.values_list("public_id", flat=True)[:most]))
    return found
