"""Questions of those who watch an adults' broadcast: take them, ask, show one, be done with it, forget them."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import (
    HasEnded,
    NoChildIsAsked,
    PrivateTakesNoQuestions,
    QuestionsClosed,
    TooManyQuestions,
)
from ..measures import QUESTIONS_ANSWERED, QUESTIONS_ASKED, QUESTIONS_SHOWN
from ..models import Broadcast, Question, QuestionState, Standing
from ..queries import could_take_questions, may_ask
from .links import links_of

MOST_NEW = 100
"""That wait to be read. Nobody reads more beside a broadcast; a flood ends here, and goes on when they are read."""
MOST_KEPT = 1000
"""Of one broadcast altogether: at 330 characters a third of a megabyte."""
QUESTIONS_KEPT_FOR = timedelta(days=7)
QUESTIONS_KEPT_LEAST = timedelta(days=1)


@action
def take_questions(
    *, broadcast: Broadcast, take: bool = True, by: Acting, now: datetime
) -> Broadcast:
    """Whoever watches may ask from now on, or no more. Twice is once; what was asked stays.

    Refuses: HasEnded, PrivateTakesNoQuestions, NoChildIsAsked.
    """
    locked = _locked(broadcast)
    if locked.standing == Standing.ENDED:
        raise HasEnded
    if take:
        refuse_to_ask_children(locked)
    locked.takes_questions = take
    locked.save(update_fields=["takes_questions"])
    return locked


def refuse_to_ask_children(broadcast: Broadcast) -> None:
    """Refuses: PrivateTakesNoQuestions, NoChildIsAsked."""
    if broadcast.private:
        raise PrivateTakesNoQuestions
    if not could_take_questions(broadcast):
        raise NoChildIsAsked


@action
def ask_question(
    *, broadcast: Broadcast, text: str, name: str = "", by: Acting, now: datetime
) -> Question:
    """Keep it for staff to read. The same words again, however often, are the same question, whatever has become of it.

    Four reads and no lock for what a flood sends when it is full. Refuses: QuestionsClosed, TooManyQuestions.
    """
    words_hash = sha256(f"{text.casefold()}\n{name.casefold()}".encode()).hexdigest()
    same = Question.objects.filter(broadcast=broadcast, words_hash=words_hash)
    if (before := same.first()) is not None:
        return before
    _refuse(Broadcast.objects.select_related("occurrence__event").get(pk=broadcast.pk), now)
    locked = _locked(broadcast)
    # While we waited for the lock others may have asked, and staff may have said that it is enough.
    if (before := same.first()) is not None:
        return before
    _refuse(locked, now)
    return Question.objects.create(
        service_id=locked.service_id,
        broadcast=locked,
        text=text,
        name=name,
        words_hash=words_hash,
        asked_at=now,
    )


def _refuse(broadcast: Broadcast, now: datetime) -> None:
    if not may_ask(broadcast, now=now):
        raise QuestionsClosed
    kept = Question.objects.filter(broadcast=broadcast)
    new = kept.filter(state=QuestionState.NEW)
    if new.count() >= MOST_NEW or kept.count() >= MOST_KEPT:
        raise TooManyQuestions


@action
def show_question(*, question: Question, by: Acting, now: datetime) -> Question:
    """Everybody reads it from now on. The one that was shown before has been answered. Twice is once."""
    _locked(question.broadcast)
    found = _again(question)
    shown = Question.objects.filter(broadcast=found.broadcast, state=QuestionState.SHOWN)
    shown.exclude(pk=found.pk).update(state=QuestionState.ANSWERED)
    found.state, found.shown_at = QuestionState.SHOWN, found.shown_at or now
    found.save(update_fields=["state", "shown_at"])
    return found


@action
def put_question(
    *, question: Question, state: QuestionState, by: Acting, now: datetime
) -> Question:
    """Answered, put aside, or (taken away or wanted again) new: nobody reads it from now on. Twice is once."""
    if state is QuestionState.SHOWN:
        raise ValueError("show_question shows one")
    _locked(question.broadcast)
    found = _again(question)
    found.state = state
    found.save(update_fields=["state"])
    return found


@action
def put_all_aside(*, broadcast: Broadcast, by: Acting, now: datetime) -> int:
    """All that are new: after a flood. Returns how many; each can be had again."""
    locked = _locked(broadcast)
    new = Question.objects.filter(broadcast=locked, state=QuestionState.NEW)
    return new.update(state=QuestionState.ASIDE)


def forget_rehearsed(locked: Broadcast) -> None:
    """Before it goes on air: what was shown so far was shown to nobody, and waits again. In the transaction of going
    live. What was put aside stays so."""
    rehearsed = Question.objects.filter(broadcast=locked, shown_at__isnull=False)
    tried = (QuestionState.SHOWN, QuestionState.ANSWERED)
    rehearsed.filter(state__in=tried).update(state=QuestionState.NEW)
    rehearsed.update(shown_at=None)


def count_questions(locked: Broadcast, *, by: Acting, now: datetime) -> None:
    """When all is over: nothing is shown, and the ledger says how many there were. In the transaction of the end."""
    kept = Question.objects.filter(broadcast=locked)
    kept.filter(state=QuestionState.SHOWN).update(state=QuestionState.ANSWERED)
    for kind, counted in (
        (QUESTIONS_ASKED, Q()),
        (QUESTIONS_SHOWN, Q(shown_at__isnull=False)),
        (QUESTIONS_ANSWERED, Q(state=QuestionState.ANSWERED)),
    ):
        if quantity := kept.filter(counted).count():
            ledger.record(
                kind=kind, by=by, now=now, branch_id=locked.branch_id, quantity=quantity,
                links=links_of(locked),
            )  # fmt: skip


@action
def remove_old_questions(*, now: datetime, kept_for: timedelta = QUESTIONS_KEPT_FOR) -> int:
    """Those asked longer ago. Nobody asks after the end, so so long after it none is left. Returns how many."""
    return Question.objects.filter(asked_at__lte=now - kept_for).delete()[0]


def _locked(broadcast: Broadcast) -> Broadcast:
    rows = Broadcast.objects.select_for_update(of=("self",))
    found: Broadcast = rows.select_related("occurrence__event").get(pk=broadcast.pk)
    return found


def _again(question: Question) -> Question:
    """As it is now that it is ours."""
    return Question.objects.select_related("broadcast").get(pk=question.pk)
