"""Mail by SMTP, through Django's mail settings (EMAIL_URL)."""

import re
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext as _

from .envelope import Envelope, NobodyKnows, Refused, TryLater

PATIENCE = 30
"""Seconds without an answer until the line counts as broken. RFC 5321 allows minutes; people don't."""


class Smtp:
    """SMTP has no way to ask whether a message was taken, so it is never repeated by itself."""

    name = "smtp"
    safe_to_repeat = False

    def carry(self, envelope: Envelope) -> str:
        """Hand it to the mail server. The Message-ID is the same at every try."""
        connection = get_connection(timeout=PATIENCE)
        try:
            connection.open()
        except SMTPAuthenticationError as trouble:
            raise TryLater(_("The mail server does not accept our name and password.")) from trouble
        except (OSError, SMTPException) as trouble:
            raise TryLater(_("The mail server does not answer.")) from trouble
        try:
            mail = self._mail(envelope)
            mail.connection = connection
            mail.send()
        except SMTPRecipientsRefused as trouble:
            code, said = next(iter(trouble.recipients.values()))
            raise _answer(code, said) from trouble
        except (SMTPDataError, SMTPSenderRefused) as trouble:
            raise _answer(trouble.smtp_code, trouble.smtp_error) from trouble
        except (OSError, SMTPException) as trouble:
            raise NobodyKnows(_("The line to the mail server broke while we sent.")) from trouble
        finally:
            try:
                connection.close()
            except (OSError, SMTPException):
                pass  # It has been taken or refused already; the farewell changes nothing.
        return str(mail.extra_headers["Message-ID"])

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


def _answer(code: int, said: bytes | str) -> Exception:
    """Replies of 4xx may pass by, 5xx are for good (RFC 5321, 4.2.1)."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    sentence = _("The mail server answered: %(code)s %(words)s") % {"code": code, "words": words}
    return Refused(sentence) if code >= 500 else TryLater(sentence)
