"""Somebody at a screen: requests through the whole of Django, with the form's own token and what the page carries."""

import re
from datetime import datetime
from html import unescape
from typing import Any

from django.conf import settings
from django.test import Client

from branchline.core import clock
from branchline.people.models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class PageTrouble(RuntimeError):
    """A page answered what it should not: the rehearsal ends, and says where."""


class Browser:
    """Signed in as one account; remembers the page it is on."""

    def __init__(self, who: Account, slug: str) -> None:
        self.who, self.desk = who, f"/{slug}/desk"
        self.client = Client(enforce_csrf_checks=True, SERVER_NAME=settings.BRANCHLINE_HOST)
        self.client.force_login(who, backend=BACKEND)
        self.address, self.page, self.requests = "", "", 0

    def get(self, address: str, now: datetime) -> str:
        """The page there, or where it leads."""
        with clock.at(now):
            self.requests += 1
            return self._arrive(address, self.client.get(address), now)

    def post(self, address: str, now: datetime, /, **said: str) -> str:
        """Send a form of the page one is on."""
        token = TOKEN.search(self.page)
        sent = {**said, "csrfmiddlewaretoken": token[1] if token else ""}
        with clock.at(now):
            self.requests += 1
            return self._arrive(address, self.client.post(address, sent), now)

    def sign(self, address: str, now: datetime, **said: str) -> None:
        """What the page sends by itself, beside what is shown."""
        page, at = self.page, self.address
        self.post(address, now, **said)
        self.page, self.address = page, at

    def hidden(self, *names: str) -> dict[str, str]:
        """What the form carries unseen."""
        return {name: self.found(rf'name="{name}"(?: value="([^"]*)")?') for name in names}

    def found(self, what: str) -> str:
        """The first group of a pattern in the page. Raises PageTrouble."""
        found = re.search(what, self.page)
        if found is None:
            raise PageTrouble(f"{self.address} does not show {what}")
        return unescape(found[1] or "")

    def must_be_at(self, part: str) -> None:
        """What was sent has been taken, and led on. Raises PageTrouble, with what the page says instead."""
        if part not in self.address:
            raise PageTrouble(f"{self.address} did not lead to {part}: {_words(self.page)}")

    def _arrive(self, address: str, answer: Any, now: datetime) -> str:
        if answer.status_code in (301, 302):
            return self.get(answer.headers["Location"], now)
        if answer.status_code not in (200, 204):
            raise PageTrouble(
                f"{address} answered {answer.status_code}: {_words(answer.content.decode())}"
            )
        self.address, self.page = address, str(answer.content.decode())
        return self.page


def _words(page: str) -> str:
    found = re.search(r"<main[^>]*>(.*?)</main>", page, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())[:300] if found else ""
