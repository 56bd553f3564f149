"""The watch page knows nobody: the same bytes for staff, strangers and robots, so that any cache may keep it."""

from datetime import timedelta

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.tests.conftest import NOW, Places, date_of, places, put_on  # noqa: F401
from branchline.live.actions import begin_sending, end_broadcast, plan_broadcast
from branchline.live.demo.looking import look_at_everything
from branchline.live.models import Broadcast, Source
from branchline.people.models import Account

from .sheets import staff_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def broadcast(places: Places) -> Broadcast:  # noqa: F811
    """A rhyme time of Alice's that goes out live."""
    with scope(places.service.pk):
        return plan_broadcast(occurrence=date_of(put_on(places.branch)), by=NOBODY, now=NOW)


def go_on_air(broadcast: Broadcast, *, rehearsal: bool = False) -> None:
    with scope(broadcast.service_id):
        look_at_everything(broadcast, now=NOW)
        begin_sending(
            broadcast=broadcast, source=Source.BROWSER, rehearsal=rehearsal, by=NOBODY, now=NOW
        )


def watched(broadcast: Broadcast, client: Client | None = None) -> str:
    with clock.at(NOW):
        return (client or Client()).get(f"/alice/live/{broadcast.public_id}").content.decode()


def somebody_signed_in() -> Client:
    client = Client()
    client.force_login(Account.objects.create_user("bob@example.test", name="Bob"), backend=BACKEND)
    # An old form, a notice that waits: whatever else a browser carries.
    client.cookies["csrftoken"] = "a" * 32
    client.cookies["messages"] = "something"
    return client


def test_staff_strangers_and_robots_get_the_same_bytes_and_no_cookie(broadcast: Broadcast) -> None:
    path = f"/alice/live/{broadcast.public_id}"
    with clock.at(NOW):
        answers = [
            somebody_signed_in().get(path),
            Client().get(path),
            Client(headers={"User-Agent": "LinkPreview/1.0"}).get(path),
        ]
        again = Client().get(path, headers={"If-None-Match": answers[0]["ETag"]})
    assert len({answer.content for answer in answers}) == 1
    for answer in [*answers, again]:
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["Cache-Control"] == "public, max-age=20"
        assert answer["ETag"] == answers[0]["ETag"]
    assert (again.status_code, again.content) == (304, b"")
    assert b"csrf" not in answers[0].content
    assert b"Bob" not in answers[0].content


def test_other_pages_still_know_who_has_signed_in(broadcast: Broadcast) -> None:
    bob = somebody_signed_in()
    watched(broadcast, bob)
    with clock.at(NOW):
        home = bob.get("/alice/")
    assert "Bob" in home.content.decode()
    assert "Cookie" in home["Vary"]


def test_it_says_what_there_is_and_a_rehearsal_is_nobodys_business(broadcast: Broadcast) -> None:
    assert 'data-state="waiting"' in watched(broadcast)
    go_on_air(broadcast, rehearsal=True)
    page = watched(broadcast)
    assert 'data-state="waiting"' in page
    assert broadcast.rehearsal_prefix not in page
    with scope(broadcast.service_id):
        begin_sending(
            broadcast=broadcast, source=Source.BROWSER, take_over=True, by=NOBODY, now=NOW
        )
    page = watched(broadcast)
    assert 'data-state="joining"' in page
    assert f"/live/{broadcast.prefix}" in page


def test_only_without_a_script_the_page_itself_names_a_video(broadcast: Broadcast) -> None:
    go_on_air(broadcast)
    before, plain, after = watched(broadcast).partition("<noscript><video")
    assert plain
    assert " src=" not in before[before.index("<video") :].partition(">")[0]
    assert "<video" not in after
    assert "You see no picture? Load this page again" in after


def test_afterwards_no_address_leads_to_what_was_shown(broadcast: Broadcast) -> None:
    go_on_air(broadcast)
    with scope(broadcast.service_id):
        end_broadcast(broadcast=broadcast, by=NOBODY, now=NOW + timedelta(hours=1))
    page = watched(broadcast)
    assert 'data-state="over"' in page
    assert broadcast.prefix not in page
    assert "Thank you for singing along!" in page
    assert "watch.js" not in page
    assert "<video" not in page


@pytest.mark.parametrize("because", ["", "The singer is ill."])
def test_of_a_cancelled_date_it_says_so_to_everybody(broadcast: Broadcast, because: str) -> None:
    assert broadcast.occurrence is not None
    with scope(broadcast.service_id):
        go_on_air(broadcast, rehearsal=True)
        cancel_occurrence(
            occurrence=broadcast.occurrence, because=said(because), by=NOBODY, now=NOW
        )
    page = watched(broadcast)
    assert "This event is cancelled" in page
    assert (because or "We are sorry. See below for other days.") in page
    assert "Everything that is on" in page
    for wrong in ("has not begun", "Thank you for singing", "See you next time", "watch.js"):
        assert wrong not in page
    assert page == watched(broadcast, somebody_signed_in())
    with clock.at(NOW):
        player = Client().get(f"/alice/live/{broadcast.public_id}/embed").content.decode()
    assert "This event is cancelled" in player
    assert (because or "We are sorry.") in player
    assert "See below" not in player


def test_of_a_cancelled_date_staff_read_so_before_they_go_live(broadcast: Broadcast) -> None:
    assert broadcast.occurrence is not None
    with scope(broadcast.service_id):
        cancel_occurrence(
            occurrence=broadcast.occurrence, because=said("The singer is ill."), by=NOBODY, now=NOW
        )
    bob, told = staff_of(broadcast.service), "Families read that it is cancelled"
    desk = f"/alice/desk/live/{broadcast.public_id}"
    with clock.at(NOW):
        assert "Cancelled" in bob.get("/alice/desk/live").content.decode()
        assert told in bob.get(desk).content.decode()
        go_on_air(broadcast)
        assert "Cancelled" not in bob.get("/alice/desk/live").content.decode()
        assert told not in bob.get(desk).content.decode()


def test_it_is_there_in_welsh_and_asks_few_questions(
    broadcast: Broadcast, django_assert_max_num_queries: object
) -> None:
    path = f"/cy/alice/live/{broadcast.public_id}"
    with clock.at(NOW), django_assert_max_num_queries(10):  # type: ignore[operator]  # pytest-django's
        answer = Client().get(path)
    assert answer["Content-Language"] == "cy"
    assert 'lang="cy"' in answer.content.decode()


def test_charlies_address_leads_nowhere(broadcast: Broadcast) -> None:
    answer = Client().get(f"/charlie/live/{broadcast.public_id}")
    assert answer.status_code == 404
    assert not answer.cookies


def test_the_player_stands_in_anybodys_frame_and_only_there(broadcast: Broadcast) -> None:
    path = f"/alice/live/{broadcast.public_id}"
    with clock.at(NOW):
        player, whole = somebody_signed_in().get(f"{path}/embed"), Client().get(path)
        again = Client().get(f"{path}/embed")
    assert "frame-ancestors *" in player["Content-Security-Policy"]
    assert "X-Frame-Options" not in player
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    assert whole["X-Frame-Options"] == "DENY"
    assert not player.cookies
    assert "Cookie" not in player.get("Vary", "")
    assert player.content == again.content
    assert '<base target="_top">' in player.content.decode()
    assert f'href="{path}"' in player.content.decode()
