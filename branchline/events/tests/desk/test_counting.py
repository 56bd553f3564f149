"""The count at the desk: by plain forms, by the log of a device, and from a tablet whose PIN has run out."""

import html
import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from branchline.core import clock
from branchline.core.acting import Acting
from branchline.core.clock import london
from branchline.core.models import Operation
from branchline.core.scoping import scope
from branchline.events.models import Attendance, Booking, Occurrence
from branchline.people.actions import enrol_device
from branchline.people.middleware import at_tablet
from branchline.places.models import Branch, Service

from ..conftest import NOW, Places, date_of, put_on
from .conftest import text_of

START = london(2026, 10, 6, 10, 30)


@pytest.fixture(autouse=True)
def at_the_door(september: None) -> Any:
    """The morning on which rhyme time begins."""
    with clock.at(START):
        yield


def page_of(date: Occurrence) -> str:
    return f"/alice/desk/events/{date.public_id}/count"


def form_id(text: str) -> str:
    return str(re.findall(r'name="form" value="([^"]+)"', text)[0])


def people(places: Places) -> int:
    with scope(places.service.pk):
        return sum(each.people for each in Attendance.objects.all())


def batch(date: Occurrence, *operations: dict[str, Any]) -> str:
    said = {"about": f"events.occurrence:{date.public_id}", "device": "tablet-7", "sent_at": 10**12, "operations": list(operations)}  # fmt: skip
    return json.dumps(said)


def press(
    by: int = 1, band: str = "adults", kind: str = "events.counted", **more: Any
) -> dict[str, Any]:
    payload = more or {"band": band, "by": by}
    return {"id": str(uuid4()), "kind": kind, "made_at": 10**12, "payload": payload}


def send(client: Client, body: str, service: str = "alice") -> Any:
    return client.post(f"/{service}/desk/offline", body, content_type="application/json")


def tablet_at(service: Service, branch: Branch) -> Client:
    """An enrolled tablet, with nobody at it."""
    with scope(service.pk):
        enrolled = enrol_device(
            branch=branch, name="Counter", key=f"key-{uuid4()}", by=Acting(), now=NOW
        )
    answer, client = HttpResponse(), Client()
    at_tablet.remember(answer, enrolled)
    client.cookies.load({at_tablet.COOKIE: answer.cookies[at_tablet.COOKIE].value})
    return client


def test_each_press_is_a_form_of_its_own_without_javascript(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    for pressed in ("adults+", "adults+", "babies+", "adults-", "children+"):
        form = form_id(text_of(bob, page_of(tuesday)))
        assert bob.post(page_of(tuesday), {"form": form, "press": pressed}).status_code == 302
    assert people(places) == 3
    assert "3 people in all" in text_of(bob, page_of(tuesday))


def test_a_double_press_counts_once_and_says_so(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    form = {"form": form_id(text_of(bob, page_of(tuesday))), "press": "adults+"}
    bob.post(page_of(tuesday), form)
    again = bob.post(page_of(tuesday), form, follow=True)
    assert "had been counted already" in again.content.decode()
    assert people(places) == 1


def test_undo_takes_the_last_press_back_once(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    for said in ({"press": "babies+"}, {"press": "adults+"}, {"undo": "yes"}, {"undo": "yes"}):
        bob.post(page_of(tuesday), {"form": str(uuid4()), **said})
    with scope(places.service.pk):
        kept = Attendance.objects.get()
    assert (kept.babies, kept.adults) == (1, 0)


def test_numbers_that_two_people_type_at_once_add_up(
    alice: Client, bob: Client, places: Places, tuesday: Occurrence
) -> None:
    """Both saw nought; one types four of theirs, the other five."""
    typed = {
        "numbers": "yes",
        "was_babies": "0",
        "was_children": "0",
        "was_adults": "0",
        "babies": "0",
        "children": "0",
    }
    alice.post(page_of(tuesday), {**typed, "form": str(uuid4()), "adults": "4"})
    bob.post(page_of(tuesday), {**typed, "form": str(uuid4()), "adults": "5"})
    assert people(places) == 9


@pytest.mark.parametrize("wrong", ["", "-1", "many", "5001", "9" * 40])
def test_a_number_that_is_none_gets_a_sentence_at_its_field(
    bob: Client, places: Places, tuesday: Occurrence, wrong: str
) -> None:
    typed = {
        "numbers": "yes",
        "form": str(uuid4()),
        "babies": "2",
        "children": "0",
        "adults": wrong,
    }
    answer = bob.post(page_of(tuesday), typed)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "There is a problem" in text or "Please put right" in text
    assert 'value="2"' in text
    assert people(places) == 0


def test_closing_says_thank_you_and_still_takes_who_was_missed(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    bob.post(page_of(tuesday), {"form": str(uuid4()), "press": "adults+"})
    bob.post(page_of(tuesday), {"form": str(uuid4()), "close": "yes"})
    assert "The count is closed" in text_of(bob, page_of(tuesday))
    bob.post(page_of(tuesday), {"form": str(uuid4()), "press": "adults+"})
    assert people(places) == 2


def test_the_page_may_be_kept_since_nobody_is_in_it(
    bob: Client, places: Places, tuesday: Occurrence, booked: Booking
) -> None:
    answer = bob.get(page_of(tuesday))
    assert answer["Branchline-May-Be-Kept"] == "yes"
    text = html.unescape(answer.content.decode())
    assert booked.name not in text
    assert "bob" not in text.casefold().replace("bobbin", "")
    assert "Branchline-May-Be-Kept" not in bob.get(f"/alice/desk/events/{tuesday.public_id}")


def test_before_its_time_and_when_it_is_off_there_is_nothing_to_press(
    bob: Client, tuesday: Occurrence
) -> None:
    with clock.at(london(2026, 10, 5, 9)):
        text = text_of(bob, page_of(tuesday))
        assert re.search(r"Counting opens on <time [^>]+>Tuesday 6 October, 7:30am</time>", text)
        assert "3 hours before the start" in text
        assert "said=no" in bob.post(page_of(tuesday), {"press": "adults+"})["Location"]


def test_strangers_count_nobody(charlie: Client, places: Places, tuesday: Occurrence) -> None:
    assert charlie.get(page_of(tuesday)).status_code == 404
    assert charlie.post(page_of(tuesday), {"press": "adults+"}).status_code == 404
    assert send(charlie, batch(tuesday, press())).status_code == 404
    assert send(charlie, batch(tuesday, press()), service="charlie").status_code == 404
    assert send(Client(), batch(tuesday, press())).status_code == 302
    assert people(places) == 0


def test_a_colleague_of_another_branch_counts_nobody_here(bob: Client, places: Places) -> None:
    with scope(places.service.pk):
        far = date_of(put_on(places.far))
    assert bob.get(page_of(far)).status_code == 404
    answer = send(bob, batch(far, press()))
    assert answer.status_code == 404
    assert "state" not in answer.json()


def test_staff_send_a_batch_and_learn_how_it_stands(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    first = press(3)
    said = send(bob, batch(tuesday, first, press(2, "babies"))).json()
    assert said["answers"][first["id"]] == "kept"
    assert said["state"]["heads"]["adults"] == 3
    again = send(bob, batch(tuesday, first)).json()
    assert again["answers"] == {first["id"]: "known"}
    assert again["state"]["heads"] == said["state"]["heads"]
    assert people(places) == 5


def test_a_tablet_counts_at_its_branch_when_the_pin_has_run_out(
    places: Places, tuesday: Occurrence, booked: Booking
) -> None:
    tablet = tablet_at(places.service, places.branch)
    assert tablet.get(page_of(tuesday)).status_code == 302, "the page itself wants a PIN"
    ticked = press(
        kind="events.ticked", booking=booked.public_id, state="came", adults=1, children=2
    )
    said = send(tablet, batch(tuesday, press(4), ticked)).json()
    assert said["state"]["heads"]["adults"] == 4
    assert said["answers"][ticked["id"]]["later"], "what names somebody waits for a PIN"
    with scope(places.service.pk):
        kept = Operation.objects.get()
    assert kept.tablet
    assert kept.account_id is None


def test_another_branchs_and_another_services_tablet_get_nothing(
    places: Places, tuesday: Occurrence
) -> None:
    far = tablet_at(places.service, places.far)
    elsewhere = tablet_at(places.other_service, places.other_branch)
    assert send(far, batch(tuesday, press())).status_code == 404
    assert send(elsewhere, batch(tuesday, press())).status_code == 302
    assert send(elsewhere, batch(tuesday, press()), service="charlie").status_code == 404
    assert people(places) == 0


HOSTILE = (
    "", "[]", "null", '{"operations": []}', "x" * 200_000,
    '{"about": "no.such:thing", "device": "d", "sent_at": 1, "operations": []}',
)  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_bodies_get_a_sentence_and_change_nothing(
    bob: Client, places: Places, body: str
) -> None:
    answer = send(bob, body)
    assert answer.status_code in (400, 404, 413)
    assert answer.json()["sentence"]
    with scope(places.service.pk):
        assert not Operation.objects.exists()


def test_a_batch_needs_the_token_of_our_own_pages(
    places: Places, tuesday: Occurrence, bob: Client
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = bob.cookies
    assert send(strict, batch(tuesday, press())).status_code == 403


def test_a_page_that_asks_by_itself_keeps_nobody_awake(places: Places, tuesday: Occurrence) -> None:
    """Else a tablet on the counter would stay open for as long as the count is on it."""
    from branchline.people.middleware.at_tablet import BY_ITSELF, SESSION_KEY

    tablet = tablet_at(places.service, places.branch)
    session = tablet.session
    with scope(places.service.pk):
        from branchline.people.models import Account, Device, Membership, Organisation

        account = Account.objects.create_user("sam@example.test", name="Sam")
        here = Organisation.objects.create(
            kind="library_service", name=places.service.name, service=places.service
        )
        Membership.objects.create(
            account=account,
            organisation=here,
            service=places.service,
            role="branch_staff",
            all_branches=True,
            valid_from=NOW.date(),
        )
        device = Device.objects.get()
    until = START.timestamp() + 60
    session[SESSION_KEY] = {
        "device": device.public_id,
        "service": "alice",
        "account": account.pk,
        "until": until,
    }
    session.save()
    tablet.post(
        "/alice/desk/offline",
        batch(tuesday),
        content_type="application/json",
        headers={BY_ITSELF: "yes"},
    )
    assert tablet.session[SESSION_KEY]["until"] == until
    send(tablet, batch(tuesday, press()))
    assert tablet.session[SESSION_KEY]["until"] > until


def test_the_worker_is_one_script_at_the_root_that_nobody_keeps(db: None) -> None:
    answer = Client().get("/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert b"branchline-may-be-kept" in answer.content
