"""The origin of all that goes out live: a small ASGI application of its own, without Django's, on its own port.

    PUT  /send/{pass}/{number}          a chunk into the spool, in whatever worker, as often as it takes
    PUT  /probe/{pass}                  anything, kept nowhere: how quick is the way here?
    GET  /live/{prefix}/…               playlists and segments, from memory; or where in a bucket a segment is
    GET  /live/{ticket}/…               the same of a private broadcast
    GET  /live/{prefix}/now.json        how many hearts there are, may somebody ask, and which question is shown
    POST /beat/{prefix}/{token}/{ms}    a screen says how much picture it has had; bye and again: its page is left, or
                                        loaded again; heart; family/…/{people}: how many sit before it

It knows no cookie, asks no database, and writes no address into any log.
"""

import asyncio
import errno
import logging
import re
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from branchline.core import clock

from .passes import NOBODY, Pass, read_pass, read_ticket
from .stream.asked import Told
from .stream.counted import EVERY, Counted
from .stream.elsewhere import Elsewhere
from .stream.held import KINDS, LASTS, Shelf
from .stream.house import counts_of, spool_of
from .stream.shedding import Shedding, measure
from .stream.spool import LARGEST, Stored
from .stream.turns import COUNTED, Turns, written

log = logging.getLogger("branchline.live")

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

PUBLIC = re.compile(
    r"/live/(?P<holder>[\w-]{22}(?:~\d{10}~[\w-]{43})?)(?P<path>/(?:(?:now|all)(?:-low|-sound)?\.m3u8|(?:720p|360p|audio|words-(?:en|cy))/(?:(?:now|all)\.m3u8|\d{6}\.(?:ts|vtt))))"
)
PROBED = re.compile(r"/probe/(?P<pass>[\w.:~-]{20,300})")
SENT = re.compile(r"/send/(?P<pass>[\w.:~-]{20,300})/(?P<number>\d{1,6})")
TOLD = re.compile(
    r"/(?P<what>beat|bye|again|heart|family)/(?P<prefix>[\w-]{22})/(?P<token>[\w-]{16,32})(?:/(?P<number>\d{1,9}))?"
)
NOW = re.compile(r"/live/(?P<prefix>[\w-]{22})/now\.json")
OPEN = ("public", "private")


class Origin:
    """The application. `allowed`: the address of the web pages, which may send and read here; `uplink`: see Shedding;
    `segments`: of a bucket that has them too, as viewers reach it."""

    def __init__(
        self, root: Path, allowed: str, *, uplink: float = 0.0, segments: str = ""
    ) -> None:
        self.root = root
        self.allowed = allowed.encode()
        self.counts: dict[str, Counted] = {}
        self.shedding = Shedding(uplink)
        self._told = Told(root)
        self._elsewhere = Elsewhere(root, segments)
        self._shelf = Shelf(root)
        self._turns = Turns(written) if COUNTED.exists() else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        if scope["type"] != "http":
            return
        method, path = scope["method"], scope["path"]
        if method in {"GET", "HEAD"} and (found := PUBLIC.fullmatch(path)):
            await self._give(self._name(**found.groupdict()), scope, send)
        elif method == "POST" and (found := TOLD.fullmatch(path)):
            await self._answer(send, 204 if self._hear(**found.groupdict()) else 404)
        elif method == "PUT" and (found := SENT.fullmatch(path)):
            await self._take(found["pass"], int(found["number"]), scope, receive, send)
        elif method == "PUT" and (found := PROBED.fullmatch(path)):
            await self._probe(found["pass"], receive, send)
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
        elif method == "GET" and (found := NOW.fullmatch(path)):
            await self._give_now(found["prefix"], send)
        else:
            await self._answer(send, 404)

    def _name(self, holder: str, path: str) -> str:
        """The file below our root that an address means: of what everybody may have, or of what a ticket opens. Where
        the line is full a master leads to less."""
        path = self.shedding.instead_of(path)
        if "~" not in holder:
            return f"public/{holder}{path}"
        return f"private/{read_ticket(holder, now=clock.now().timestamp()) or '-'}{path}"

    async def _give(self, name: str, scope: Scope, send: Send) -> None:
        now, ending = time.monotonic(), name[name.rindex(".") :]
        if address := self._elsewhere.of(name, now):
            await self._lead(address, name, scope, send)
            return
        try:
            held = self._shelf.take(name, ending, now)
        except FileNotFoundError:
            await self._answer(send, 404, extra=[(b"cache-control", b"public, max-age=1")])
            return
        headers = [
            (b"content-type", KINDS[ending]),
            (b"etag", held.tag),
            (b"cache-control", LASTS[ending]),
        ]
        if dict(scope["headers"]).get(b"if-none-match") == held.tag:
            await self._answer(send, 304, extra=headers)
            return
        headers.append((b"content-length", str(len(held.content)).encode()))
        if scope["method"] == "HEAD":
            await self._answer(send, 200, extra=headers)
            return
        if ending == ".ts":
            if self._turns is not None:
                await self._turns.wait(len(held.content))
            self._count_segment(name)
        self.shedding.gave(len(held.content), now)
        await self._answer(send, 200, held.content, extra=headers)

    async def _lead(self, address: str, name: str, scope: Scope, send: Send) -> None:
        """To the bucket. Not to be kept: it may be away the next time."""
        if scope["method"] == "GET":
            self._count_segment(name)
        extra = [(b"location", address.encode()), (b"cache-control", b"no-store")]
        await self._answer(send, 302, extra=extra)

    def _count_segment(self, name: str) -> None:
        if (counted := self._counted(name.split("/", 2)[1])) is not None:
            counted.count.gave_segment()

    def _hear(self, what: str, prefix: str, token: str, number: str | None) -> bool:
        """What a watch page tells. False when there is no such broadcast."""
        counted = self._counted(prefix)
        if counted is None:
            return False
        count, now = counted.count, time.monotonic()
        match what, number:
            case "beat", str():
                count.beat(token, int(number) / 1000, now)
            case "family", str():
                count.family(token, int(number), now)
            case "bye", str():
                count.leave(token, int(number) / 1000, now)
            case "again", None:
                count.again(token, now)
            case "heart", None:
                count.heart(token, now)
            case _:
                return False
        return True

    async def _give_now(self, prefix: str, send: Send) -> None:
        if (counted := self._counted(prefix)) is None:
            await self._answer(send, 404)
            return
        body = b'{"hearts":%d%s}' % (counted.count.hearts, self._told.of(prefix))
        headers = [
            (b"content-type", b"application/json"),
            (b"cache-control", b"public, max-age=1"),
            (b"content-length", str(len(body)).encode()),
        ]
        await self._answer(send, 200, body, extra=headers)

    def _counted(self, prefix: str) -> Counted | None:
        """Only for what is on the air: made-up addresses fill no memory."""
        found = self.counts.get(prefix)
        if found is None and self._is_open(prefix):
            found = Counted(counts_of(self.root, prefix), time.monotonic())
            self.counts[prefix] = found
        return found

    def _is_open(self, prefix: str) -> bool:
        return any((self.root / kind / prefix).is_dir() for kind in OPEN)

    async def _live(self, receive: Receive, send: Send) -> None:
        """From the server's start to its end: what is counted goes onto the disk."""
        await receive()
        await send({"type": "lifespan.startup.complete"})
        keeping = asyncio.create_task(self._keep())
        await receive()
        keeping.cancel()
        self._save()
        await send({"type": "lifespan.shutdown.complete"})

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            self._save()

    def _save(self) -> None:
        measure(self.root, self.shedding, time.monotonic())
        for prefix, counted in list(self.counts.items()):
            try:
                counted.save(time.monotonic())
            except OSError as error:
                # A full disk: the lines wait in memory for the next time.
                log.error("live: counts can’t be kept: %s", error.strerror)
                continue
            if not self._is_open(prefix):
                # No address leads there any more. Its folder may go, and must not come back.
                del self.counts[prefix]

    async def _take(
        self, given: str, number: int, scope: Scope, receive: Receive, send: Send
    ) -> None:
        holder = read_pass(given)
        if holder is None or holder.session == NOBODY:
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
        try:
            stored = spool.store(number, content, recorded=recorded)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                return 507
            raise
        if stored is Stored.OTHER:
            return 409
        # Somebody else is on the air: what was recorded before is kept for the recording, and shown to nobody.
        return 202 if spool.is_closed else 204

    async def _probe(self, given: str, receive: Receive, send: Send) -> None:
        if read_pass(given) is None:
            await self._answer(send, 403)
        else:
            await self._answer(send, 413 if await _body(receive) is None else 204)

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

    return Origin(
        settings.BRANCHLINE_LIVE_FOLDER,
        settings.BRANCHLINE_ADDRESS,
        uplink=settings.BRANCHLINE_UPLINK * 1_000_000,
        segments=settings.BRANCHLINE_LIVE_SEGMENTS,
    )
