"""Questions of those who watch: never of a children's broadcast, never seen before staff show one, never a flood."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from branchline.core.acting import NOBODY
from branchline.core.errors import Refusal
from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.events.models import MadeFor
from branchline.events.tests.conftest import (
    NOW,
    Places,
    alice,
    date_of,
    make_places,
    places,
    put_on,
)
from branchline.live import actions
from branchline.live.actions import questions as limits
from branchline.live.errors import (
    HasEnded,
    NoChildIsAsked,
    PrivateTakesNoQuestions,
    QuestionsClosed,
    TooManyQuestions,
)
from branchline.live.models import Broadcast, Pace, Question, QuestionState, Source
from branchline.live.queries import questions_of, shown_question

from .sheets import ON_AIR, on_air

__all__ = ["alice", "places"]

ADULTS: dict[str, Any] = {"age_from": 18, "age_to": None}


def talk(at: Places, *, questions: bool = True, **more: Any) -> Broadcast:
    """A talk for adults, planned."""
    date = date_of(put_on(at.branch, **(ADULTS | more)))
    return actions.plan_broadcast(occurrence=date, questions=questions, by=NOBODY, now=NOW)


def ask(broadcast: Broadcast, text: str = "Who dug the canal?", **more: Any) -> Question:
    given: dict[str, Any] = {"by": NOBODY, "now": ON_AIR} | more
    return actions.ask_question(broadcast=broadcast, text=text, **given)


def show(question: Question) -> Question:
    return actions.show_question(question=question, by=NOBODY, now=ON_AIR)


def states(broadcast: Broadcast) -> list[str]:
    rows = Question.objects.filter(broadcast=broadcast).order_by("asked_at", "pk")
    return list(rows.values_list("state", flat=True))


@pytest.mark.parametrize(
    ("event", "for_children"),
    [
        ({"age_from": None, "age_to": None}, True),
        ({"age_from": 0, "age_to": 4}, True),
        ({"age_from": 16, "age_to": None}, True),
        (ADULTS | {"made_for": (MadeFor.FAMILIES,)}, True),
        (ADULTS, False),
        (ADULTS | {"made_for": (MadeFor.OLDER,)}, False),
    ],
)
def test_whether_children_may_watch_follows_from_the_event(
    alice: Places, event: dict[str, Any], for_children: bool
) -> None:
    assert talk(alice, questions=False, **event).for_children is for_children


def test_no_setting_and_no_row_lets_a_childrens_broadcast_be_asked(alice: Places) -> None:
    for more in ({"age_from": 0, "age_to": 4}, {"made_for": (MadeFor.FAMILIES,)}):
        with pytest.raises(NoChildIsAsked):
            talk(alice, **more)
    date = date_of(put_on(alice.branch, **ADULTS))
    assert talk(alice, questions=False).pace == Pace.CLOSER, "who asks wants to be answered soon"
    said_so = actions.plan_broadcast(occurrence=date, for_children=True, by=NOBODY, now=NOW)
    with pytest.raises(NoChildIsAsked):
        actions.take_questions(broadcast=said_so, by=NOBODY, now=NOW)
    for wrong in (said_so, talk(alice, questions=False, age_from=5)):
        with (
            pytest.raises(IntegrityError, match="live_broadcast_no_child_asks"),
            transaction.atomic(),
        ):
            Broadcast.objects.filter(pk=wrong.pk).update(takes_questions=True)
    private = actions.plan_broadcast(
        occurrence=date_of(put_on(alice.branch, **ADULTS)), private=True, by=NOBODY, now=NOW
    )
    with pytest.raises(PrivateTakesNoQuestions):
        actions.take_questions(broadcast=private, by=NOBODY, now=NOW)
    assert not Broadcast.objects.filter(takes_questions=True).exists()


def test_an_event_that_becomes_one_for_children_can_be_asked_no_more(alice: Places) -> None:
    broadcast = on_air(talk(alice))
    ask(broadcast)
    assert broadcast.occurrence is not None
    event = broadcast.occurrence.event
    event.age_from = 5
    event.save(update_fields=["age_from"])
    with pytest.raises(QuestionsClosed):
        ask(broadcast, "And who paid for it?")


def test_it_is_open_from_half_an_hour_before_until_the_end_where_staff_say_so(
    alice: Places,
) -> None:
    broadcast = talk(alice, questions=False)
    starts = broadcast.starts_at
    with pytest.raises(QuestionsClosed):
        ask(broadcast, now=starts)
    broadcast = actions.take_questions(broadcast=broadcast, by=NOBODY, now=NOW)
    for closed in (starts - timedelta(minutes=31), starts + timedelta(hours=13)):
        with pytest.raises(QuestionsClosed):
            ask(broadcast, now=closed)
    ask(broadcast, now=starts - timedelta(minutes=30))
    on_air(broadcast)
    ask(broadcast, "Is it deep?", now=starts - timedelta(hours=3))
    actions.take_questions(broadcast=broadcast, take=False, by=NOBODY, now=NOW)
    with pytest.raises(QuestionsClosed):
        ask(broadcast, "Is it wide?")
    assert ask(broadcast, "Is it deep?").state == QuestionState.NEW
    actions.end_broadcast(broadcast=broadcast, by=NOBODY, now=ON_AIR)
    with pytest.raises(HasEnded):
        actions.take_questions(broadcast=broadcast, by=NOBODY, now=NOW)
    with pytest.raises(QuestionsClosed):
        ask(broadcast, "Is it cold?")


def test_the_same_words_are_the_same_question_whatever_became_of_it(alice: Places) -> None:
    broadcast = on_air(talk(alice))
    first = ask(broadcast, name="Wynne")
    actions.put_question(question=first, state=QuestionState.ASIDE, by=NOBODY, now=ON_AIR)
    assert ask(broadcast, "WHO dug the canal?", name="wynne").pk == first.pk
    assert ask(broadcast, name="Bert").pk != first.pk
    assert states(broadcast) == ["aside", "new"]


def test_one_is_shown_at_a_time_and_each_press_can_be_undone(alice: Places) -> None:
    broadcast = on_air(talk(alice))
    one, other = ask(broadcast, "One?"), ask(broadcast, "Two?")
    assert shown_question(broadcast=broadcast) is None
    show(one)
    assert show(show(one)).shown_at == ON_AIR
    show(other)
    assert states(broadcast) == ["answered", "shown"]
    actions.put_question(question=other, state=QuestionState.NEW, by=NOBODY, now=ON_AIR)
    show(one)
    assert states(broadcast) == ["shown", "new"]
    found = questions_of(broadcast=broadcast)
    assert (found.shown, found.new, found.total) == (one, [other], 2)
    with (
        pytest.raises(IntegrityError, match="live_question_one_shown"),
        transaction.atomic(),
    ):
        Question.objects.update(state=QuestionState.SHOWN)


def test_what_was_shown_in_a_rehearsal_waits_again_when_it_goes_live(alice: Places) -> None:
    broadcast = on_air(talk(alice), rehearsal=True)
    soon = {"now": broadcast.starts_at}
    one, other, off = (ask(broadcast, text, **soon) for text in ("One?", "Two?", "Rude?"))
    for each in (off, one, other):
        show(each)
    actions.put_question(question=off, state=QuestionState.ASIDE, by=NOBODY, now=ON_AIR)
    assert states(broadcast) == ["answered", "shown", "aside"]
    goes_live: dict[str, Any] = {"source": Source.BROWSER, "take_over": True, "by": NOBODY}
    actions.begin_sending(broadcast=broadcast, now=ON_AIR, **goes_live)
    assert states(broadcast) == ["new", "new", "aside"]
    assert not Question.objects.filter(shown_at__isnull=False).exists()
    # Another studio that takes over on air hides nothing.
    show(one)
    actions.begin_sending(broadcast=broadcast, now=ON_AIR, **goes_live)
    assert states(broadcast) == ["shown", "new", "aside"]


def test_a_flood_ends_at_a_ceiling_and_goes_on_when_staff_have_read(
    alice: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_NEW", 3)
    monkeypatch.setattr(limits, "MOST_KEPT", 5)
    broadcast = on_air(talk(alice))
    for number in range(3):
        ask(broadcast, f"Number {number}?")
    with pytest.raises(TooManyQuestions, match="send it again in a few minutes"):
        ask(broadcast, "Mine?")
    assert ask(broadcast, "Number 0?").text == "Number 0?"
    assert actions.put_all_aside(broadcast=broadcast, by=NOBODY, now=ON_AIR) == 3
    for number in range(2):
        ask(broadcast, f"After it {number}?")
    with pytest.raises(TooManyQuestions):
        ask(broadcast, "One more?")


def test_the_ledger_has_numbers_alone_and_the_words_go_after_a_week(alice: Places) -> None:
    broadcast = on_air(talk(alice))
    first, second, _third = (
        ask(broadcast, f"{word} Quillfeather?") for word in ("Who", "Why", "How")
    )
    show(first)
    show(second)
    over = ON_AIR + timedelta(hours=1)
    actions.end_broadcast(broadcast=broadcast, by=NOBODY, now=over)
    actions.end_broadcast(broadcast=broadcast, by=NOBODY, now=over)
    assert states(broadcast) == ["answered", "answered", "new"]
    told = Happening.objects.filter(kind__startswith="live.questions")
    assert dict(told.values_list("kind", "quantity")) == {
        "live.questions_asked": 3,
        "live.questions_shown": 2,
        "live.questions_answered": 2,
    }
    assert not [row for row in told.values() if "Quillfeather" in str(row)]
    assert actions.remove_old_questions(now=ON_AIR + timedelta(days=6)) == 0
    assert actions.remove_old_questions(now=over + timedelta(days=7)) == 3
    assert told.count() == 3


def test_charlie_reads_none_of_it(alice: Places) -> None:
    ask(on_air(talk(alice)))
    with scope(alice.other_service.pk):
        assert not Question.objects.exists()


@pytest.mark.race
def test_of_two_hundred_at_the_same_moment_as_many_are_kept_as_can_be_read(
    own_database: str,
) -> None:
    at = make_places()
    with scope(at.service.pk):
        broadcast = on_air(talk(at))

    def at_once(attempt: Any, times: int = 40) -> Any:
        def run(turn: int) -> str:
            try:
                with scope(at.service.pk):
                    return str(attempt(turn))
            except Refusal as refusal:
                return type(refusal).__name__
            finally:
                connections.close_all()

        with ThreadPoolExecutor(20) as hands:
            return Counter(hands.map(run, range(times)))

    assert at_once(lambda turn: ask(broadcast, f"Number {turn}?").state, 200) == {
        "new": limits.MOST_NEW,
        "TooManyQuestions": 200 - limits.MOST_NEW,
    }
    with scope(at.service.pk):
        assert Question.objects.count() == limits.MOST_NEW
        one, other = Question.objects.order_by("pk")[:2]
    # Two of staff press Show, on the same and on another, as often as they like.
    assert at_once(lambda turn: show(one if turn % 3 else other).state) == {"shown": 40}
    with scope(at.service.pk):
        counted = Counter(Question.objects.values_list("state", flat=True))
    assert counted == {"shown": 1, "answered": 1, "new": limits.MOST_NEW - 2}
    # The same question forty times is one.
    with scope(at.service.pk):
        actions.put_all_aside(broadcast=broadcast, by=NOBODY, now=ON_AIR)
    assert at_once(lambda _turn: ask(broadcast, "Again?").state) == {"new": 40}
