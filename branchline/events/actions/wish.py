"""What somebody asks for: places for a party, and how to reach them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from branchline.core.acting import Acting
from branchline.events.models import Event
from branchline.messages.models import Route
from branchline.people.actions import find_or_make_contact
from branchline.people.models import Contact
from branchline.places.queries import who_lives_at


@dataclass(frozen=True)
class Wish:
    """One party under one contact. `contact_name` is kept with it: at a shared address it need not be the
    contact's. `postcode` becomes a ward and a fifth of deprivation and is not kept. `may_ask`: they want to
    be asked afterwards how it was. `mine` are public ids that the same browser got before. `told`: staff tell
    them now, face to face or on the telephone, so no message says it again.
    `answers` to what the event asks, in its order."""

    contact_name: str
    route: Route
    address: str
    language: str
    adults: int
    children: int
    access_note: str = ""
    postcode: str = ""
    may_ask: bool = False
    mine: Collection[str] = ()
    told: bool = False
    answers: Sequence[str] = ()

    @property
    def people(self) -> int:
        """How many places, all or none."""
        return self.adults + self.children

    def contact(self, *, by: Acting, now: datetime) -> Contact:
        """Found or made."""
        return find_or_make_contact(
            name=self.contact_name,
            route=self.route,
            address=self.address,
            language=self.language,
            by=by,
            now=now,
        )

    def columns(self, event: Event) -> dict[str, Any]:
        """What a booking and a place in the line keep of it alike."""
        home = who_lives_at(self.postcode)
        return {
            "name": self.contact_name,
            "adults": self.adults,
            "children": self.children,
            "access_note": self.access_note.strip()[:500],
            "answers": event.asking.answered(self.answers),
            "may_ask": self.may_ask,
            "ward_code": home.ward_code if home else "",
            "ward_vintage": home.ward_vintage if home else None,
            "quintile": home.quintile if home else None,
        }
