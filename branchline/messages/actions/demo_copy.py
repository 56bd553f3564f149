"""In the demo, what waits for staff or for the morning can be seen on the screen too."""

from datetime import datetime

from django.conf import settings

from branchline.core.acting import job

from ..adapters import Envelope
from ..adapters.mailbox import keep_copies
from ..letters import Attachment
from ..models import DemoMail, Message, Route
from .composing import Composed, compose

WAITS = {
    Route.EMAIL: "",
    Route.SMS: "waits_morning",
    Route.LETTER: "waits_print",
    Route.PHONE: "waits_call",
}


def show_waiting(message: Message, *, now: datetime) -> None:
    """What staff will post or say, once. Outside the demo nothing happens."""
    if not settings.BRANCHLINE_DEMO or DemoMail.objects.filter(message=message.public_id).exists():
        return
    composed = compose(message, by=job("messages.demo"), now=now)
    if composed is not None:
        copy(message, composed, note=WAITS[Route(message.route)])


def copy(
    message: Message, composed: Composed, *, note: str, attachments: tuple[Attachment, ...] = ()
) -> None:
    """Put it on the screen (demo only)."""
    if not settings.BRANCHLINE_DEMO:
        return
    parcel = Envelope(
        reference=message.public_id,
        attempt="",
        adapter="mailbox",
        route=Route(message.route),
        service_slug=composed.head.slug,
        sender=composed.head.service,
        address=message.address,
        name=message.name,
        subject=composed.dressed.subject,
        text=composed.dressed.text,
        language=message.language,
        format=message.format,
        attachments=attachments,
    )
    keep_copies([parcel], note=note)


def renote(message: Message, note: str) -> None:
    """Its letter is in the post, or its call has been made."""
    if settings.BRANCHLINE_DEMO:
        DemoMail.objects.filter(message=message.public_id).update(note=note)
