"""What a room says of a letter: its name, and how it is composed from the state of the moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from .models import Route


@dataclass(frozen=True)
class Attachment:
    """A file that goes with an email."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Content:
    """A letter as it is to be read: plain paragraphs; `action` is the one link that may be followed."""

    subject: str
    paragraphs: Sequence[str]
    action: tuple[str, str] | None = None
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True)
class Addressee:
    """All that this room knows of somebody."""

    route: Route
    address: str
    name: str = ""
    language: str = "en"
    format: str = "standard"


Compose = Callable[[str, str, Route, datetime], Content | None]
"""(reference, language, route, now) → what to say, or None when it is no longer true."""


@dataclass(frozen=True)
class Letter:
    """A message we send, by name. `personal`: about something this person asked for."""

    name: str
    title: "str | Promise"
    compose: Compose = field(repr=False)
    personal: bool = True
