"""What a carrier gets, and how it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ..letters import Attachment
from ..models import Format, Route


@dataclass(frozen=True)
class Envelope:
    """A message dressed for its route. `reference` is the same at every try of one message."""

    reference: str
    attempt: str
    adapter: str
    route: Route
    service_slug: str
    sender: str
    address: str
    name: str
    subject: str
    text: str
    html: str = ""
    reply_to: str = ""
    language: str = "en"
    format: str = Format.STANDARD
    template: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()
    again: bool = False


class Refused(Exception):
    """The carrier will never take it: `words` say why, for staff."""


class TryLater(Exception):
    """It has surely not gone out; another try may do."""


class NobodyKnows(Exception):
    """The line broke when it might have been taken already. A person decides, unless we can ask."""


class Adapter(Protocol):
    """Carries an envelope. Returns the carrier's reference; raises one of the three above."""

    name: str
    safe_to_repeat: bool

    def carry(self, envelope: Envelope) -> str: ...
