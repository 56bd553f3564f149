"""Who acts: passed to every action as `by`."""

from dataclasses import dataclass
from enum import Enum


class Channel(Enum):
    """How the wish reached us."""

    WEB = "web"
    DESK = "desk"
    PHONE = "phone"
    LETTER = "letter"
    API = "api"
    JOB = "job"


@dataclass(frozen=True)
class Actor:
    """Somebody or something that can act: an account, contact, resident or job, by its key."""

    kind: str
    id: int


@dataclass(frozen=True)
class Acting:
    """The one who acts, for whom, and through what. Staff act for residents at the desk."""

    actor: Actor | None = None
    on_behalf_of: Actor | None = None
    channel: Channel = Channel.WEB
    device: str = ""


NOBODY = Acting()


def job(name: str) -> Acting:
    """The house itself at work."""
    return Acting(channel=Channel.JOB, device=name)
