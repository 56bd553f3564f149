"""What every answer of the API is made of."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext_noop as noop
from ninja import Field, Schema

from branchline.core.paging import Page
from branchline.core.words import Translated

T = TypeVar("T")
R = TypeVar("R")
MOST = 100


class Words(Schema):
    """Words in the languages in which somebody has written them."""

    en: str | None = Field(None, description=noop("In English"))
    cy: str | None = Field(None, description=noop("In Welsh"))
    drafted: list[str] = Field(
        [], description=noop("Languages that a machine has drafted and no person has read yet")
    )

    @classmethod
    def of(cls, said: Translated) -> "Words":
        """Entered content as the API gives it."""
        return cls(en=said.en or None, cy=said.cy or None, drafted=sorted(said.drafts))


class Paging(Schema):
    """How much of a list is asked for."""

    after: str = Field(
        "", max_length=300, description=noop("Where the page before ended: its “after”")
    )
    limit: int = Field(50, ge=1, le=MOST, description=noop("How many at once"))


class Pages(Schema, Generic[T]):
    """Some of a list, and where it goes on."""

    items: list[T]
    after: str | None = Field(description=noop("Ask again with this; null: that was all"))
    next: str | None = Field(description=noop("The address of the next page"))


class Wrong(Schema):
    """One thing that was asked for in a way that can’t be read."""

    name: str
    sentence: str


class Problem(Schema):
    """What stood in the way, in a sentence (RFC 9457)."""

    title: str
    status: int
    detail: str
    wrong: list[Wrong] = []


def answer_page(request: HttpRequest, page: Page[T], shown: Callable[[T], R]) -> dict[str, Any]:
    """A page of rows as `Pages`, with the whole address of the one behind it."""
    following = None
    if page.after:
        words = request.GET.copy()
        words["after"] = page.after
        following = request.build_absolute_uri(f"{request.path}?{words.urlencode()}")
    rows: Sequence[T] = page.rows
    return {"items": [shown(row) for row in rows], "after": page.after, "next": following}
