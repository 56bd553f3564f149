"""RTMP as OBS speaks it (Adobe's RTMP 1.0, chapter 7): connect, create a stream, publish with a key, send.

The key is looked at before a picture is taken; whoever has none is told so, and nothing of theirs is kept.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from . import amf
from .doors import Begin, Door, Finish, Sending
from .keys import opens, read_stream_key
from .slicing import Slices
from .wire import Broken, Kind, Message, Wire

log = logging.getLogger("branchline.live")
LARGEST = 8 * 1024 * 1024
"""Bytes of a picture from somebody who may send."""
TO_SHOW_A_KEY = 15.0
"""Seconds."""
WITHOUT_A_KEY = 50
"""Connections at once that have shown no key yet."""
SILENCE = 20.0
"""Seconds without a byte after which a connection is dead."""
WINDOW = 2_500_000
STREAM = 1


@dataclass
class Receiver:
    """Takes connections. `doors` is looked at anew for each: by the name of the broadcast."""

    doors: Mapping[str, Door]
    begin: Begin
    finish: Finish
    _strangers: int = 0

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its greeting to its end."""
        wire = Wire(reader, writer)
        try:
            sending = await self._let_in(wire)
            if sending is not None:
                try:
                    await _Taking(wire, sending).run()
                finally:
                    await self.finish(sending)
        except (Broken, amf.Unreadable, asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    async def _let_in(self, wire: Wire) -> Sending | None:
        if self._strangers >= WITHOUT_A_KEY:
            return None
        self._strangers += 1
        try:
            async with asyncio.timeout(TO_SHOW_A_KEY):
                await wire.greet()
                given = await _asked(wire)
        finally:
            self._strangers -= 1
        name, secret = read_stream_key(given)
        door = self.doors.get(name)
        if door is None or not opens(door, secret):
            log.warning("Somebody with a wrong key was turned away (RTMP).")
            await _refuse(wire, "The stream key is not right.")
            return None
        sending = await self.begin(door, "rtmp")
        if sending is None:
            await _refuse(wire, "Somebody else sends this broadcast now.")
            return None
        _tell(wire, "status", "NetStream.Publish.Start", "On air.")
        await wire.writer.drain()
        return sending


async def _asked(wire: Wire) -> str:
    """Answer the commands that come before the key; returns the key."""
    wire.send(Kind.WINDOW, WINDOW.to_bytes(4, "big"))
    wire.send(Kind.BANDWIDTH, WINDOW.to_bytes(4, "big") + b"\2")
    while True:
        message = await wire.next()
        if message.kind != Kind.COMMAND:
            continue
        match amf.read(message.content):
            case ["connect", float(number), *_]:
                told = {
                    "code": "NetConnection.Connect.Success",
                    "level": "status",
                    "description": "",
                    "objectEncoding": 0,
                }
                _answer(wire, number, {"fmsVer": "FMS/3,0,1,123", "capabilities": 31}, told)
            case ["createStream", float(number), *_]:
                _answer(wire, number, None, STREAM)
            case ["publish", _, _, str(key), *_]:
                return key
            case [str(), float(number), *_]:
                _answer(wire, number, None, None)
        await wire.writer.drain()


@dataclass
class _Taking:
    """What a publisher sends, until it ends, is ended, or is silent for too long."""

    wire: Wire
    sending: Sending
    slices: Slices = field(default_factory=Slices)

    async def run(self) -> None:
        self.wire.largest = LARGEST
        hanging_up = asyncio.create_task(self._hang_up())
        try:
            while (message := await self._next()) is not None:
                await self._take(message)
        finally:
            hanging_up.cancel()
        if (rest := self.slices.rest()) is not None:
            await self.sending.keep(*rest)

    async def _hang_up(self) -> None:
        await self.sending.over.wait()
        self.wire.writer.close()

    async def _next(self) -> Message | None:
        """None at the end, however the publisher ends it."""
        try:
            async with asyncio.timeout(SILENCE):
                message = await self.wire.next()
        except (TimeoutError, Broken, asyncio.IncompleteReadError, OSError):
            return None
        self.sending.hear()
        if message.kind == Kind.COMMAND:
            said = amf.read(message.content)
            if said[:1] in (["FCUnpublish"], ["deleteStream"], ["closeStream"]):
                return None
        return message

    async def _take(self, message: Message) -> None:
        if message.kind == Kind.DATA:
            about = _about(message.content)
        elif message.kind in {Kind.AUDIO, Kind.VIDEO}:
            about = message.content
        else:
            return
        done = self.slices.add(message.kind, message.at, about) if about else None
        if done is not None:
            await self.sending.keep(*done)
            # Only what is on the disk is acknowledged.
            self.wire.send(Kind.ACKNOWLEDGED, (self.wire.taken & 0xFFFFFFFF).to_bytes(4, "big"))
            await self.wire.writer.drain()


def _about(content: bytes) -> bytes:
    """What a publisher tells of itself, as a file has it; nothing for what else it says."""
    wrapped = amf.write("@setDataFrame")
    inside = content.removeprefix(wrapped)
    return inside if inside.startswith(amf.write("onMetaData")) else b""


async def _refuse(wire: Wire, words: str) -> None:
    _tell(wire, "error", "NetStream.Publish.BadName", words)
    await wire.writer.drain()


def _answer(wire: Wire, number: float, *values: object) -> None:
    wire.send(Kind.COMMAND, amf.write("_result", number, *values), track=3)


def _tell(wire: Wire, level: str, code: str, words: str) -> None:
    about = {"level": level, "code": code, "description": words}
    wire.send(Kind.COMMAND, amf.write("onStatus", 0, None, about), track=5, stream=STREAM)
