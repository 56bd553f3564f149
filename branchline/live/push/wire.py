"""RTMP's messages on their way (Adobe's RTMP 1.0, chapter 5): cut into small pieces, put together again here.

Written here and not taken from a library: the one there is (pyrtmp 0.3.1) lets the time stand still for whoever
sends pictures at even distances, as 25 a second are, and takes in any amount before a key is known.
"""

import asyncio
import os
from dataclasses import dataclass, field

HELLO = 1536
"""Bytes of the greeting."""
EXTENDED = 0xFFFFFF
"""A time that is larger stands in four bytes of its own."""
TRACKS = 64
"""Chunk streams at once; publishers use about five."""
SMALL = 64 * 1024
"""Bytes of a message from somebody who has shown no key yet."""


class Broken(Exception):
    """What came is not RTMP, or too much of it."""


class Kind:
    """Numbers of messages."""

    SET_SIZE, ABORT, ACKNOWLEDGED, USER_CONTROL, WINDOW, BANDWIDTH = 1, 2, 3, 4, 5, 6
    AUDIO, VIDEO, DATA, COMMAND = 8, 9, 18, 20


@dataclass(frozen=True)
class Message:
    """`at`: milliseconds of the stream."""

    kind: int
    content: bytes
    at: int = 0
    stream: int = 0


@dataclass
class Track:
    """A chunk stream: what its last message was like, and what has come of the next."""

    at: int = 0
    step: int = 0
    length: int = 0
    kind: int = 0
    stream: int = 0
    extended: bool = False
    got: bytearray = field(default_factory=bytearray)


@dataclass
class Wire:
    """Both directions of one connection. `largest`: bytes of a message that we take."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    largest: int = SMALL
    taken: int = 0
    """Bytes that have come; the other side is told now and then."""
    _size: int = 128
    _tracks: dict[int, Track] = field(default_factory=dict)

    async def greet(self) -> None:
        """The greeting of the other side, and ours."""
        if (await self._read(1))[0] != 3:
            raise Broken
        theirs = await self._read(HELLO)
        self.writer.write(b"\3" + bytes(8) + os.urandom(HELLO - 8) + theirs)
        await self.writer.drain()
        await self._read(HELLO)

    async def next(self) -> Message:
        """The next whole message. Raises Broken, or IncompleteReadError at the end."""
        while True:
            track = await self._piece()
            if len(track.got) < track.length:
                continue
            message = Message(track.kind, bytes(track.got), track.at, track.stream)
            track.got.clear()
            if message.kind == Kind.SET_SIZE:
                self._size = min(max(_number(message.content[:4]), 1), self.largest)
            elif message.kind == Kind.ABORT:
                self._tracks.pop(_number(message.content[:4]), None)
            else:
                return message

    async def _piece(self) -> Track:
        first = (await self._read(1))[0]
        form, name = first >> 6, first & 63
        if name == 0:
            name = 64 + (await self._read(1))[0]
        elif name == 1:
            name = 64 + int.from_bytes(await self._read(2), "little")
        track = self._tracks.get(name)
        if track is None:
            if form == 3 or len(self._tracks) >= TRACKS:
                raise Broken
            track = self._tracks[name] = Track()
        await self._head(track, form)
        if track.length > self.largest:
            raise Broken
        track.got += await self._read(min(self._size, track.length - len(track.got)))
        return track

    async def _head(self, track: Track, form: int) -> None:
        """Four forms, each leaving out more of what is as it was (5.3.1.2)."""
        begins = not track.got
        head = await self._read((11, 7, 3, 0)[form])
        if form < 3:
            track.step = _number(head[:3])
            track.extended = track.step == EXTENDED
        if form < 2:
            track.length, track.kind = _number(head[3:6]), head[6]
        if form == 0:
            track.stream = int.from_bytes(head[7:], "little")
        if track.extended:
            track.step = _number(await self._read(4))
        if form == 0:
            track.at = track.step
        elif begins:
            track.at = (track.at + track.step) & 0xFFFFFFFF

    async def _read(self, count: int) -> bytes:
        self.taken += count
        return await self.reader.readexactly(count)

    def send(self, kind: int, content: bytes, *, track: int = 2, stream: int = 0) -> None:
        """A message of ours, in pieces of 128 bytes: the other side expects no larger ones."""
        head = bytes([track]) + bytes(3) + len(content).to_bytes(3, "big") + bytes([kind])
        pieces = [content[at : at + 128] for at in range(0, len(content), 128)]
        between = bytes([0xC0 | track])
        self.writer.write(head + stream.to_bytes(4, "little") + between.join(pieces))


def _number(content: bytes) -> int:
    return int.from_bytes(content, "big")
