"""What the house sends, by name, and how each letter reads: for managers, before it goes out."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core.errors import NotFound
from branchline.core.rooms import rooms
from branchline.places.models import Service

from ..letters import Letter, letter_called, letters
from ..models import Message, Route
from ..rendering import Dressed, dress
from .senders import letterhead, sender_here

RECENT = 20
"""So many of the newest messages are asked for one that is still true."""


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
    """As it would leave now, about something real that is true now, to an invented reader. Nothing is kept:
    links that it makes are rolled back. None: nothing to write about yet."""
    references = (
        Message.objects.filter(letter=letter.name)
        .order_by("-pk")
        .values_list("reference", flat=True)
    )
    reader = Message(
        letter=letter.name, route=route, language=language, name=_("Alice Example"), service=service
    )
    head = letterhead(service=service, sender=sender_here(), language=language)
    for reference in dict.fromkeys(references[:RECENT]):
        with transaction.atomic():
            with translation.override(language):
                content = letter.compose(reference, language, route, now)
            transaction.set_rollback(True)
        if content is not None:
            return dress(letter=letter, content=content, message=reader, head=head)
    return None
