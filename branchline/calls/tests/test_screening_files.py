"""What a screening service sends back, in each of its forms: read first, told in counts, brought in once, taken back."""

import hashlib
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from branchline.calls import actions
from branchline.calls.actions.forget import forget_person
from branchline.calls.errors import NothingToScreen, NotPromotional
from branchline.calls.imports import Screened
from branchline.calls.models import (
    SCREENING_HOLDS,
    CallRound,
    Line,
    RoundPerson,
    Screening,
    ScreeningAnswer,
    Standing,
)
from branchline.calls.queries import numbers_sent, screening_of
from branchline.core import clock
from branchline.core.ids import public_id
from branchline.core.importing import actions as files
from branchline.core.importing.problems import CannotRead
from branchline.core.models import Happening
from branchline.core.models.importing import ImportRun, State
from branchline.people.models import Answer

from .conftest import NOW, Calls
from .test_promotional import sale, say

PEOPLE = 6


@pytest.fixture
def round_(calls: Calls, settings: Any, tmp_path: Any) -> Iterator[CallRound]:
    """Six people with the numbers 01632 960000 to 960005; the first two share a line, so five are sent."""
    settings.MEDIA_ROOT = tmp_path
    made = sale(calls)
    for n in range(PEOPLE):
        calls.put_on(f"Person {n}", f"01632 96000{max(n, 1)}", round_=made)
    with clock.at(NOW):
        yield made


def put_together(round_: CallRound, calls: Calls, key: str = "") -> Screening:
    return actions.put_numbers_together(
        round_=round_, key=key or public_id(), by=calls.by, now=clock.now()
    )


def came_back(screening: Screening, calls: Calls, *lines: str, key: str = "") -> ImportRun:
    """Sent at the desk and read."""
    run = files.receive(
        importer=Screened(), file=io.BytesIO("\n".join(lines).encode()), file_name="tps.csv",
        about=screening.public_id, by=calls.by, now=clock.now(), key=key or public_id(),
    )  # fmt: skip
    run.refresh_from_db()
    return run


def bring_in(run: ImportRun, calls: Calls) -> ImportRun:
    files.begin(run=run, by=calls.by, now=clock.now())
    run.refresh_from_db()
    return run


def listed() -> set[str]:
    return {line.number[-1] for line in Line.objects.filter(listed=True)}


def clear() -> set[str]:
    return {
        line.number[-1] for line in Line.objects.filter(listed=False, screened_at__isnull=False)
    }


def where() -> dict[str, str]:
    rows = RoundPerson.objects.values_list("callee__resident__name", "standing")
    return {name[-1]: str(standing) for name, standing in rows}


def test_each_number_is_sent_once_and_nothing_else(calls: Calls, round_: CallRound) -> None:
    say(RoundPerson.objects.get(callee__resident__name="Person 5"), Answer.GIVEN, calls)
    made = put_together(round_, calls, key="pressed-twice-once")
    assert made == put_together(round_, calls, key="pressed-twice-once")
    numbers = actions.take_numbers(screening=made, by=calls.by, now=NOW)
    # Whoever has said yes to news need not be screened, so their number goes to nobody.
    assert numbers == [f"+44163296000{n}" for n in range(1, 5)]
    taken = made.taken.get()
    assert (taken.taken_by_id, taken.taken_at) == (calls.cast.alice.pk, NOW)
    happening = Happening.objects.get(kind="calls.numbers_taken")
    assert (happening.quantity, happening.pseudonym) == (4, None)


def test_numbers_of_a_friendly_round_go_to_nobody(calls: Calls) -> None:
    calls.put_on("Maud Okafor")
    with pytest.raises(NotPromotional):
        put_together(calls.round, calls)


FORMS = {
    "listed alone": ["+441632960002", "+441632960004"],
    "listed, under a heading": ["Number", "01632 960002", "01632 960004"],
    "hashes": [hashlib.sha256(f"+44163296000{n}".encode()).hexdigest().upper() for n in (2, 4)],
    "yes and no": [
        "Telephone,TPS", "+441632960001,N", "+441632960002,Y", "+441632960003,N", "+441632960004,Y", "+441632960005,N",
    ],
    "yes and no, no headings": [
        "441632960001;no", "441632960002;yes", "441632960003;no", "441632960004;yes", "441632960005;no",
    ],
    "two lists": [
        "Ref,Phone,TPS,CTPS", "1,01632960001,no,no", "2,01632960002,yes,no", "3,01632960003,no,no",
        "4,01632960004,no,yes", "5,01632960005,no,no",
    ],
    "hashes with an answer": [
        "hash,listed", *(f"{hashlib.sha256(f'+44163296000{n}'.encode()).hexdigest()},{'yes' if n in (2, 4) else 'no'}" for n in range(1, 6)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(calls: Calls, round_: CallRound, form: str) -> None:
    screening = put_together(round_, calls)
    run = came_back(screening, calls, *FORMS[form])
    assert run.state == State.CHECKED, run.stopped_because
    assert "5 sent, 2 listed." in run.notes
    assert (listed(), set(where().values())) == (set(), {Standing.SCREENING})
    bring_in(run, calls)
    assert (run.state, run.changed) == (State.DONE, 5)
    assert (listed(), clear()) == ({"2", "4"}, {"1", "3", "5"})
    assert where() == {
        "0": "active", "1": "active", "2": "ended", "3": "active", "4": "ended", "5": "active",
    }  # fmt: skip
    answer = ScreeningAnswer.objects.get()
    assert (answer.listed, answer.clear, answer.strangers, answer.unreadable) == (2, 3, 0, 0)
    assert answer.brought_by_id == calls.cast.alice.pk
    # The same file once more changes nothing.
    again = came_back(screening, calls, *FORMS[form])
    assert (again.added, again.changed, again.unchanged) == (0, 0, 5)
    bring_in(again, calls)
    assert ScreeningAnswer.objects.count() == 1
    assert where()["2"] == "ended"
    assert screening_of(round_, now=NOW).to_screen == 0


def test_what_can_not_be_read_and_what_is_not_ours_is_counted_in_words(
    calls: Calls, round_: CallRound
) -> None:
    run = came_back(
        put_together(round_, calls), calls, "Number,Listed", "+441632960001,yes", "no number,yes", "+441632960002,no",
        "+441632960003,perhaps", "01632 960900,yes", "4.41633E+11,yes", "+441632960004,",
    )  # fmt: skip
    assert run.notes[0] == "5 sent, 1 listed, 1 not ours, 4 unreadable (lines 3, 5, 7, 8)."
    assert "3 numbers that were sent have no answer in the file and wait on." in run.notes
    said = " ".join(sentence for _line, _column, sentence, _stood in run.problems)
    for words in ("neither a telephone number nor a SHA-256", "neither yes nor no", "rounded by a spreadsheet"):  # fmt: skip
        assert words in said
    bring_in(run, calls)
    assert (listed(), clear()) == ({"1"}, {"2"})
    assert where()["3"] == "screening"


def test_a_line_that_can_not_be_read_may_be_a_number_on_the_list(
    calls: Calls, round_: CallRound
) -> None:
    """So whoever is not in such a list waits on: nobody is called clear because of a slip."""
    screening = put_together(round_, calls)
    run = bring_in(
        came_back(screening, calls, "+441632960002", "+44163296", "+441632960004"), calls
    )
    assert run.notes[0] == "5 sent, 2 listed, 1 unreadable (line 2)."
    assert (listed(), clear()) == ({"2", "4"}, set())
    bring_in(came_back(screening, calls, "+441632960002", "+441632960003", "+441632960004"), calls)
    assert (listed(), clear()) == ({"2", "3", "4"}, {"1", "5"})


def test_said_twice_a_yes_holds(calls: Calls, round_: CallRound) -> None:
    run = came_back(put_together(round_, calls), calls, "n,tps", "number,tps", "01632960001,yes", "+44 1632 960001,no")  # fmt: skip
    bring_in(run, calls)
    assert listed() == {"1"}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["number"], "No number stands in this file."),
        (["number,listed", "none,yes"], "No number stands in this file."),
        (["+441632960801", "+441632960802", "+441632960001"], "This is not what came back for this round: of the 3 numbers in the file 2 were not sent for it."),
    ],
)  # fmt: skip
def test_a_file_of_another_round_or_without_numbers_is_refused_in_words(
    calls: Calls, round_: CallRound, lines: list[str], words: str
) -> None:
    run = came_back(put_together(round_, calls), calls, *lines)
    assert run.state == State.STOPPED
    assert words in run.stopped_because
    files.begin(run=run, by=calls.by, now=NOW)
    assert (listed(), clear()) == (set(), set())


def test_an_empty_file_is_refused(calls: Calls, round_: CallRound) -> None:
    with pytest.raises(CannotRead, match="The file is empty"):
        came_back(put_together(round_, calls), calls, "")


def test_an_answer_holds_28_days_from_the_day_the_numbers_were_put_together(
    calls: Calls, round_: CallRound
) -> None:
    screening = put_together(round_, calls)
    with clock.at(NOW + timedelta(days=20)):
        bring_in(came_back(screening, calls, "+441632960002"), calls)
    assert {line.screened_at for line in Line.objects.all()} == {NOW}
    assert screening_of(round_, now=NOW + timedelta(days=20)).to_screen == 0
    soon = screening_of(round_, now=NOW + timedelta(days=22))
    assert (soon.to_screen, soon.renewed) == (4, 4)
    over = NOW + SCREENING_HOLDS
    assert actions.heed_wishes(now=over) == 5
    with clock.at(over):
        assert screening_of(round_, now=over).open == []
        late = came_back(screening, calls, "+441632960003")
        assert "more than 28 days ago" in late.stopped_because
        renewed = put_together(round_, calls)
        bring_in(came_back(renewed, calls, "number,listed", *(f"{n},no" for n in numbers_sent(renewed))), calls)  # fmt: skip
        # What an older list says of a number that was screened since is passed over.
        assert {each.screened_at for each in Line.objects.filter(listed=False)} == {over}
    with pytest.raises(NothingToScreen):
        actions.put_numbers_together(round_=round_, key=public_id(), by=calls.by, now=over)


def test_taken_back_everybody_waits_again_but_whoever_was_taken_off_stays_off(
    calls: Calls, round_: CallRound
) -> None:
    run = bring_in(came_back(put_together(round_, calls), calls, "+441632960002"), calls)
    files.take_back(run=run, by=calls.by, now=NOW)
    run.refresh_from_db()
    assert run.state == State.UNDONE
    assert (listed(), clear()) == (set(), set())
    assert not ScreeningAnswer.objects.exists()
    assert set(where().values()) == {"screening", "ended"}
    assert where()["2"] == "ended"


def test_whoever_is_forgotten_takes_their_line_and_every_file_with_them(
    calls: Calls, round_: CallRound
) -> None:
    run = bring_in(came_back(put_together(round_, calls), calls, "+441632960002", "x"), calls)
    assert run.file
    assert any("x" in row[3] for row in run.problems)
    who = RoundPerson.objects.get(callee__resident__name="Person 3").callee.resident
    forget_person(person=f"resident:{who.pk}")
    run.refresh_from_db()
    assert (run.file, [row[3] for row in run.problems]) == ("", [""])
    assert not Line.objects.filter(number="01632960003").exists()
    files.take_back(run=run, by=calls.by, now=NOW)
    assert clear() == set()
