"""What a carrier gets, and how it answers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
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


class Trouble(Exception):
    """It was not carried, or nobody knows."""


class Refused(Trouble):
    """The carrier will never take it: `words` say why, for staff."""


class TryLater(Trouble):
    """It has surely not gone out; another try may do."""


class NobodyKnows(Trouble):
    """The line broke when it might have been taken already. A person decides, unless we can ask."""


Answer = str | Trouble
"""Of one envelope: the carrier's reference, or what went wrong."""
Carry = Callable[[Sequence[Envelope]], Sequence[Answer]]
"""Hands over some envelopes; answers for each, in their order."""
Line = AbstractContextManager[Carry]


class Adapter(Protocol):
    """A carrier. `safe_to_repeat`: handing a message over again changes nothing, so that many can be on
    their way at a time."""

    name: str
    safe_to_repeat: bool

    def line(self) -> Line:
        """What is kept open from the first envelope to the last."""


@contextmanager
def one_by_one(carry: Callable[[Envelope], str]) -> Iterator[Carry]:
    """The line of a carrier that takes one envelope at a time."""

    def answer(envelope: Envelope) -> Answer:
        try:
            return carry(envelope)
        except Trouble as trouble:
            return trouble

    yield lambda envelopes: [answer(each) for each in envelopes]
