"""Asking without an account, a cookie or a script; reading and showing at the desk; and what screens are told."""

import json
import time
from pathlib import Path

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.events.tests.conftest import NOW, Places, alice, places
from branchline.live import actions
from branchline.live.actions import questions as limits
from branchline.live.caster import Caster, ask
from branchline.live.models import Broadcast, Pace, Question, QuestionState
from branchline.live.origin import Origin
from branchline.live.stream.asked import Asked, asked_file
from branchline.live.stream.slate import make_slate

from .asking import get
from .sheets import ON_AIR, on_air, planned, staff_of
from .test_questions import talk

__all__ = ["alice", "places"]

SAID = "Who dug the canal?"


@pytest.fixture
def live(alice: Places) -> Broadcast:
    """A talk for adults, on air, that takes questions."""
    return on_air(talk(alice))


def page_of(broadcast: Broadcast, more: str = "") -> str:
    return f"/{broadcast.service.slug}/live/{broadcast.public_id}{more}"


def test_somebody_asks_by_a_plain_form_and_leaves_no_trace_but_the_question(
    live: Broadcast,
) -> None:
    somebody = Client(enforce_csrf_checks=True)
    with clock.at(ON_AIR):
        form = somebody.get(page_of(live, "/ask"))
        assert form["Cache-Control"] == "public, max-age=20"
        assert f'action="{page_of(live, "/ask")}"' in form.content.decode()
        given = {"question": "  Who dug\u202e\nthe   canal? \x07 ", "name": "Wynne"}
        for _press in range(2):
            sent = somebody.post(page_of(live, "/ask"), given)
            assert sent["Location"] == page_of(live, "/asked")
        thanks = somebody.get(sent["Location"])
        told = somebody.post(page_of(live, "/ask"), given, headers={"Accept": "application/json"})
    assert "Your question is with the library" in thanks.content.decode()
    assert "with the library" in told.json()["sentence"]
    assert not somebody.cookies
    kept = Question.objects.get()
    assert (kept.text, kept.name, kept.state) == (SAID, "Wynne", "new")
    for answer in (form, thanks):
        assert SAID not in answer.content.decode()


def test_what_is_missing_too_long_or_too_much_is_said_and_stays_typed(
    live: Broadcast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_NEW", 1)
    somebody = Client()
    with clock.at(ON_AIR):
        empty = somebody.post(page_of(live, "/ask"), {"name": "Wynne"})
        long = somebody.post(page_of(live, "/ask"), {"question": "a" * 301, "name": "b" * 31})
        somebody.post(page_of(live, "/ask"), {"question": "First?"})
        full = somebody.post(page_of(live, "/ask"), {"question": SAID})
        told = somebody.post(
            page_of(live, "/ask"), {"question": SAID}, headers={"Accept": "application/json"}
        )
        actions.end_broadcast(broadcast=live, by=NOBODY, now=ON_AIR)
        late = somebody.post(page_of(live, "/ask"), {"question": SAID})
        over = somebody.get(page_of(live, "/ask"))
    assert [each.status_code for each in (empty, long, full, told, late)] == [
        422,
        422,
        429,
        429,
        409,
    ]
    assert "Write your question." in empty.content.decode()
    assert "300 characters or fewer" in long.content.decode()
    assert "30 characters or fewer" in long.content.decode()
    for answer in (full, late):
        assert SAID in answer.content.decode()
    # The watch page's script puts it into the form as it is on every page: a summary, and what was typed.
    box = told.json()["form"]
    assert "govuk-error-summary" in box
    assert "send it again in a few minutes" in box
    assert SAID in box
    assert "<form" not in over.content.decode().partition("<main")[2].partition("</main")[0]
    assert Question.objects.count() == 1


def test_a_childrens_broadcast_has_no_box_no_page_and_no_list(alice: Places) -> None:
    rhymes = on_air(planned(alice))
    staff = staff_of(alice.service)
    desk = f"/alice/desk/live/{rhymes.public_id}"
    with clock.at(ON_AIR):
        for more in ("/ask", "/asked"):
            assert Client().get(page_of(rhymes, more)).status_code == 404
        assert Client().post(page_of(rhymes, "/ask"), {"question": SAID}).status_code == 404
        assert staff.get(f"{desk}/questions").status_code == 404
        assert staff.post(f"{desk}/questions/take", {"on": "1"}).status_code == 404
        watched, studio = Client().get(page_of(rhymes)), staff.get(desk)
    for page in (watched, studio):
        assert "uestion" not in page.content.decode().partition("<main")[2]
    assert not Question.objects.exists()


def test_the_watch_page_has_the_box_while_questions_are_taken(alice: Places) -> None:
    broadcast = talk(alice, questions=False)
    on_air(broadcast)
    with clock.at(ON_AIR):
        closed = Client().get(page_of(broadcast)).content.decode()
        actions.take_questions(broadcast=broadcast, by=NOBODY, now=NOW)
        first, second = (Client().get(page_of(broadcast)) for _ in range(2))
        embed = Client().get(page_of(broadcast, "/embed")).content.decode()
    assert "data-ask hidden" in closed
    assert first.content == second.content
    assert not first.cookies
    assert "data-ask>" in first.content.decode()
    assert "data-question" in embed
    assert "data-ask" not in embed


def test_staff_read_show_and_take_away_and_a_stranger_does_nothing(
    live: Broadcast, alice: Places
) -> None:
    staff, desk = staff_of(alice.service), f"/alice/desk/live/{live.public_id}"
    with clock.at(ON_AIR):
        one, other = (
            actions.ask_question(broadcast=live, text=text, name="Wynne", by=NOBODY, now=ON_AIR)
            for text in (SAID, "Is it deep?")
        )
        put = f"{desk}/questions/{one.public_id}/put"
        assert SAID in staff.get(f"{desk}/questions").content.decode()
        assert staff.get(f"{desk}/now").json()["new_questions"] == 2
        assert staff.post(put, {"state": "shown"})["Location"] == f"{desk}/questions"
        assert staff.get(f"{desk}/now").json()["question"] == f"{SAID} (Wynne)"
        assert "Take away" in staff.get(f"{desk}/questions").content.decode()
        actions.press_panic(broadcast=live, by=NOBODY, now=ON_AIR)
        assert "Panic is on" in staff.get(f"{desk}/questions").content.decode()
        staff.post(put, {"state": "new"})
        assert staff.post(put, {"state": "gone"}).status_code == 404
        assert staff.post(f"{desk}/questions/nobody/put", {"state": "new"}).status_code == 404
        stranger, elsewhere = Client(), staff_of(alice.other_service)
        assert stranger.post(put, {"state": "shown"}).status_code == 302
        assert elsewhere.post(put, {"state": "shown"}).status_code == 404
        assert elsewhere.get(f"{desk}/questions").status_code == 404
        staff.post(f"{desk}/questions/aside")
        assert set(Question.objects.values_list("state", flat=True)) == {QuestionState.ASIDE}
        staff.post(f"{desk}/questions/take", {"off": "1"})
        assert "No questions are taken" in staff.get(f"{desk}/questions").content.decode()
        actions.end_broadcast(broadcast=live, by=NOBODY, now=ON_AIR)
        over = staff.get(f"{desk}/questions").content.decode()
    assert "It has ended" in over
    assert "Is it deep?" in over
    assert other.public_id not in over


def test_the_desk_plans_with_questions_or_says_why_not(alice: Places) -> None:
    from branchline.events.tests.conftest import date_of, put_on

    adults, children = (
        date_of(put_on(alice.branch, age_from=18, age_to=None)),
        date_of(put_on(alice.branch)),
    )
    staff = staff_of(alice.service)
    with clock.at(NOW):
        refused = staff.post(
            "/alice/desk/live/plan", {"date": children.public_id, "questions": "1"}
        )
        both = {"date": adults.public_id, "questions": "1", "children": "1"}
        assert staff.post("/alice/desk/live/plan", both).status_code == 409
        staff.post("/alice/desk/live/plan", {"date": adults.public_id, "questions": "1"})
    assert refused.status_code == 409
    assert "set the event’s ages to 18" in refused.content.decode()
    made = Broadcast.objects.get()
    assert (made.takes_questions, made.for_children) == (True, False)


def test_screens_are_told_of_what_is_shown_until_it_is_taken_away_or_panic_is_pressed(
    live: Broadcast, tmp_path: Path
) -> None:
    make_slate(tmp_path / "slate", target=Pace.CLOSER)
    caster, told = Caster(tmp_path), asked_file(tmp_path, live.prefix)
    (tmp_path / "asked").mkdir()
    left = asked_file(tmp_path, "left-by-a-killed-one--")
    left.write_text("{}")

    def said() -> object:
        with clock.at(ON_AIR):
            caster.follow(ask({}), time.monotonic())
        return json.loads(told.read_text()) if told.exists() else None

    question = actions.ask_question(broadcast=live, text="Ŵyn “dug” it?", by=NOBODY, now=ON_AIR)
    assert said() == {"asks": True, "question": None}
    assert not left.exists()
    actions.show_question(question=question, by=NOBODY, now=ON_AIR)
    shown = {"asks": True, "question": {"text": "Ŵyn “dug” it?", "name": ""}}
    assert said() == shown
    (tmp_path / "public" / live.prefix).mkdir(parents=True, exist_ok=True)
    origin = Origin(tmp_path, "http://localhost")
    asked = get(origin, f"/live/{live.prefix}/now.json")
    assert json.loads(asked.body) == {"hearts": 0, **shown}
    actions.press_panic(broadcast=live, by=NOBODY, now=ON_AIR)
    assert said() == {"asks": True, "question": None}
    actions.take_questions(broadcast=live, take=False, by=NOBODY, now=ON_AIR)
    assert said() is None
    time.sleep(0.3)
    assert json.loads(get(origin, f"/live/{live.prefix}/now.json").body) == {"hearts": 0}
    actions.resume(broadcast=live, by=NOBODY, now=ON_AIR)
    assert said() == {"asks": False, "question": shown["question"]}
    actions.end_broadcast(broadcast=live, by=NOBODY, now=ON_AIR)
    assert said() is None
    for stage in caster.stages.values():
        stage.close()


def test_a_file_that_is_told_again_is_not_written_again(tmp_path: Path) -> None:
    asked = Asked(tmp_path)
    asked.tell({"one": "{}", "none": ""})
    first = asked_file(tmp_path, "one").stat().st_ino
    asked.tell({"one": "{}"})
    assert asked_file(tmp_path, "one").stat().st_ino == first
    asked.tell({})
    assert list((tmp_path / "asked").iterdir()) == []
