"""Re-read the state of things, and write the message as it is true now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from branchline.core import links
from branchline.core.acting import Acting
from branchline.places.models import Service

from ..adapters import Envelope
from ..letters import Content, Letter, letter_called
from ..models import Attempt, Message, Route, Sender, State
from ..queries.senders import letterhead, sender_here
from ..queries.wishes import is_unwanted
from ..rendering import Dressed, Letterhead, dress
from .ending import end
from .hours import too_late

STOP = "messages.stop"
"""The purpose of the link that ends messages to many."""

STOP_WORKS_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Composed:
    """A message that is true now."""

    letter: Letter
    content: Content
    dressed: Dressed
    sender: Sender
    head: Letterhead
    stop: str


def compose(message: Message, *, by: Acting, now: datetime) -> Composed | None:
    """Ends the message instead when it is too late, unwanted or no longer true. Lock it first."""
    if too_late(message, now):
        end(message, State.EXPIRED, by=by, now=now)
        return None
    if is_suppressed(message):
        end(message, State.SUPPRESSED, by=by, now=now)
        return None
    letter = letter_called(message.letter)
    if letter is None:
        end(message, State.FAILED, by=by, now=now, trouble="No room knows this letter any more.")
        return None
    route = Route(message.route)
    with translation.override(message.language):
        content = letter.compose(message.reference, message.language, route, now)
    if content is None:
        end(message, State.WITHDRAWN, by=by, now=now)
        return None
    service: Service = message.service
    sender = sender_here()
    head = letterhead(service=service, sender=sender, language=message.language)
    stop = "" if letter.personal or route != Route.EMAIL else _stop_address(message, now)
    dressed = dress(letter=letter, content=content, message=message, head=head, stop=stop)
    message.subject, message.text = dressed.subject, dressed.text
    message.save(update_fields=["subject", "text"])
    return Composed(letter, content, dressed, sender, head, stop)


def is_suppressed(message: Message) -> bool:
    """Whether the addressee does not want it. One query."""
    return is_unwanted(route=message.route, address=message.address, personal=message.personal)


def envelope(message: Message, attempt: Attempt, composed: Composed) -> Envelope:
    """For the carrier: nothing in it needs the database any more."""
    sender, head = composed.sender, composed.head
    address = sender.email or settings.DEFAULT_FROM_EMAIL
    is_mail = message.route == Route.EMAIL
    headers = {}
    if composed.stop:
        headers = {
            "List-Unsubscribe": f"<{composed.stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return Envelope(
        reference=message.public_id,
        attempt=attempt.public_id,
        adapter=attempt.adapter,
        route=Route(message.route),
        service_slug=head.slug,
        sender=formataddr((head.service, address)) if is_mail else head.service,
        reply_to=sender.reply_to if is_mail else "",
        address=message.address,
        name=message.name,
        subject=composed.dressed.subject,
        text=composed.dressed.text,
        html=composed.dressed.html,
        language=message.language,
        format=message.format,
        template=sender.notify_email_template if is_mail else sender.notify_sms_template,
        headers=headers,
        attachments=composed.dressed.attachments,
        again=message.tries > 1,
    )


def _stop_address(message: Message, now: datetime) -> str:
    issued = links.issue(
        purpose=STOP, subject=message.public_id, now=now, expires_at=now + STOP_WORKS_FOR
    )
    with translation.override(message.language):
        path = reverse("messages:stop", args=[message.service.slug, issued.token])
    return f"{settings.BRANCHLINE_ADDRESS}{path}"
