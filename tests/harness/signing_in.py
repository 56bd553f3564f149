"""Signing in as one of the demo's people, in a browser or a test client."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Page


def sign_in(page: "Page", role: str, at: str = "Trafford Libraries") -> None:
    """By the button on the demo's page, as a newcomer would."""
    page.goto("/demo")
    card = page.locator(f'form[data-role="{role}"][data-at="{at}"]')
    with page.expect_navigation():
        card.locator("button").click()


def client_of(role: str, at: str = "Trafford Libraries") -> "Client":
    """A test client signed in as the demo's person of that role."""
    from django.test import Client

    from branchline.people.demo import demo_people
    from branchline.people.models import Account

    person = next(p for p in demo_people() if p.role == role and p.at == at)
    client = Client()
    client.force_login(
        Account.objects.get(email=person.email),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client
