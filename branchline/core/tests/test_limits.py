"""Nobody finds the code of somebody's letter by trying: counted by visitor and by service."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from branchline.core import clock, limits
from branchline.core.limits import Limit, TooManyAsked, TooManyTries, asking, guessing, visitor
from branchline.core.links import LinkNotKnown, follow, issue
from branchline.core.models import Tries
from branchline.core.pages import link_page
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 5, 10, 30)
QUARTER = timedelta(minutes=15)
THREE = Limit("test.three", most=3, within=QUARTER, most_of_everybody=5)


def from_address(address: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address)


ALICE, BOB, CHARLIE = (from_address(f"203.0.113.{last}") for last in (1, 2, 3))


def guess_wrong(who: HttpRequest, *, now: object = NOW, limit: Limit = THREE) -> None:
    with pytest.raises(LinkNotKnown), guessing(limit, request=who, now=now):  # type: ignore[arg-type]
        raise LinkNotKnown


@pytest.mark.django_db
def test_after_three_wrong_ones_alice_waits_and_bob_does_not() -> None:
    with scope(1):
        for _time in range(3):
            guess_wrong(ALICE)
        with pytest.raises(TooManyTries) as said, guessing(THREE, request=ALICE, now=NOW):
            pytest.fail("nothing may be tried now")
        assert "15 minutes" in str(said.value)
        assert said.value.status == 429
        guess_wrong(BOB)


@pytest.mark.django_db
def test_the_wait_ends_when_it_was_said_and_does_not_grow() -> None:
    with scope(1):
        for _time in range(3):
            guess_wrong(ALICE)
        for _time in range(9):
            with pytest.raises(TooManyTries), guessing(THREE, request=ALICE, now=NOW + QUARTER / 2):
                pass
        guess_wrong(ALICE, now=NOW + QUARTER)


@pytest.mark.django_db
def test_right_ones_never_count() -> None:
    with scope(1):
        for _time in range(50):
            with guessing(THREE, request=ALICE, now=NOW):
                pass
        for _time in range(3):
            guess_wrong(ALICE)


@pytest.mark.django_db
def test_many_machines_together_have_a_limit_and_another_service_its_own() -> None:
    with scope(1):
        for last in range(5):
            guess_wrong(from_address(f"198.51.100.{last}"))
        with pytest.raises(TooManyTries), guessing(THREE, request=CHARLIE, now=NOW):
            pass
    with scope(2):
        guess_wrong(CHARLIE)


@pytest.mark.django_db
def test_what_was_taken_counts_where_anybody_may_ask_and_a_form_with_a_mistake_does_not() -> None:
    with scope(1):
        for _time in range(20):
            with pytest.raises(LinkNotKnown), asking(THREE, request=ALICE, now=NOW):
                raise LinkNotKnown
        for _time in range(3):
            with asking(THREE, request=ALICE, now=NOW):
                pass
        with pytest.raises(TooManyAsked, match="15 minutes"), asking(THREE, request=ALICE, now=NOW):
            pytest.fail("nothing may be sent now")
        for who in (BOB, CHARLIE):
            with asking(THREE, request=who, now=NOW):
                pass
        with pytest.raises(TooManyAsked), asking(THREE, request=CHARLIE, now=NOW):
            pytest.fail("everybody together have sent five")
        with asking(THREE, request=ALICE, now=NOW + QUARTER):
            pass


@pytest.mark.django_db
def test_no_network_address_is_kept_and_old_counts_go() -> None:
    with scope(1):
        guess_wrong(ALICE)
        assert not Tries.objects.filter(visitor__contains="203.0.113").exists()
        assert limits.forget_old(now=NOW + timedelta(hours=23)) == 0
        assert limits.forget_old(now=NOW + timedelta(days=1)) == 2
        assert not Tries.objects.exists()


def test_a_household_is_one_visitor_and_only_our_proxies_are_believed() -> None:
    home = [from_address(f"2001:db8:1:2::{last}") for last in ("a", "b")]
    assert visitor(home[0]) == visitor(home[1]) != visitor(from_address("2001:db8:1:3::a"))
    proxied = from_address("10.0.0.1")
    proxied.META["HTTP_X_FORWARDED_FOR"] = "198.51.100.9, 203.0.113.1"
    assert visitor(proxied) == visitor(from_address("10.0.0.1"))
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert visitor(proxied) == visitor(ALICE)


@pytest.mark.race
def test_thirty_at_the_same_moment_are_counted_one_by_one(own_database: str) -> None:
    tried: list[int] = []
    start = threading.Barrier(30)
    limit = Limit("test.race", most=3, within=QUARTER, most_of_everybody=1000)

    def guess(number: int) -> None:
        start.wait()
        with scope(1):
            try:
                with guessing(limit, request=ALICE, now=NOW):
                    tried.append(number)
                    raise LinkNotKnown
            except (LinkNotKnown, TooManyTries):
                pass
        connections.close_all()

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tried) == 3


@link_page
def opened(request: HttpRequest, token: str) -> HttpResponse:
    return HttpResponse(follow(purpose="t", secret=token, now=clock.now()))


@pytest.mark.django_db
def test_a_page_behind_a_link_is_kept_nowhere_and_counts_codes_only() -> None:
    with clock.at(NOW), scope(1):
        made = issue(purpose="t", subject="booking", now=NOW, expires_at=NOW + QUARTER)
        for secret in (made.token, made.code):
            response = opened(ALICE, token=secret)
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["Referrer-Policy"] == "strict-origin"
            assert response.headers["X-Robots-Tag"] == "noindex"
        for number in range(20):
            with pytest.raises(LinkNotKnown):
                opened(ALICE, token=f"aaaa-{number:04}")
        with pytest.raises(TooManyTries):
            opened(ALICE, token=made.code)
        assert opened(ALICE, token=made.token).status_code == 200
