"""MPEG transport stream (ISO/IEC 13818-1): just enough to say when a piece of it ends."""

PACKET = 188
CLOCK = 90
"""Ticks a millisecond."""


def whole(content: bytes) -> int:
    """Bytes of whole packets at the beginning."""
    return len(content) - len(content) % PACKET


def last_moment(content: bytes) -> int | None:
    """Milliseconds of the latest picture or sound that begins in these packets; None when none does."""
    times = [
        time
        for at in range(0, whole(content), PACKET)
        if (time := _presented(content[at : at + PACKET])) is not None
    ]
    return max(times) // CLOCK if times else None


def _presented(packet: bytes) -> int | None:
    """The time at which what begins in this packet is shown (2.4.3.7, PTS)."""
    begins, adapted = packet[1] & 0x40, packet[3] & 0x20
    if not begins or not packet[3] & 0x10:
        return None
    at = 5 + packet[4] if adapted else 4
    head = packet[at : at + 14]
    if len(head) < 14 or head[:3] != b"\0\0\1" or not head[7] & 0x80:
        return None
    high, middle, low = head[9] >> 1 & 7, head[10:12], head[12:14]
    return high << 30 | (int.from_bytes(middle, "big") >> 1) << 15 | int.from_bytes(low, "big") >> 1
