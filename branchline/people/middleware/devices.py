"""Notes where an account is signed in, once an hour at most, so that its owner can see and end it."""

from datetime import timedelta
from typing import Any

from branchline.core import clock
from branchline.people.actions import note_sign_in
from branchline.people.models import Account

SESSION_KEY = "branchline_noted"
AGAIN_AFTER = timedelta(hours=1)

BROWSERS = (
    ("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("OPR/", "Opera"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"),
    ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
"""What a browser says of itself, and its name. The first that is found: each tells of those below it too."""


def note(request: Any, account: Account, tablet: str = "") -> None:
    """One or two statements, once an hour; else nothing is asked and nothing written."""
    key, now = request.session.session_key, clock.now()
    kept = request.session.get(SESSION_KEY) or {}
    fresh = abs(now.timestamp() - kept.get("at", 0)) < AGAIN_AFTER.total_seconds()
    if not key or (fresh and kept["key"] == key):
        return
    said = request.headers.get("User-Agent", "")
    note_sign_in(
        account=account,
        session_key=key,
        browser=_named(said, BROWSERS),
        system=_named(said, SYSTEMS),
        tablet=tablet,
        now=now,
    )
    request.session[SESSION_KEY] = {"key": key, "at": now.timestamp()}


def _named(said: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in said), "")
