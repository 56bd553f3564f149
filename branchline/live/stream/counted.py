"""A count on the disk: the lines, added to; and who is there now, written anew every few seconds.

counts/PREFIX/live.beats      what was counted while it went out
counts/PREFIX/after.beats     the same for whoever watches afterwards, once the count is sealed
counts/PREFIX/*.state         tokens of the screens that are there: a process that starts again goes on with them
counts/PREFIX/now.json        the numbers of this moment
counts/PREFIX/sealed          nothing is added to live.beats any more
"""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from .counting import Count, Screen
from .house import put
from .tally import HEAD

EVERY = 5.0
"""Seconds between two writings: more is never lost."""


@dataclass(frozen=True)
class Now:
    """The numbers of a moment."""

    watching: int
    hearts: int
    at: float
    """By `time.monotonic`, which all processes of a machine share."""


class Counted:
    """The count of one broadcast, and its folder."""

    def __init__(self, folder: Path, now: float) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._take_up(now)

    def save(self, now: float) -> None:
        """What is new, onto the disk: first the lines, then who is there."""
        self.count.tidy(now)
        lines = self.count.lines
        with self._beats.open("ab", buffering=0) as file:
            whole = file.tell()
            try:
                file.write("".join(f"{line}\n" for line in lines).encode())
            except OSError:
                file.truncate(whole)
                raise
        lines.clear()
        put(self._state, _told(self.count, now))
        numbers = Now(self.count.watching(now), self.count.hearts, now)
        put(self.folder / "now.json", json.dumps(numbers.__dict__))
        if self._which == "live" and is_sealed(self.folder):
            self._take_up(now)

    def _take_up(self, now: float) -> None:
        self._which = "after" if is_sealed(self.folder) else "live"
        self._beats, self._state = (self.folder / f"{self._which}.{e}" for e in ("beats", "state"))
        try:
            self.count = _understood(self._state.read_text(), now)
        except (FileNotFoundError, ValueError, KeyError):
            self.count = Count(now)
        _whole_lines(self._beats)


def is_sealed(folder: Path) -> bool:
    """Nothing more is counted for the certificate."""
    return (folder / "sealed").exists()


def seal(folder: Path) -> None:
    """Count nothing more of what went out; whoever counts notices within a few seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sealed").touch()


def beats_of(folder: Path) -> Path:
    """The lines of what went out."""
    return folder / "live.beats"


def beats_after(folder: Path) -> Path:
    """The lines of whoever watched afterwards."""
    return folder / "after.beats"


def hearts_of(folder: Path) -> int:
    """Hearts of what went out, as they were last written down."""
    try:
        told: int = json.loads((folder / "live.state").read_text())["hearts"]
    except (FileNotFoundError, ValueError, KeyError):
        return 0
    return told


def forget_tokens(folder: Path) -> None:
    """Nothing that a browser ever said is left of what went out."""
    (folder / "live.state").unlink(missing_ok=True)


def remove_old(root: Path, *, before: float) -> int:
    """Counts below this folder to which nothing was added since that moment (seconds since 1970): what they came to
    stands in certificates. Returns how many."""
    folders = list((root / "counts").glob("*"))
    old = [each for each in folders if all(f.stat().st_mtime < before for f in each.iterdir())]
    for each in old:
        shutil.rmtree(each, ignore_errors=True)
    return len(old)


def read_now(folder: Path, now: float) -> Now | None:
    """The numbers of this moment; None when nobody has counted for a while."""
    try:
        told = Now(**json.loads((folder / "now.json").read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return told if 0 <= now - told.at < 4 * EVERY else None


def _told(count: Count, now: float) -> str:
    there = {
        token: [s.number, round(s.heard, 1), round(s.shown, 1), round(max(s.moved, 0.0), 1)]
        for token, s in count.screens.items()
    }
    return json.dumps(
        {
            "began": count.began,
            "saved": now,
            "known": count.known,
            "hearts": count.hearts,
            "screens": there,
        }
    )


def _understood(text: str, now: float) -> Count:
    told = json.loads(text)
    # A machine that was started anew counts its seconds from zero again.
    back = min(0.0, now - told["saved"])
    screens = {
        token: Screen(heard + back, shown, number, moved + back)
        for token, (number, heard, shown, moved) in told["screens"].items()
    }
    return Count(told["began"] + back, screens=screens, known=told["known"], hearts=told["hearts"])


def _whole_lines(path: Path) -> None:
    """Without what a kill left half-written; begun with its head."""
    if not path.exists() or not path.stat().st_size:
        path.write_text(f"{HEAD}\n")
        return
    with path.open("rb+") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 4096))
        end = file.read().rfind(b"\n")
        file.truncate(max(0, size - 4096) + end + 1)
