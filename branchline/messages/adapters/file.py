"""Messages as files in a folder: for trying things out, and for a carrier that collects them."""

from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

from ..models import Route
from .envelope import Envelope, Line, one_by_one


class File:
    """One file a message, named by its reference: writing it again changes nothing."""

    name = "file"
    safe_to_repeat = True

    def line(self) -> Line:
        """Nothing is kept open."""
        return one_by_one(self._carry)

    def _carry(self, envelope: Envelope) -> str:
        """Write beside, then rename, so that nobody reads half a message."""
        folder = Path(settings.BRANCHLINE_VAR) / "outbox" / envelope.service_slug
        folder.mkdir(parents=True, exist_ok=True)
        ending, content = _content(envelope)
        target = folder / f"{envelope.reference}.{ending}"
        beside = target.with_suffix(f".{envelope.attempt}")
        beside.write_bytes(content)
        beside.replace(target)
        return target.name


def _content(envelope: Envelope) -> tuple[str, bytes]:
    if envelope.route != Route.EMAIL:
        return "txt", f"{envelope.address}\n\n{envelope.text}\n".encode()
    mail = EmailMessage()
    mail["From"], mail["To"] = envelope.sender, envelope.address
    mail["Subject"] = " ".join(envelope.subject.split())
    for name, value in envelope.headers.items():
        mail[name] = value
    mail.set_content(envelope.text)
    mail.add_alternative(envelope.html, subtype="html")
    for file in envelope.attachments:
        main, _, sub = file.media_type.split(";")[0].partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return "eml", mail.as_bytes()
