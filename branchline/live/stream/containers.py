"""What a recorder's stream begins with: without it nothing later in the stream can be read."""

from . import flv

CLUSTER = b"\x1f\x43\xb6\x75"
"""Begins the pictures in Matroska and WebM (RFC 9559, Cluster)."""
FRAGMENT = b"moof"
"""Begins the pictures in fragmented MP4 (ISO/IEC 14496-12), after four bytes of length."""
PACKET = b"\x47"
"""Begins each packet of an MPEG transport stream, which says again and again how it is packed: it needs no head."""


def beginning(first: bytes) -> bytes:
    """The head of a stream's first chunk: how its pictures and sound are packed, without any of them. All of the
    chunk when it holds no pictures yet."""
    if first[4:8] == b"ftyp":
        at = first.find(FRAGMENT)
        return first[: at - 4] if at >= 4 else first
    if first.startswith(b"FLV"):
        return flv.beginning(first)
    if first[:1] == PACKET:
        return b""
    at = first.find(CLUSTER)
    return first[:at] if at >= 0 else first


def entrance(head: bytes, content: bytes) -> bytes:
    """What can be read behind the head of a stream when something between is left out: MP4 from its next fragment
    on (nothing, if none begins here); whatever else finds its own way in."""
    if head[4:8] != b"ftyp":
        return content
    at = content.find(FRAGMENT, 4)
    return content[at - 4 :] if at >= 4 else b""
