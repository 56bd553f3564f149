"""Short words for the tests of residents: all at Alice's, at the hour of the cast."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from branchline.core.acting import Acting, Actor, Channel
from branchline.messages.models import Route
from branchline.people import actions
from branchline.people.actions import Details
from branchline.people.models import Contact, Resident

from .conftest import NOW, Cast

_numbers = count(1)


def key() -> str:
    """A new form each time."""
    return f"form-{next(_numbers):08d}"


def later(days: float = 1) -> datetime:
    """Some days after the hour of the cast."""
    return NOW + timedelta(days=days)


def web() -> Acting:
    """Somebody at home."""
    return Acting(channel=Channel.WEB)


def resident(
    cast: Cast,
    name: str = "Maud Okafor",
    *,
    routes: Any = (),
    card: str = "",
    now: datetime = NOW,
    **said: Any,
) -> Resident:
    """A record made by Alice."""
    return actions.add_resident(
        details=Details(name=name, **said),
        routes=routes,
        card=card,
        by=cast.as_alice,
        now=now,
        key=key(),
    )


def contact(
    name: str = "Tom",
    route: Route = Route.EMAIL,
    address: str = "tom@example.test",
    *,
    by: Acting | None = None,
    now: datetime = NOW,
) -> Contact:
    """Somebody who asked for something on the web."""
    return actions.find_or_make_contact(
        name=name, route=route, address=address, language="en", by=by or web(), now=now
    )


BORN = date(1948, 3, 9)
MAUD_MAIL = (Route.EMAIL, "maud@example.test")

__all__ = [
    "BORN",
    "MAUD_MAIL",
    "NOW",
    "Acting",
    "Actor",
    "contact",
    "key",
    "later",
    "resident",
    "web",
]
