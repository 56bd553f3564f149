"""The origin asked as a server asks it, without one in between."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from branchline.live.origin import Origin
from tests.harness.looping import run


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    taken: int
    """How many parts of the body the origin has asked for."""


@dataclass
class Asked:
    """One request; `parts` are what the server hands over, one after the other."""

    method: str
    path: str
    parts: Sequence[bytes] = (b"",)
    headers: dict[str, str] = field(default_factory=dict)
    leaves: bool = False
    """Whoever sends goes away after the last part, in the middle."""

    def of(self, origin: Origin) -> Answer:
        return run(self.meanwhile(origin))

    async def meanwhile(self, origin: Origin) -> Answer:
        """Asked where other requests are on their way."""
        left = list(self.parts)
        told: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0)
            if not left:
                return {"type": "http.disconnect"}
            part = left.pop(0)
            more = bool(left) or self.leaves
            return {"type": "http.request", "body": part, "more_body": more}

        async def send(message: dict[str, Any]) -> None:
            told.append(message)

        scope = {
            "type": "http",
            "method": self.method,
            "path": self.path,
            "headers": [(k.lower().encode(), v.encode()) for k, v in self.headers.items()],
        }
        await origin(scope, receive, send)
        begin, *rest = told
        return Answer(
            begin["status"],
            {k.decode(): v.decode() for k, v in begin["headers"]},
            b"".join(message["body"] for message in rest),
            len(self.parts) - len(left),
        )


def get(of: Origin, path: str, *, method: str = "GET", **headers: str) -> Answer:
    return Asked(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()}).of(of)


def send(origin: Origin, path: str, *parts: bytes, recorded: str = "1000") -> Answer:
    return Asked("PUT", path, parts, {"X-Recorded": recorded}).of(origin)
