"""Mail that comes back: a delivery status notification (RFC 3464), read with the standard library.

Only what names one of our own messages counts; anybody can write something that looks like a bounce.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from ..models import Sort

MESSAGE_ID = re.compile(r"^Message-ID:\s*<([0-9a-z]{10})@[^>]+>", re.IGNORECASE | re.MULTILINE)
"""The Message-ID that `smtp` gives: our message's public id."""

NO_SUCH_ADDRESS = re.compile(r"5\.1\.\d+")
"""RFC 3463, 3.2: the address itself is wrong. Others (full, too big, policy) may be right tomorrow."""


@dataclass(frozen=True)
class Returned:
    """What a mail server says of one message of ours."""

    reference: str
    address: str
    sort: Sort
    words: str


def read_returned(raw: bytes) -> Returned | None:
    """None: no delivery status notification, about nothing of ours, or not final yet."""
    mail = message_from_bytes(raw, policy=policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    parts = [part for part in mail.walk() if part is not mail]
    fields = _status(parts)
    reference = _reference(parts)
    if fields is None or not reference:
        return None
    sort = _sort(str(fields.get("Action", "")).strip().lower(), str(fields.get("Status", "")))
    if sort is None:
        return None
    address = str(fields.get("Final-Recipient", "")).rpartition(";")[2].strip()
    words = " ".join(str(fields.get("Diagnostic-Code", "")).rpartition(";")[2].split())
    return Returned(reference, address, sort, words[:500])


def _status(parts: "list[EmailMessage]") -> "Message[str, str] | None":
    """The fields of the recipient: we write to one at a time. The first block is about the server."""
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            found = [b for b in blocks if isinstance(b, Message) and "Action" in b]
            return found[0] if found else None
    return None


def _reference(parts: "list[EmailMessage]") -> str:
    """From the mail, or the headers of it, that the server sends back."""
    for part in parts:
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            whole = part.as_bytes().decode("ascii", errors="replace")
            found = MESSAGE_ID.search(whole)
            if found:
                return found.group(1)
    return ""


def _sort(said: str, status: str) -> Sort | None:
    if said == "delivered":
        return Sort.DELIVERED
    if said != "failed":
        return None
    return Sort.BOUNCED if NO_SUCH_ADDRESS.match(status.strip()) else Sort.FAILED
