"""Addresses on posters are typed by hand: a slash more or less, and the language in front."""

from typing import Any

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("/whats-on/?near=M33", "/whats-on?near=M33"),
        ("/cy/about/", "/cy/about"),
        ("/libraries/", "/libraries"),
    ],
)
def test_a_slash_more_or_less_leads_to_the_page(typed: str, leads_to: str) -> None:
    answer = Client().get(typed)
    assert (answer.status_code, answer.headers["Location"]) == (301, leads_to)


@pytest.mark.django_db
def test_a_path_with_two_slashes_leads_nowhere_else() -> None:
    assert Client().get("//evil.test/whats-on/").headers.get("Location", "/").startswith("/")
    assert not Client().get("//evil.test/").headers.get("Location", "").startswith("//")


@pytest.mark.django_db
def test_a_slash_after_strange_letters_does_not_lead_round_in_circles() -> None:
    typed = "/alder/bookings/cancel/%C3%A9/"
    assert Client().get(typed).headers.get("Location") == typed.rstrip("/")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["/whats-on?near=M33%00", "/cy/whats-on?near=%00", "/alder/%00"])
def test_an_address_with_a_nul_is_not_understood(typed: str) -> None:
    answer = Client().get(typed)
    assert (answer.status_code, b"<h1" in answer.content) == (400, True)


@pytest.mark.django_db
def test_an_address_made_for_forms_says_so_in_words(settings: Any) -> None:
    settings.BRANCHLINE_DEMO = True
    answer = Client().get("/demo/sign-in")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "press its button again" in answer.content.decode()


@pytest.mark.django_db
def test_the_demo_leads_to_what_was_sent_and_to_its_cast(settings: Any) -> None:
    banner = 'aria-label="About this demo"'
    assert banner not in Client().get("/about").content.decode()
    settings.BRANCHLINE_DEMO = True
    page = Client().get("/about").content.decode()
    assert all(address in page for address in (banner, 'href="/demo/mailbox"', 'href="/demo"'))
