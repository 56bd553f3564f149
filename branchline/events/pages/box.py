"""The box above the lists of the country: what, where and when in one line."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.places.errors import NoSuchPlace
from branchline.places.queries import Place

from ..forms.days import split_days
from ..forms.filters import Filters, tidy
from ..queries import Asked, is_called, listings, place_at_the_end, words_and_place, words_beside

LOOKED_THROUGH = 20
"""Titles of the next dates, for one that holds all that was typed."""


@dataclass(frozen=True)
class Box:
    """What was typed, without its day, and how it was understood.

    `near` is the place as it stands in addresses. Where nothing is called so, `refusal` says why; where there is
    no such place but something of that name is on, `instead` says that (title, sentence).
    """

    typed: str
    near: str
    filters: Filters
    place: Place | None = None
    refusal: NoSuchPlace | None = None
    instead: tuple[str, str] | None = None
    suggestions: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What stands in the box afterwards."""
        return self.near if self.place else self.typed

    @property
    def words(self) -> dict[str, str]:
        """For addresses, beside the filters."""
        return {"near": self.near} if self.near else {}

    def meant(self, path: str) -> list[dict[str, Any]]:
        """Places of a like name; what was looked for there goes with them."""
        return [
            {"title": name, "address": self._beside(name).address(path, near=name)}
            for name in self.suggestions
        ]

    def without_a_place(self) -> "Box":
        """For a page that shows nothing of the whole country: words alone don't do."""
        sentence = _(
            "There is no place called “%(name)s”. Add a town or a postcode: “%(name)s in Sale”."
        ) % {"name": self.typed}
        return replace(self, refusal=NoSuchPlace(sentence))

    def problem(self) -> dict[str, Any]:
        """For the template: the sentence at its field."""
        sentence = str(self.refusal)
        return {"problem": sentence, "problem_list": [{"id": "near", "words": sentence}]}

    def _looking_for(self, words: str, instead: tuple[str, str]) -> "Box":
        """The same as words, without a place."""
        filters = replace(self.filters, text=words)
        return replace(self, near="", filters=filters, refusal=None, instead=instead)

    def _beside(self, name: str) -> Filters:
        if self.instead:
            return replace(self.filters, text=words_beside(self.filters.text, name))
        kept = words_beside(self.typed, name)
        return self.filters if kept == self.typed else replace(self.filters, text=kept)


def read_box(request: HttpRequest, today: date) -> Box:
    """What the address of a list of the country asks for."""
    typed = tidy(request.GET.get("near", ""))
    rest, said = split_days(typed, today)
    if said and rest and is_called(typed):
        rest, said = typed, None
    filters = Filters.read(request.GET, today=today)
    filters = filters.on(said) if said else filters
    if not rest:
        return Box(rest, "", filters)
    asked = words_and_place(rest)
    if not _is_told(asked, rest):
        if _is_a_title(rest):
            return Box(rest, rest, filters)._looking_for(rest, _called_that(rest))
        asked = _at_the_end(rest) or asked
    if asked.refusal is None:
        filters = replace(filters, text=asked.words) if asked.words else filters
        return Box(rest, asked.near, filters, asked.place)
    box = Box(rest, rest, filters, refusal=asked.refusal, suggestions=asked.refusal.suggestions)
    if asked.refusal.nation:
        return box
    if _something_called(rest):
        return box._looking_for(rest, _called_that(rest))
    if asked.words and _something_called(asked.words):
        return box._looking_for(asked.words, _everywhere(asked))
    return replace(box, refusal=_neither(rest, asked.refusal))


def _is_told(asked: Asked, typed: str) -> bool:
    """What was typed says which of it is the place, or is its name: "Sale", "Sale, Trafford", "rhyme time in Sale"."""
    if asked.place and (asked.words or typed.casefold() == asked.place.name.casefold()):
        return True
    return " " not in typed or is_called(typed)


def _at_the_end(typed: str) -> Asked | None:
    """A place without "in" before it is one where what is left is on there."""
    read = (each for each in place_at_the_end(typed) if _something_called(each.words, each.place))
    return next(read, None)


def _is_a_title(typed: str) -> bool:
    """A table top sale is no table top in Sale."""
    rows = listings(now=clock.now(), text=typed, limit=LOOKED_THROUGH).rows
    return any(typed.casefold() in str(row.title).casefold() for row in rows)


def _neither(typed: str, refusal: NoSuchPlace) -> NoSuchPlace:
    """No event and no place. Whoever typed a number meant a postcode: of that the refusal says more."""
    if any(character.isdigit() for character in typed):
        return refusal
    sentence = _(
        "Nothing that is on is called “%(typed)s”, and we found no place of that name. Check the spelling, or type"
        " a town or a postcode."
    ) % {"typed": typed}
    return NoSuchPlace(sentence, refusal.suggestions, refusal.nation)


def _something_called(words: str, near: Place | None = None) -> bool:
    return bool(listings(now=clock.now(), text=words, near=near, limit=1).rows)


def _called_that(name: str) -> tuple[str, str]:
    """It was never meant as a place."""
    return _no_place(name), _(
        "So here is what is called that, all over the country. Add a town or a postcode to see what is near"
        " you: “%(name)s in Sale”."
    ) % {"name": name}


def _everywhere(asked: Asked) -> tuple[str, str]:
    """Its place is known to nobody."""
    return _no_place(asked.near), _(
        "So here is “%(words)s” all over the country. Check how the place is spelt, or type a postcode."
    ) % {"words": asked.words}


def _no_place(name: str) -> str:
    return _("There is no place called “%(name)s”") % {"name": name}
