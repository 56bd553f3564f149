"""What screens are told of questions: a small file a broadcast, there while there is something to tell.

asked/PREFIX.json       {"asks": true, "question": {"text": …, "name": …} or null}
"""

import time
from collections.abc import Mapping
from pathlib import Path

from .house import put

FRESH = 0.25
"""Seconds for which it is told from memory before the file is looked at again."""


class Asked:
    """The files of this node. Whoever begins finds what another one left."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "asked"
        self._told: dict[str, str] | None = None

    def tell(self, wanted: Mapping[str, str]) -> None:
        """So it is now, by prefix; nothing of what is empty or not named."""
        wanted = {prefix: said for prefix, said in wanted.items() if said}
        if self._told is None:
            self._told = {path.stem: "" for path in self.folder.glob("*.json")}
        for prefix in self._told.keys() - wanted.keys():
            asked_file(self.folder.parent, prefix).unlink(missing_ok=True)
            del self._told[prefix]
        for prefix, said in wanted.items():
            if self._told.get(prefix) != said:
                put(asked_file(self.folder.parent, prefix), said)
                self._told[prefix] = said


class Told:
    """The same as whoever answers the screens reads it, from memory."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._kept: dict[str, tuple[float, bytes]] = {}

    def of(self, prefix: str) -> bytes:
        """The inside of the object after a comma; empty when there is nothing to tell."""
        now = time.monotonic()
        at, inside = self._kept.get(prefix, (float("-inf"), b""))
        if at < now - FRESH:
            try:
                inside = b"," + asked_file(self._root, prefix).read_bytes()[1:-1]
            except FileNotFoundError:
                inside = b""
            self._kept[prefix] = (now, inside)
        return inside


def asked_file(root: Path, prefix: str) -> Path:
    """Of one broadcast."""
    return root / "asked" / f"{prefix}.json"
