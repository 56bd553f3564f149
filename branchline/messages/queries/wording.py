"""What the house sends, by name, and how each letter reads: for managers, before it goes out."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core.errors import NotFound
from branchline.core.rooms import rooms
from branchline.places.models import Service

from ..letters import Letter, letter_called, letters
from ..models import Message, Route
from ..rendering import Dressed, dress
from .senders import letterhead, sender_here


@dataclass(frozen=True)
class Sort:
    """One kind of letter in the list."""

    letter: Letter
    room: str

    @property
    def words(self) -> str:
        """To whom it goes, and when."""
        if not self.letter.personal:
            return _("To many; may be stopped by itself")
        if self.letter.at_once:
            return _("To one person, at any hour: somebody waits for it")
        return _("To one person, about their own affairs")


def letters_we_send() -> list[Sort]:
    """Every letter of the house, room by room. No query."""
    titles = {room.short: str(room.title) for room in rooms()}
    found = [Sort(each, titles.get(each.name.partition(".")[0], "")) for each in letters()]
    return sorted(found, key=lambda sort: sort.letter.name)


def letter_named(name: str) -> Letter:
    """`NotFound` when no room has it."""
    found = letter_called(name)
    if found is None:
        raise NotFound
    return found


def preview(
    letter: Letter, *, service: Service, route: Route, language: str, now: datetime
) -> Dressed | None:
    """Its sample as it would leave now, about invented things, to an invented reader. One query, for the
    sender; no person's row is read. None: its room gives no sample."""
    if letter.sample is None:
        return None
    reader = Message(
        letter=letter.name, route=route, language=language, name=_("Alice Example"), service=service
    )
    with translation.override(language):
        content = letter.sample(service, language, route, now)
    head = letterhead(service=service, sender=sender_here(), language=language)
    return dress(letter=letter, content=content, message=reader, head=head)
