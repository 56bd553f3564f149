"""The origin of all that goes out live: a small ASGI application of its own, without Django's, on its own port.

    PUT  /send/{pass}/{number}          a chunk into the spool, in whatever worker, as often as it takes
    GET  /live/{prefix}/…               playlists and segments, from memory
    POST /beat/{prefix}/{token}/{ms}    a screen says how far its picture is

It knows no cookie, asks no database, and writes no address into any log.
"""

import asyncio
import errno
import re
import time
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from .passes import Pass, read_pass
from .stream.counting import Count
from .stream.house import spool_of
from .stream.spool import LARGEST, Stored

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

PUBLIC = re.compile(
    r"/live/(?P<path>[\w-]{22}/(?:(?:now|all)(?:-low|-sound)?\.m3u8|(?:720p|360p|audio|words-(?:en|cy))/(?:(?:now|all)\.m3u8|\d{6}\.(?:ts|vtt))))"
)
SENT = re.compile(r"/send/(?P<pass>[\w.:~-]{20,300})/(?P<number>\d{1,6})")
BEAT = re.compile(r"/beat/(?P<prefix>[\w-]{22})/(?P<token>[\w-]{16,32})/(?P<at>\d{1,9})")
KINDS = {
    ".m3u8": b"application/vnd.apple.mpegurl",
    ".ts": b"video/mp2t",
    ".vtt": b"text/vtt; charset=utf-8",
}
FRESH = 0.25
"""Seconds for which a playlist is served from memory before the file is looked at again."""
KEPT = 60.0
"""Seconds for which a segment that nobody asks for stays in memory."""


class Origin:
    """The application. `allowed` is the address of the web pages, which may send and read from here."""

    def __init__(self, root: Path, allowed: str) -> None:
        self.root = root
        self.allowed = allowed.encode()
        self.counts: dict[str, Count] = {}
        self._kept: dict[str, tuple[float, float, bytes, bytes]] = {}
        self._swept = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        method, path = scope["method"], scope["path"]
        if method in {"GET", "HEAD"} and (found := PUBLIC.fullmatch(path)):
            await self._give(found["path"], scope, send)
        elif method == "POST" and (found := BEAT.fullmatch(path)):
            count = self.counts.get(found["prefix"]) or self._count(found["prefix"])
            if count is not None:
                count.beat(found["token"], int(found["at"]) / 1000, time.monotonic())
            await self._answer(send, 204 if count is not None else 404)
        elif method == "PUT" and (found := SENT.fullmatch(path)):
            await self._take(found["pass"], int(found["number"]), scope, receive, send)
        elif method == "OPTIONS":
            await self._answer(
                send,
                204,
                extra=[
                    (b"access-control-allow-methods", b"GET, POST, PUT"),
                    (b"access-control-allow-headers", b"x-recorded, content-type"),
                    (b"access-control-max-age", b"86400"),
                ],
            )
        else:
            await self._answer(send, 404)

    async def _give(self, name: str, scope: Scope, send: Send) -> None:
        now = time.monotonic()
        kept = self._kept.get(name)
        ending = name[name.rindex(".") :]
        if kept is None or (ending == ".m3u8" and kept[0] < now - FRESH):
            try:
                content = (self.root / "public" / name).read_bytes()
            except FileNotFoundError:
                await self._answer(send, 404, extra=[(b"cache-control", b"public, max-age=1")])
                return
            tag = b'"' + blake2b(content, digest_size=9).hexdigest().encode() + b'"'
            kept = (now, now, content, tag)
        self._kept[name] = (kept[0], now, kept[2], kept[3])
        self._sweep(now)
        lasts = b"public, max-age=1" if ending == ".m3u8" else b"public, max-age=86400, immutable"
        headers = [(b"content-type", KINDS[ending]), (b"etag", kept[3]), (b"cache-control", lasts)]
        if dict(scope["headers"]).get(b"if-none-match") == kept[3]:
            await self._answer(send, 304, extra=headers)
        else:
            body = b"" if scope["method"] == "HEAD" else kept[2]
            length = (b"content-length", str(len(kept[2])).encode())
            await self._answer(send, 200, body, extra=[*headers, length])

    def _sweep(self, now: float) -> None:
        if now - self._swept > KEPT / 4:
            self._swept = now
            self._kept = {name: kept for name, kept in self._kept.items() if kept[1] > now - KEPT}

    def _count(self, prefix: str) -> Count | None:
        """Only for what is on the air: made-up addresses fill no memory."""
        if not (self.root / "public" / prefix).is_dir():
            return None
        return self.counts.setdefault(prefix, Count())

    async def _take(
        self, given: str, number: int, scope: Scope, receive: Receive, send: Send
    ) -> None:
        holder = read_pass(given)
        if holder is None:
            await self._answer(send, 403)
            return
        content = await _body(receive)
        if content is None:
            await self._answer(send, 413)
            return
        recorded = dict(scope["headers"]).get(b"x-recorded", b"")
        if not content or not recorded.isdigit():
            await self._answer(send, 400)
            return
        await self._answer(
            send, await asyncio.to_thread(self._store, holder, number, content, int(recorded))
        )

    def _store(self, holder: Pass, number: int, content: bytes, recorded: int) -> int:
        spool = spool_of(self.root, holder.broadcast, holder.session)
        if spool.is_closed:
            return 410
        try:
            stored = spool.store(number, content, recorded=recorded)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                return 507
            raise
        return 409 if stored is Stored.OTHER else 204

    async def _answer(
        self, send: Send, status: int, body: bytes = b"", *, extra: Headers | None = None
    ) -> None:
        headers = [
            (b"access-control-allow-origin", self.allowed),
            (b"x-content-type-options", b"nosniff"),
            *(extra or []),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def _body(receive: Receive) -> bytes | None:
    """What was sent; None when it is too much."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


def application() -> Origin:
    """As the settings say."""
    from django.conf import settings

    return Origin(settings.BRANCHLINE_LIVE_FOLDER, settings.BRANCHLINE_ADDRESS)
