"""Addresses on posters are typed by hand: a slash more or less, and the language in front."""

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
