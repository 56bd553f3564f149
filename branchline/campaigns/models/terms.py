"""The words of the room: closed lists and values."""

from dataclasses import dataclass

from branchline.events.models import AGES, Audience

AUDIENCES = {value: AGES[value] for value in Audience.values}
"""Whom a visitor looks for, as spans of ages."""


@dataclass(frozen=True)
class Rule:
    """Which of a service's events join by themselves. Nothing narrowed: every one of them.

    `themes` are codes of `events.Theme`, `audience` one of `events.Audience`, `words` stand in the title.
    """

    themes: tuple[str, ...] = ()
    audience: str = ""
    words: str = ""

    @property
    def takes_all(self) -> bool:
        """Whether nothing narrows it."""
        return not (self.themes or self.audience or self.words)
