"""What this browser has booked: public ids in a signed cookie, so that a booking makes no session here.

It opens the pages of these bookings and nothing else; another browser learns nothing. What somebody booked
while signed in is theirs alone: whoever sits down after they signed out sees none of it.
"""

from collections.abc import Iterable
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "branchline_mine"
REMEMBERED = 120

Response = TypeVar("Response", bound=HttpResponse)


def mine(request: HttpRequest) -> list[str]:
    """Public ids of bookings and places in a line, newest first."""
    age = settings.SESSION_COOKIE_AGE
    said = request.get_signed_cookie(COOKIE, default="", salt=_salt(request), max_age=age)
    return said.split(".") if said else []


def remember(request: HttpRequest, response: Response, public_ids: Iterable[str]) -> Response:
    """This browser made them, so it may see them."""
    new = list(public_ids)
    kept = [*new, *(i for i in mine(request) if i not in new)][:REMEMBERED]
    response.set_signed_cookie(
        COOKIE,
        ".".join(kept),
        salt=_salt(request),
        max_age=settings.SESSION_COOKIE_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _salt(request: HttpRequest) -> str:
    return f"{COOKIE}.{request.user.pk or ''}"
