"""The log: lines in which each carries the hash of the line before."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from branchline.core.models import FairQueue, QueueLine


def canonical(line: Mapping[str, Any]) -> bytes:
    """The bytes that are hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def as_line(
    *, n: int, at: datetime, what: str, entry: str, facts: Mapping[str, Any], before: str
) -> dict[str, Any]:
    """A line without its hash."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {
        "n": n,
        "at": moment,
        "what": what,
        "entry": entry,
        "facts": dict(facts),
        "before": before,
    }


def hash_of(line: Mapping[str, Any]) -> str:
    """SHA-256 of a line without its hash."""
    return hashlib.sha256(canonical(line)).hexdigest()


def write(
    queue: FairQueue, said: Iterable[tuple[str, str, Mapping[str, Any]]], *, now: datetime
) -> list[QueueLine]:
    """Add lines (what, entry's public id, facts) to a locked queue."""
    lines: list[QueueLine] = []
    for what, entry, facts in said:
        n = queue.lines + 1
        queue.head = hash_of(
            as_line(n=n, at=now, what=what, entry=entry, facts=facts, before=queue.head)
        )
        queue.lines = n
        lines.append(
            QueueLine(
                service_id=queue.service_id,
                queue=queue,
                n=n,
                at=now,
                what=what,
                entry=entry,
                facts=dict(facts),
                hash=queue.head,
            )
        )
    QueueLine.objects.bulk_create(lines)
    queue.save(update_fields=["lines", "head"])
    return lines
