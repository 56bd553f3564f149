"""The only way to print a count of people: a value with its n and what it counts."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

SMALLEST_PUBLISHED = 10
"""Counts of people under this are not published (promise 6 of the design)."""


@dataclass(frozen=True)
class Figure:
    """A number that may be printed. `value` None means missing, with `why`; never zero instead. `of`: what n counts, where
    the other words don't say it."""

    value: int | None
    counts: "str | Promise"
    n: int | None = None
    why: "str | Promise" = ""
    people: bool = True
    published: bool = True
    of: "str | Promise" = ""

    @property
    def suppressed(self) -> bool:
        """A small count of people that outsiders may not read."""
        return (
            self.people
            and self.published
            and self.value is not None
            and 0 < self.value < SMALLEST_PUBLISHED
        )

    def __str__(self) -> str:
        if self.value is None:
            return str(self.why or _("not known"))
        if self.suppressed:
            return _("fewer than %(smallest)s") % {"smallest": SMALLEST_PUBLISHED}
        return f"{self.value:,}"
