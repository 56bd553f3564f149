"""FLV (Adobe, Video File Format 10.1, annex E): what RTMP carries, as a file that FFmpeg reads."""

from collections.abc import Iterator

AUDIO, VIDEO, SCRIPT = 8, 9, 18
HEAD = 13
"""Bytes before the first tag: the header, and the length of no tag."""


def header(*, audio: bool, video: bool) -> bytes:
    """What a file begins with: FFmpeg waits for a kind that is announced and does not come."""
    return b"FLV\1" + bytes([4 * audio + video]) + (9).to_bytes(4, "big") + bytes(4)


def tag(kind: int, at: int, content: bytes) -> bytes:
    """One message at `at` milliseconds."""
    size = len(content).to_bytes(3, "big")
    time = (at & 0xFFFFFF).to_bytes(3, "big") + bytes([(at >> 24) & 0xFF])
    return bytes([kind]) + size + time + bytes(3) + content + (len(content) + 11).to_bytes(4, "big")


def tags(content: bytes, at: int) -> Iterator[tuple[int, bytes, int]]:
    """Kind and content of each whole tag from `at` on, and where it ends."""
    while at + 11 <= len(content):
        size = int.from_bytes(content[at + 1 : at + 4], "big")
        end = at + 11 + size + 4
        if end > len(content):
            return
        yield content[at], content[at + 11 : end - 4], end
        at = end


def says_how(kind: int, content: bytes) -> bool:
    """A tag that holds no picture and no sound, but how to read them: the codec's own head (AVC, AAC, or the newer
    codecs of Enhanced RTMP 2), or what the publisher tells of itself."""
    if kind == SCRIPT:
        return True
    if len(content) < 2:
        return False
    first = content[0]
    if kind == VIDEO:
        return first & 0x0F == 0 if first & 0x80 else first & 0x0F == 7 and content[1] == 0
    return first & 0x0F == 0 if first >> 4 == 9 else first >> 4 == 10 and content[1] == 0


def beginning(first: bytes) -> bytes:
    """The head of a stream's first chunk: all up to the first picture or sound."""
    end = HEAD
    for kind, content, ends in tags(first, HEAD):
        if not says_how(kind, content):
            break
        end = ends
    return first[:end]
