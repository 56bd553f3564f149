"""Pages of workers: a manager keeps them, staff see who may work, a worker keeps their own times, others see nothing."""

from datetime import timedelta
from typing import Any

from branchline.core import clock
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.people import actions, queries
from branchline.people.actions import WorkerFacts
from branchline.people.models import Absence, AbsenceWhy, CheckKind, Doing, Worker, WorkerKind

from .conftest import NOW, Cast, account, signed_in
from .conftest import works as holds_a_role

DESK = "/alice/desk/"
KEY = "a-key-of-this-form-1234"
FACTS = {
    "key": KEY, "name": "Nadia Invented", "kind": "volunteer", "doing": ["calls", "devices"],
    "languages": "Urdu, Polish", "most_calls": "6", "account": "", "note": "Rings in the morning",
}  # fmt: skip


def worker(cast: Cast) -> Worker:
    with scope(cast.service.pk):
        return Worker.objects.get()


def test_a_manager_adds_a_worker_notes_everything_and_ends_them(cast: Cast) -> None:
    alice, today = signed_in(cast.alice), clock.today()
    assert "Nobody yet" in alice.get(f"{DESK}workers").content.decode()
    nothing = alice.post(f"{DESK}workers/new", FACTS | {"doing": []}).content.decode()
    assert "Say what they do" in nothing
    for _twice in range(2):
        assert alice.post(f"{DESK}workers/new", FACTS).status_code == 302
    page = f"{DESK}workers/{worker(cast).public_id}"

    def sent(step: str, **said: Any) -> str:
        answer = alice.post(f"{page}/{step}", said, follow=True)
        return " ".join(answer.content.decode().split())

    tomorrow = f"{today + timedelta(days=1):%d/%m/%Y}"
    assert "today, or a day before" in sent("seen", what="check-dbs", on=tomorrow)
    soon = f"{today + timedelta(days=20):%d/%m/%Y}"
    read = sent("seen", what="check-dbs", on=f"{today:%d/%m/%Y}", expires_on=soon)
    assert "DBS certificate" in read
    sent("seen", what="training-listening", on=f"{today:%d/%m/%Y}")
    assert "Write times like" in sent("week", day0="nine to noon")
    assert "overlap" in sent("week", day0="9-12, 11:30 to 13")
    assert "9:00 to 12:30" in sent("week", day0="9-12:30", day3="14:00 to 16:00")
    read = sent("away", first=f"{today:%d/%m/%Y}", until=tomorrow, why="ill")
    assert "They are away." in read
    assert "already away" in sent("away", first=f"{today:%d/%m/%Y}", until="", why="leave")
    once = {"key": "another-key-of-this-form", "day": f"{today:%d/%m/%Y}", "doing": "calls"}
    assert "at least 1" in sent("time", **once, minutes="0")
    assert "45 minutes" in sent("time", **once, minutes="45")
    changed = alice.post(
        f"{page}/change", FACTS | {"name": "Nadia Changed", "key": KEY + "5"}, follow=True
    )
    assert "Nadia Changed" in changed.content.decode()
    front = " ".join(alice.get(f"{DESK}today").content.decode().split())
    listed = " ".join(alice.get(f"{DESK}workers").content.decode().split())
    assert "They are away." in listed
    assert "DBS certificate" in listed
    assert "worker whose checks or training run out" in front
    assert "no longer work" in alice.get(f"{page}/end").content.decode()
    assert "no longer works" in alice.post(f"{page}/end", follow=True).content.decode()


def test_staff_see_whether_they_may_work_and_not_why(cast: Cast) -> None:
    with scope(cast.service.pk):
        facts = WorkerFacts("Nadia Invented", WorkerKind.VOLUNTEER, frozenset({Doing.CALLS}))
        made = actions.add_worker(facts=facts, by=cast.as_alice, now=NOW)
        actions.note_check(
            worker=made, kind=CheckKind.DBS, seen_on=NOW.date(), by=cast.as_alice, now=NOW
        )
    bob = signed_in(cast.bob)
    page = bob.get(f"{DESK}workers").content.decode()
    assert "Nadia Invented" in page
    assert "Not today" in page
    assert "not seen yet" not in page
    for rest in ("", "/change", "/seen", "/week", "/away", "/time", "/end"):
        assert bob.get(f"{DESK}workers/{made.public_id}{rest}").status_code == 404
    assert bob.get(f"{DESK}workers/new").status_code == 404
    assert signed_in(cast.charlie).get(f"{DESK}workers").status_code == 404
    assert "not down as a worker" in bob.get(f"{DESK}my-times").content.decode()
    assert bob.get(f"{DESK}my-times/week").status_code == 404


def test_a_worker_keeps_their_own_times_and_nobody_elses(cast: Cast) -> None:
    cal = account("Cal")
    with scope(cast.service.pk):
        holds_a_role(cal, cast.organisation, cast.service, Role.CALLER)
        facts = WorkerFacts("Cal Invented", WorkerKind.VOLUNTEER, frozenset({Doing.CALLS}))
        mine = actions.add_worker(facts=facts, account=cal, by=cast.as_alice, now=NOW)
        other = actions.add_worker(facts=facts, by=cast.as_alice, now=NOW)
        theirs = actions.add_absence(
            worker=other, first=NOW.date(), until=None, why=AbsenceWhy.ILL, by=cast.as_alice, now=NOW
        )  # fmt: skip
    client, today = signed_in(cal), clock.today()
    assert client.get(f"{DESK}workers").status_code == 404
    saved = client.post(f"{DESK}my-times/week", {"day1": "9 to 11"}, follow=True)
    assert "9:00 to 11:00" in saved.content.decode()
    client.post(f"{DESK}my-times/away", {"first": f"{today:%d/%m/%Y}", "why": "holiday"})
    with scope(cast.service.pk):
        away = Absence.objects.get(worker=mine)
        assert queries.is_away(mine, on=today)
    assert client.post(f"{DESK}my-times/{theirs.public_id}/back").status_code == 404
    back = client.post(f"{DESK}my-times/{away.public_id}/back", follow=True)
    assert "Nothing noted" in back.content.decode()
    managed = signed_in(cast.alice).post(f"{DESK}my-times/{theirs.public_id}/back")
    assert managed.headers["Location"].endswith(other.public_id)
