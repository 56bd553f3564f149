"""Re-read the state of things, and write the message as it is true now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from branchline.core import links
from branchline.core.acting import Acting

from ..adapters import Envelope
from ..letters import Content, Letter, letter_called
from ..models import Attempt, Message, Route, Sender, State
from ..queries.senders import letterhead, sender_here
from ..queries.wishes import is_unwanted, unwanted_of
from ..rendering import Dressed, Letterhead, dress
from .ending import end
from .hours import too_late

STOP = "messages.stop"
"""The purpose of the link that ends messages to many."""

NO_SUCH_LETTER = "No room knows this letter any more."
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
    composed = compose_each([message], by=by, now=now).get(message.pk)
    if composed is not None:
        message.save(update_fields=["subject", "text"])
    return composed


def compose_each(messages: Sequence[Message], *, by: Acting, now: datetime) -> dict[int, Composed]:
    """By row number, those that are true now; the others are ended. What is asked of the database is asked
    for all at once. The words stand on the messages, which the caller has locked and saves."""
    sender = sender_here()
    found: dict[int, Composed] = {}
    for letter, language, route, some in _alike(messages, by=by, now=now):
        references = list(dict.fromkeys(each.reference for each in some))
        with translation.override(language):
            contents = letter.contents(references, language, route, now)
        for message in some:
            if content := contents.get(message.reference):
                found[message.pk] = _dressed(message, letter, content, sender, now)
            else:
                end(message, State.WITHDRAWN, by=by, now=now)
    return found


def _alike(
    messages: Sequence[Message], *, by: Acting, now: datetime
) -> Iterator[tuple[Letter, str, Route, list[Message]]]:
    """Those that are written alike; what is too late, unwanted or of no letter is ended."""
    unwanted = unwanted_of(messages)
    groups: dict[tuple[str, str, str], list[Message]] = {}
    for message in messages:
        if too_late(message, now):
            end(message, State.EXPIRED, by=by, now=now)
        elif message.pk in unwanted:
            end(message, State.SUPPRESSED, by=by, now=now)
        else:
            alike = (message.letter, message.language, message.route)
            groups.setdefault(alike, []).append(message)
    for (name, language, route), some in groups.items():
        if letter := letter_called(name):
            yield letter, language, Route(route), some
            continue
        for message in some:
            end(message, State.FAILED, by=by, now=now, trouble=NO_SUCH_LETTER)


def _dressed(
    message: Message, letter: Letter, content: Content, sender: Sender, now: datetime
) -> Composed:
    head = letterhead(service=message.service, sender=sender, language=message.language)
    to_many = not letter.personal and message.route == Route.EMAIL
    stop = _stop_address(message, now) if to_many else ""
    dressed = dress(letter=letter, content=content, message=message, head=head, stop=stop)
    message.subject, message.text = dressed.subject, dressed.text
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
