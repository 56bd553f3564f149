"""Where everything of a stream lies, below one folder of this node's disk.

spool/BROADCAST/SESSION/        what was sent, as it came: the recording
cutting/SHOWING/SESSION-N-…/    what an encoder makes; read by nobody but the caster
public/PREFIX/                  what viewers may have: hard links, made when a segment is released
private/PREFIX/                 the same of a private broadcast: given to whoever has a ticket
journal/SHOWING.jsonl           what was released, for good
kept/SHOWING/                   what viewers had, when it is over
state/SHOWING.json              how it goes, for the studio
asked/PREFIX.json               what screens are told of questions
counts/PREFIX/                  how many watch and watched, in numbers
elsewhere/PREFIX                which segments are in a bucket too, where there is one
"""

import os
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from .spool import Spool


@dataclass(frozen=True)
class House:
    """The folders of one broadcast. `prefix` can't be guessed and stands in every public address; `showing` is
    the broadcast's, or another name for its rehearsal."""

    root: Path
    broadcast: str
    prefix: str
    showing: str
    private: bool = False

    @property
    def rehearses(self) -> bool:
        """Nobody is told of it."""
        return self.showing != self.broadcast

    @property
    def public(self) -> Path:
        """What viewers may have: everybody who has the address, or who has a ticket."""
        return self.root / ("private" if self.private else "public") / self.prefix

    @property
    def journal(self) -> Path:
        return self.root / "journal" / f"{self.showing}.jsonl"

    @property
    def kept(self) -> Path:
        """What viewers had, once it is over: where no address leads."""
        return self.root / "kept" / self.showing

    def spool(self, session: int) -> Spool:
        return spool_of(self.root, self.broadcast, session)

    @property
    def cutting(self) -> Path:
        return self.root / "cutting" / self.showing

    @property
    def state(self) -> Path:
        """How it goes, for the studio."""
        return self.root / "state" / f"{self.showing}.json"

    def encoder(self, session: int, attempt: int) -> Path:
        """A folder for an encoder of its own: what a killed one may still write goes nowhere else."""
        return self.cutting / f"{session}-{attempt}-{token_hex(4)}"


def spool_of(root: Path, broadcast: str, session: int) -> Spool:
    """Where the chunks of a session are kept."""
    return Spool(root / "spool" / broadcast / str(session))


def counts_of(root: Path, prefix: str) -> Path:
    """Where it is written down how many watch what lies there."""
    return root / "counts" / prefix


def put(path: Path, content: str) -> None:
    """A small file, there whole or as it was."""
    draft = path.with_name(f".{path.name}-{token_hex(4)}")
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        draft.write_text(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def link(source: Path, goal: Path) -> None:
    """The same bytes under another name, instead of whatever stood there."""
    draft = goal.with_name(f".{goal.name}-{token_hex(4)}")
    goal.parent.mkdir(parents=True, exist_ok=True)
    os.link(source, draft)
    try:
        draft.replace(goal)
    finally:
        # Two names of one file: then a rename does nothing at all.
        draft.unlink(missing_ok=True)
