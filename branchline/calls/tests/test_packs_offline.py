"""What a device told of a pack without a network: once, fenced by its slip; a stale pack overwrites nothing."""

import html
import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from branchline.calls import actions, queries
from branchline.calls.actions import forget
from branchline.calls.measures import ATTEMPT
from branchline.calls.models import Attempt, Outcome, Pack
from branchline.concerns.models import Task
from branchline.core import clock
from branchline.core.ids import public_id
from branchline.core.models import Happening, Operation
from branchline.core.permits import Role
from branchline.people.models import Worker
from branchline.people.tests.conftest import signed_in
from branchline.people.tests.conftest import works as works_as

from .conftest import NOW, Calls

LATER = NOW + timedelta(hours=5)


@pytest.fixture
def pack(calls: Calls) -> Pack:
    for name in ("Maud Okafor", "Edna Ross", "Iris Hale"):
        calls.put_on(name)
    return actions.make_pack(
        worker=calls.nadia, day=NOW.date(), most=3, service=calls.cast.service, key=public_id(), by=calls.by, now=NOW,
    )  # fmt: skip


def phone_of(calls: Calls, worker: Worker) -> Client:
    works_as(worker.account, calls.cast.organisation, calls.cast.service, Role.CALLER)  # type: ignore[arg-type]
    return signed_in(worker.account)  # type: ignore[arg-type]


def slips_on(phone: Client, pack: Pack) -> list[str]:
    with clock.at(NOW):
        answer = phone.get(f"/alice/desk/calls/packs/{pack.public_id}/phone")
    page = answer.content.decode()
    assert answer.headers["Branchline-May-Be-Kept"] == "yes"
    assert not any(name in page for name in ("Maud", "Okafor", "01632", "Nadia"))
    return [html.unescape(each) for each in re.findall(r'data-slip="([^"]+)"', page)]


def told(slip: str, outcome: str = "answered", **other: Any) -> dict[str, Any]:
    said = {"slip": slip, "outcome": outcome, "message_left": False, "hard": False, **other}
    return {"id": str(uuid4()), "kind": "calls.told", "made_at": 10**12, "payload": said}


def send(phone: Client, pack: Pack, *operations: dict[str, Any]) -> Any:
    said = {"about": f"calls.pack:{pack.public_id}", "device": "phone", "sent_at": 10**12, "operations": list(operations)}  # fmt: skip
    with clock.at(LATER):
        return phone.post(
            "/alice/desk/offline", json.dumps(said), content_type="application/json"
        ).json()


def test_what_was_told_without_a_network_counts_once(calls: Calls, pack: Pack) -> None:
    phone = phone_of(calls, calls.nadia)
    maud, edna, iris = slips_on(phone, pack)
    assert slips_on(phone, pack)[0] == maud, (
        "what waits on the device finds its call on the next page"
    )
    first, second = told(maud, hard=True), told(edna, "no_answer", message_left=True)
    answer = send(phone, pack, first, second)
    assert set(answer["answers"].values()) == {"kept"}
    assert answer["state"] == {"operations": 2, "told": {"1": "answered", "2": "no_answer"}}
    again = send(phone, pack, second, first, told(iris, "busy"))
    assert sorted(again["answers"].values()) == ["kept", "known", "known"]
    assert [(each.outcome, each.late, each.worker) for each in Attempt.objects.order_by("person")] == [
        ("answered", False, calls.nadia), ("no_answer", False, calls.nadia), ("busy", False, calls.nadia),
    ]  # fmt: skip
    assert Task.objects.filter(kind="calls.debrief").count() == 1
    assert not any("Maud" in str(each.payload) for each in Operation.objects.all())

    # What else stands on the paper is added: kept, and not counted as another call.
    actions.report_call(
        worker=calls.nadia, slip=queries.call_of(pack, number=1).slip, key=public_id(),
        heard=actions.Heard(Outcome.ANSWERED, for_next="Tiger is well."),
        service=calls.cast.service, by=calls.by, now=LATER,
    )  # fmt: skip
    assert Attempt.objects.filter(late=True).count() == 1
    assert Happening.objects.filter(kind=ATTEMPT.name).count() == 3


def test_a_stale_offline_pack_cannot_overwrite(calls: Calls, pack: Pack) -> None:
    phone = phone_of(calls, calls.nadia)
    maud, edna, _iris = slips_on(phone, pack)
    actions.withdraw_pack(pack=pack, by=calls.by, now=NOW)
    assert calls.given(calls.tom).name == "Maud"
    held = queries.lease_of(calls.tom)
    assert held is not None
    answer = send(phone, pack, told(maud, "no_more"), told(edna, "has_died"))
    assert set(answer["answers"].values()) == {"kept"}
    # Tom still holds her line, she is still on the round, and nobody has died: somebody looks into it.
    now_held = queries.lease_of(calls.tom)
    assert now_held is not None and now_held.line.token == held.line.token
    for name in ("Maud Okafor", "Edna Ross"):
        calls.people[name].refresh_from_db()
        assert calls.people[name].standing == "active"
    assert Attempt.objects.filter(late=True).count() == 2
    assert Task.objects.filter(kind="calls.late").count() == 2
    assert calls.report(calls.tom, Outcome.ANSWERED, now=LATER).late is False


def test_nobody_tells_of_a_pack_without_its_slips(calls: Calls, pack: Pack) -> None:
    nadia, tom = phone_of(calls, calls.nadia), phone_of(calls, calls.tom)
    slip = slips_on(nadia, pack)[0]
    token = str(pack.people.get(number=1).token)
    assert tom.get(f"/alice/desk/calls/packs/{pack.public_id}/phone").status_code == 404
    wrong = [
        told(token), told(slip[:-1] + "x"), told(slip, "call_back"), told(slip, "felt"), told(slip, hard="yes"),
    ]  # fmt: skip
    answers = send(tom, pack, *wrong)["answers"]
    assert all("could not be read" in each["refused"] for each in answers.values())
    assert not Attempt.objects.exists()
    # Whoever is forgotten meanwhile is passed over; the rest counts.
    forget.forget_person(person=f"resident:{calls.people['Maud Okafor'].callee.resident_id}")
    send(nadia, pack, told(slip))
    assert not Attempt.objects.exists()
