"""The demo's carrier: everything lands in the mailbox on the screen, nothing leaves the machine."""

from base64 import b64encode

from django.conf import settings
from django.db import IntegrityError, transaction

from branchline.core import clock

from ..models import DemoMail, shown_address
from .envelope import Envelope


class Mailbox:
    """One copy a message, guarded by a unique constraint."""

    name = "mailbox"
    safe_to_repeat = True

    def carry(self, envelope: Envelope) -> str:
        """Keep a copy, unless there is one."""
        return keep_copy(envelope)


def keep_copy(envelope: Envelope, *, note: str = "") -> str:
    """Put the envelope on the screen. A letter or call that waited takes its new note and words."""
    if not settings.BRANCHLINE_DEMO:
        raise RuntimeError("only the demo keeps copies of messages")
    what = {
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
    try:
        with transaction.atomic():
            kept, _ = DemoMail.objects.update_or_create(message=envelope.reference, defaults=what)
    except IntegrityError:
        kept = DemoMail.objects.get(message=envelope.reference)
    return kept.public_id
