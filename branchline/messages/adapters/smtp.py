"""Mail by SMTP, through Django's mail settings (EMAIL_URL)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext as _

from .envelope import Carry, Envelope, NobodyKnows, Refused, TryLater, one_by_one

PATIENCE = 30
"""Seconds without an answer until the line counts as broken. RFC 5321 allows minutes; people don't."""


class Smtp:
    """SMTP has no way to ask whether a message was taken, so it is never repeated by itself."""

    name = "smtp"
    safe_to_repeat = False

    @contextmanager
    def line(self) -> Iterator[Carry]:
        """One connection for all, opened for the first and again after the server has closed it."""
        kept = _Line()
        try:
            with one_by_one(lambda envelope: kept.carry(self._mail(envelope))) as carry:
                yield carry
        finally:
            kept.close()

    def _mail(self, envelope: Envelope) -> EmailMultiAlternatives:
        host = re.sub(r"^https?://|[:/].*$", "", settings.BRANCHLINE_ADDRESS) or "localhost"
        mail = EmailMultiAlternatives(
            subject=" ".join(envelope.subject.split()),
            body=envelope.text,
            from_email=envelope.sender,
            to=[envelope.address],
            reply_to=[envelope.reply_to] if envelope.reply_to else None,
            headers={
                "Message-ID": f"<{envelope.reference}@{host}>",
                "Content-Language": envelope.language,
                "Auto-Submitted": "auto-generated",
                **envelope.headers,
            },
        )
        if envelope.html:
            mail.attach_alternative(envelope.html, "text/html")
        for file in envelope.attachments:
            mail.attach(file.name, file.content, file.media_type.split(";")[0].strip())
        return mail


class _Line:
    """The connection to the mail server."""

    def __init__(self) -> None:
        self.backend: Any = None

    def carry(self, mail: EmailMultiAlternatives) -> str:
        """Hand it to the mail server. The Message-ID is the same at every try."""
        if not self._is_open():
            self._open()
        try:
            mail.connection = self.backend
            mail.send()
        except SMTPRecipientsRefused as trouble:
            code, said = next(iter(trouble.recipients.values()))
            raise _answer(code, said) from trouble
        except (SMTPDataError, SMTPSenderRefused) as trouble:
            raise _answer(trouble.smtp_code, trouble.smtp_error) from trouble
        except (OSError, SMTPException) as trouble:
            self.close()
            raise NobodyKnows(_("The line to the mail server broke while we sent.")) from trouble
        return str(mail.extra_headers["Message-ID"])

    def _is_open(self) -> bool:
        """Whether the server still answers. Asked before a message is begun, so that a line that it has
        closed meanwhile (after so many, or so long) leaves no doubt."""
        line = getattr(self.backend, "connection", None)
        if line is None:
            return False
        try:
            return bool(line.rset()[0] == 250)
        except (OSError, SMTPException):
            self.close()
            return False

    def _open(self) -> None:
        self.backend = get_connection(timeout=PATIENCE)
        try:
            self.backend.open()
        except SMTPAuthenticationError as trouble:
            raise TryLater(_("The mail server does not accept our name and password.")) from trouble
        except (OSError, SMTPException) as trouble:
            raise TryLater(_("The mail server does not answer.")) from trouble

    def close(self) -> None:
        """What it was given has been taken or refused already; the farewell changes nothing."""
        try:
            if self.backend is not None:
                self.backend.close()
        except (OSError, SMTPException):
            pass
        self.backend = None


def _answer(code: int, said: bytes | str) -> Exception:
    """Replies of 4xx may pass by, 5xx are for good (RFC 5321, 4.2.1)."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    sentence = _("The mail server answered: %(code)s %(words)s") % {"code": code, "words": words}
    return Refused(sentence) if code >= 500 else TryLater(sentence)
