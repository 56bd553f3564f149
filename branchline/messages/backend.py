"""Account mail in the demo: Django's own mail lands in the mailbox on the screen as well."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from branchline.core import clock

from .models import DemoMail, Route


class MailboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND of the demo. Nothing leaves the machine."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep one copy for each recipient."""
        return sum(self._keep(mail) for mail in email_messages)

    def _keep(self, mail: EmailMessage) -> int:
        html = ""
        if isinstance(mail, EmailMultiAlternatives):
            found = [part for part in mail.alternatives if part[1] == "text/html"]
            html = str(found[0][0]) if found else ""
        for recipient in mail.recipients():
            DemoMail.objects.create(
                route=Route.EMAIL,
                sender=mail.from_email,
                recipient=recipient,
                subject=str(mail.subject)[:400],
                text=str(mail.body),
                html=html,
                language=get_language() or "en",
                attachments=[_file(part) for part in mail.attachments],
                arrived_at=clock.now(),
            )
        return 1


def _file(part: Any) -> dict[str, str]:
    name, content, media_type = part
    plain = content.encode() if isinstance(content, str) else content
    return {
        "name": name or "file",
        "media_type": media_type or "application/octet-stream",
        "content": b64encode(plain).decode(),
    }
