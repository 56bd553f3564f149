"""A crowd that watches from the real origin, each as a player does: the playlist again and again, every new segment
once."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Event, Thread
from urllib.parse import urlsplit

LINE = re.compile(r"(\d{6})\.ts")
SLATE = re.compile(r"#EXTINF:[\d.]+,slate\n(\d{6})\.ts")


@dataclass
class Crowd:
    """So many viewers of one quality. `bytes_seen`: every different body that any of them received, once."""

    origin: str
    prefix: str
    viewers: int
    every: float = 1.0
    """Seconds between two looks at the playlist."""
    bytes_seen: dict[bytes, bytes] = field(default_factory=dict)
    first_seen: dict[int, float] = field(default_factory=dict)
    """When anybody first read of a segment, by its number."""
    slates: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    joined: int = 0
    received: int = 0
    _stop: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self._thread = Thread(target=lambda: asyncio.run(self._all()), daemon=True)
        self._thread.start()

    def leave(self) -> None:
        """Everybody goes home."""
        self._stop.set()
        self._thread.join()

    @property
    def pictures(self) -> int:
        return len(self.first_seen.keys() - self.slates)

    @property
    def newest(self) -> int:
        return max(self.first_seen, default=-1)

    async def _all(self) -> None:
        await asyncio.gather(*(self._watch(number) for number in range(self.viewers)))

    async def _watch(self, number: int) -> None:
        await asyncio.sleep(number / self.viewers * self.every)
        where = urlsplit(self.origin)
        have: set[int] = set()
        last = -1
        connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        while not self._stop.is_set():
            begins = time.monotonic()
            try:
                connection = connection or await asyncio.open_connection(where.hostname, where.port)
                text = (await self._get(*connection, "360p/now.m3u8")).decode()
                numbers = [int(each) for each in LINE.findall(text)]
                self._read(text, numbers, last)
                last = numbers[-1] if numbers else last
                # As who joins: the last three, then each that is new.
                for each in [n for n in numbers[-3:] if n not in have]:
                    have.add(each)
                    await self._get(*connection, f"360p/{each:06d}.ts")
                    self.joined += len(have) == 1
            except (OSError, asyncio.IncompleteReadError):
                # The origin is away for a moment: a player tries again.
                if connection:
                    connection[1].close()
                connection = None
            await asyncio.sleep(max(0.05, begins + self.every - time.monotonic()))
        if connection:
            connection[1].close()

    def _read(self, text: str, numbers: list[int], last: int) -> None:
        if numbers and numbers[-1] < last:
            self.wrong.append(f"{numbers[-1]} after {last}")
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False:
            self.wrong.append(f"a hole in {numbers}")
        now = time.monotonic()
        for number in numbers:
            self.first_seen.setdefault(number, now)
        self.slates |= {int(each) for each in SLATE.findall(text)}

    async def _get(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str
    ) -> bytes:
        writer.write(f"GET /live/{self.prefix}/{path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = re.search(rb"content-length: (\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else b""
        if head.startswith(b"http/1.1 200"):
            self.received += len(body)
            if path.endswith(".ts"):
                self.bytes_seen.setdefault(blake2b(body, digest_size=16).digest(), body)
        elif path.endswith(".ts"):
            self.wrong.append(f"{path}: {head[:20]!r}")
        elif b"content-length" not in head and b"chunked" in head:
            await reader.readuntil(b"0\r\n\r\n")
        return body if head.startswith(b"http/1.1 200") else b""
