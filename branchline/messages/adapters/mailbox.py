"""The demo's carrier: everything lands in the mailbox on the screen, nothing leaves the machine."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import transaction

from branchline.core import clock

from ..models import DemoMail, shown_address
from .envelope import Carry, Envelope


class Mailbox:
    """One copy a message, guarded by a unique constraint."""

    name = "mailbox"
    safe_to_repeat = True

    @contextmanager
    def line(self) -> Iterator[Carry]:
        """Some at a time."""
        yield keep_copies


def keep_copies(envelopes: Sequence[Envelope], *, note: str = "") -> list[str]:
    """Put the envelopes on the screen, each once. A letter or call that waited takes its new note and words."""
    if not settings.BRANCHLINE_DEMO:
        raise RuntimeError("only the demo keeps copies of messages")
    words = {each.reference: _words(each, note) for each in envelopes}
    with transaction.atomic():
        there = set(_kept(words).values_list("message", flat=True))
        for message in there:
            DemoMail.objects.filter(message=message).update(**words[message])
        fresh = [m for m in words if m not in there]
        DemoMail.objects.bulk_create(
            [DemoMail(message=message, **words[message]) for message in fresh],
            ignore_conflicts=True,
        )
        ids = dict(_kept(words).values_list("message", "public_id"))
    return [ids[each.reference] for each in envelopes]


def _kept(messages: Any) -> Any:
    return DemoMail.objects.filter(message__in=list(messages)).exclude(message="")


def _words(envelope: Envelope, note: str) -> dict[str, Any]:
    return {
        "route": envelope.route,
        "sender": envelope.sender,
        "recipient": shown_address(envelope.route, envelope.address),
        "name": envelope.name,
        "subject": envelope.subject,
        "text": envelope.text,
        "html": envelope.html,
        "language": envelope.language,
        "format": envelope.format,
        "note": note,
        "attachments": [
            {
                "name": file.name,
                "media_type": file.media_type,
                "content": b64encode(file.content).decode(),
            }
            for file in envelope.attachments
        ],
        "arrived_at": clock.now(),
    }
