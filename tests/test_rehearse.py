"""A rehearsal of calls: the town it is played in, and what comes of a small one."""

import signal
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest

from branchline.commands import rehearse
from branchline.commands.rehearsal import exchange, scratch
from branchline.commands.rehearsal.beside import BEGINS, beside
from branchline.commands.rehearsal.scene import ladder_named
from branchline.commands.rehearsal.scratch import pages
from branchline.commands.rehearsal.street import Street
from branchline.commands.rehearsal.table import as_json, table
from branchline.commands.rehearsal.town import MOST_PEOPLE, Town, make_town
from branchline.core.telephones import plain


def town(seed: int = 7, people: int = 400) -> Town:
    return make_town(seed=seed, people=people, callers=8, begins=BEGINS)


def test_the_same_seed_is_the_same_town() -> None:
    assert town() == town()
    assert town() != town(8)


def test_lines_are_shared_by_two_at_most_who_go_by_other_names() -> None:
    lines = Counter(each.number for each in town().people)
    assert set(lines.values()) == {1, 2}
    assert all(plain(number) == number for number in lines)
    called = Counter((each.number, each.first) for each in town().people)
    assert set(called.values()) == {1}
    with pytest.raises(ValueError, match="at least one caller"):
        make_town(seed=7, people=10, callers=0, begins=BEGINS)
    with pytest.raises(ValueError, match="A town has"):
        town(people=MOST_PEOPLE + 1)


def test_whoever_is_rung_at_one_moment_answers_alike_whatever_was_rung_before() -> None:
    here = town()
    one, other = Street(here), Street(here)
    at = BEGINS + timedelta(days=2, hours=5)
    for each in here.people[2:60]:
        other.ring(each.number, each.first, at - timedelta(days=1))
    said = [one.ring(each.number, each.first, at).outcome for each in here.people[60:200]]
    assert said == [other.ring(each.number, each.first, at).outcome for each in here.people[60:200]]
    assert {"answered", "no_answer", "busy", "wrong_number"} < set(said)


def test_a_ladder_goes_by_the_name_it_has_on_the_page_of_a_round() -> None:
    assert ladder_named("welfare").waits == ladder_named("welfare:written").waits
    assert ladder_named("welfare").unlike > 0 == ladder_named("welfare:written").unlike
    with pytest.raises(ValueError, match="say companionship, welfare, once"):
        ladder_named("welfare:quick")


def in_silence(words: str) -> None:
    """Nobody looks how far it is."""


@pytest.mark.walk
@pytest.mark.usefixtures("own_database")
def test_a_small_rehearsal() -> None:
    """Played twice it is the same; their own history hands on whoever falls silent sooner than the written ladder does;
    what is told on Friday at 16:55 reaches the deputy."""
    ladders = [ladder_named(name) for name in ("welfare", "welfare", "welfare:written")]
    with pages():
        one, again, written = beside(
            seed=7, people=12, callers=1, calls=45, ladders=ladders, says=in_silence
        )
    assert table([one], seed=7) == table([again], seed=7)
    assert as_json([one], seed=7) == as_json([again], seed=7)
    assert one.calls == 45 == sum(one.outcomes.values())
    assert one.disclosure.startswith("Fri 16:55; The deputy Fri ")
    assert one.silent_hours is not None
    assert written.silent_hours is None or one.silent_hours < written.silent_hours
    assert 0 < one.coverage[0] <= one.coverage[1] <= one.coverage[2] <= 1
    assert "not yet" in table([replace(one, silent_hours=None)], seed=7)


def test_what_can_not_be_played_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch, "scratch", nullcontext)
    given = Namespace(calls=100, people=None, callers=None, seed=1, ladder=["quick"], json=False, sip=False)  # fmt: skip
    assert rehearse.run(given) == 2
    assert "quick is no ladder: say companionship, welfare, once" in capsys.readouterr().err
    monkeypatch.setattr(exchange, "THERE", False)
    given.sip = True
    assert rehearse.run(given) == 2
    assert "apt install" in capsys.readouterr().err


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_it_puts_away_what_it_made(
    monkeypatch: pytest.MonkeyPatch, told: signal.Signals
) -> None:
    put_away: list[str] = []

    @contextmanager
    def made() -> Iterator[None]:
        try:
            yield
        finally:
            # Told again, as whoever is impatient does.
            signal.raise_signal(told)
            put_away.append("its database")

    @contextmanager
    def told_to_stop() -> Iterator[None]:
        signal.raise_signal(told)
        yield

    before = signal.getsignal(told)
    monkeypatch.setattr(scratch, "scratch", made)
    monkeypatch.setattr(scratch, "pages", told_to_stop)
    with pytest.raises(SystemExit) as ended:
        rehearse.run(Namespace(calls=100, sip=False))
    assert ended.value.code == 128 + told
    assert put_away == ["its database"]
    assert signal.getsignal(told) == before
