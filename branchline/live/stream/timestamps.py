"""At which moment of its own clock a segment begins: captions are tied to that (RFC 8216, 3.5)."""

from pathlib import Path

PACKET = 188
"""Bytes of a packet of an MPEG transport stream (ISO/IEC 13818-1, 2.4.3)."""
CLOCK = 90_000
"""Ticks a second of its time stamps."""
ENOUGH = PACKET * 400
"""Bytes in which the first picture begins."""


def first_timestamp(path: Path) -> int:
    """Ticks at which the first picture is shown, or the first sound where there is no picture. 0 if it says none."""
    with path.open("rb") as file:
        content = file.read(ENOUGH)
    sound = None
    for at in range(0, len(content) - PACKET + 1, PACKET):
        packet = content[at : at + PACKET]
        begins, has_more, has_payload = packet[1] & 0x40, packet[3] & 0x20, packet[3] & 0x10
        if packet[0] != 0x47 or not begins or not has_payload:
            continue
        told = packet[5 + packet[4] if has_more else 4 :]
        if told[:3] != b"\x00\x00\x01" or len(told) < 14 or not told[7] & 0x80:
            continue
        if told[3] & 0xF0 == 0xE0:
            return _ticks(told[9:14])
        if sound is None and told[3] & 0xE0 == 0xC0:
            sound = _ticks(told[9:14])
    return sound or 0


def _ticks(five: bytes) -> int:
    """33 bits with a marker after each part (2.4.3.7)."""
    return (
        (five[0] >> 1 & 7) << 30
        | five[1] << 22
        | (five[2] >> 1) << 15
        | five[3] << 7
        | five[4] >> 1
    )
