"""What became of one message, from the first moment to the last, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ..models import Arrival, Attempt, Message, Outcome, Route, Sort, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Moment:
    """Something happened to it. `tone` as of a status."""

    at: datetime
    words: "StrOrPromise"
    note: str = ""
    tone: str = "plain"


def story_of(message: Message) -> list[Moment]:
    """Oldest first. Two queries."""
    tries = Attempt.objects.filter(message=message).order_by("started_at", "pk")
    came_back = Arrival.objects.filter(message=message).order_by("arrived_at", "pk")
    told = [Moment(message.queued_at, _("It was put into the outbox."))]
    told += [_tried(attempt) for attempt in tries]
    told += [_heard(arrival) for arrival in came_back]
    told.sort(key=lambda moment: moment.at)
    return told + _ending(message)


def _tried(attempt: Attempt) -> Moment:
    if attempt.ended_at is None:
        return Moment(attempt.started_at, UNDER_WAY[Route(attempt.route)](), tone="soon")
    outcome = Outcome(attempt.outcome)
    words, tone = {
        Outcome.SENT: (
            _("It was posted.") if attempt.route == Route.LETTER else _("It was handed over."),
            "good",
        ),
        Outcome.NOT_SENT: (_("It could not be sent, and was to be tried again."), "soon"),
        Outcome.NOT_RUNG: (_("Somebody took the call, but did not ring."), "quiet"),
        Outcome.REFUSED: (_("It was refused."), "wrong"),
        Outcome.UNKNOWN: (_("The line broke: perhaps it was sent."), "wrong"),
        Outcome.ANSWERED: (_("We rang, and told them."), "good"),
        Outcome.NO_ANSWER: (_("We rang: nobody answered."), "soon"),
        Outcome.BUSY: (_("We rang: the line was engaged."), "soon"),
        Outcome.MACHINE: (_("We rang: an answering machine, which was told nothing."), "soon"),
        Outcome.CALL_BACK: (_("We rang: they want to be rung again."), "soon"),
        Outcome.DECLINED: (_("We rang: they did not want to hear it."), "quiet"),
        Outcome.NO_MORE_CALLS: (_("We rang: they want no more calls."), "quiet"),
        Outcome.WRONG_NUMBER: (_("We rang: somebody else lives there."), "wrong"),
    }[outcome]
    return Moment(attempt.ended_at, words, attempt.note, tone)


UNDER_WAY = {
    Route.EMAIL: lambda: _("It is being sent."),
    Route.SMS: lambda: _("It is being sent."),
    Route.LETTER: lambda: _("It was printed, and is not in the post yet."),
    Route.PHONE: lambda: _("A colleague is ringing."),
}


def _heard(arrival: Arrival) -> Moment:
    words, tone = {
        Sort.DELIVERED: (_("It arrived: the carrier says so."), "good"),
        Sort.BOUNCED: (_("It came back: the address does not exist."), "wrong"),
        Sort.FAILED: (_("It came back: it could not be delivered."), "wrong"),
        Sort.COMPLAINT: (_("They reported it as unwanted."), "wrong"),
        Sort.STOP: (_("They asked us to stop."), "quiet"),
        Sort.START: (_("They asked us to begin again."), "quiet"),
        Sort.REPLY: (_("They wrote back."), "plain"),
    }[Sort(arrival.sort)]
    return Moment(arrival.arrived_at, words, arrival.body, tone)


def _ending(message: Message) -> list[Moment]:
    """How it ended, where no try says so; or what comes next."""
    if message.state == State.QUEUED and message.due_at > message.queued_at:
        words = _("To be rung again.") if message.route == Route.PHONE else _("The next try.")
        return [Moment(message.due_at, words, tone="soon")]
    words = {
        State.WITHDRAWN: _("It was withdrawn: no longer true, or told in another way."),
        State.SUPPRESSED: _("It was not sent: they don’t want it."),
        State.EXPIRED: _("It was not sent: it would have come too late."),
        State.FAILED: _("It did not reach them."),
    }.get(State(message.state), "")
    if message.ended_at is None or not words:
        return []
    return [
        Moment(message.ended_at, words, tone="wrong" if message.state == State.FAILED else "quiet")
    ]
