"""Where everything of a stream lies, below one folder of this node's disk.

spool/BROADCAST/SESSION/        what was sent, as it came: the recording
cutting/SHOWING/SESSION-N/      what an encoder makes; read by nobody but the caster
public/PREFIX/                  what viewers may have: hard links, made when a segment is released
journal/SHOWING.jsonl           what was released, for good
kept/SHOWING/                   what viewers had, when it is over
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

    @property
    def public(self) -> Path:
        return self.root / "public" / self.prefix

    @property
    def journal(self) -> Path:
        return self.root / "journal" / f"{self.showing}.jsonl"

    @property
    def kept(self) -> Path:
        """What viewers had, once it is over: where no address leads."""
        return self.root / "kept" / self.showing

    def spool(self, session: int) -> Spool:
        return spool_of(self.root, self.broadcast, session)

    def cutting(self, session: int, attempt: int) -> Path:
        return self.root / "cutting" / self.showing / f"{session}-{attempt}"


def spool_of(root: Path, broadcast: str, session: int) -> Spool:
    """Where the chunks of a session are kept."""
    return Spool(root / "spool" / broadcast / str(session))


def put(path: Path, content: str) -> None:
    """A small file, there whole or as it was."""
    draft = path.with_name(f".{path.name}-{token_hex(4)}")
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(content)
    draft.replace(path)


def link(source: Path, goal: Path) -> None:
    """The same bytes under another name, instead of whatever stood there."""
    draft = goal.with_name(f".{goal.name}-{token_hex(4)}")
    goal.parent.mkdir(parents=True, exist_ok=True)
    os.link(source, draft)
    draft.replace(goal)
