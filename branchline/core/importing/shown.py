"""A file as its pages speak of it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core.models.importing import ImportRun, State

from .queries import title_of

TONES = {
    State.CHECKING: "plain", State.CHECKED: "soon", State.RUNNING: "plain", State.DONE: "good",
    State.STOPPED: "wrong", State.UNDOING: "plain", State.UNDONE: "quiet",
}  # fmt: skip
FIRST = 20
"""Findings on the page; the rest is in the download."""


@dataclass(frozen=True)
class Shown:
    """What templates ask of a run."""

    run: ImportRun
    who: str = ""

    @property
    def title(self) -> str:
        """What kind of file it is."""
        return title_of(self.run)

    @property
    def tone(self) -> str:
        """Of the dot beside its state."""
        return TONES[State(self.run.state)]

    @property
    def to_write(self) -> int:
        """Rows that would be added or changed."""
        return self.run.added + self.run.changed

    @property
    def press(self) -> str:
        """The words of the one button."""
        n = self.to_write
        return ngettext("Bring in %(n)s row", "Bring in %(n)s rows", n) % {"n": f"{n:,}"}

    @property
    def came(self) -> str:
        """What came of it, in one line."""
        run = self.run
        words = _("%(added)s added, %(changed)s changed") % {
            "added": f"{run.added:,}", "changed": f"{run.changed:,}",
        }  # fmt: skip
        return words if run.state in {State.DONE, State.UNDONE, State.STOPPED} else ""

    @property
    def at_work(self) -> str:
        """What we are doing."""
        match self.run.state:
            case State.CHECKING:
                return _("We are reading your file")
            case State.RUNNING:
                return _("We are bringing your file in")
        return _("We are taking it back")

    @property
    def progress(self) -> str:
        """How far, in rows."""
        if self.run.state == State.UNDOING:
            return _("%(n)s rows so far") % {"n": f"{self.run.taken_back.get('removed', 0):,}"}
        if self.run.lines > self.run.rows:
            return _("%(n)s of about %(total)s rows") % {
                "n": f"{self.run.rows:,}", "total": f"{self.run.lines:,}",
            }  # fmt: skip
        return _("%(n)s rows") % {"n": f"{self.run.rows:,}"}

    @property
    def findings(self) -> list[list[str]]:
        """The first findings: line, column, sentence, what stood there."""
        return [[*row, ""][:4] for row in self.run.problems[:FIRST]]

    @property
    def more_findings(self) -> int:
        """How many findings are not on the page."""
        return max(0, len(self.run.problems) - FIRST)

    @property
    def changes(self) -> list[list[Any]]:
        """The first of what would change: line, row number, who, [[what, before, after]]."""
        return list(self.run.would_change[:FIRST])

    @property
    def more_changes(self) -> int:
        """How many more would change."""
        return max(0, self.run.changed - len(self.changes)) if self.changes else 0

    @property
    def kept(self) -> list[str]:
        """Why rows stayed when it was undone."""
        sentences: list[str] = self.run.taken_back.get("kept", [])
        return sentences

    @property
    def can_be_undone(self) -> bool:
        """Something was written and is still there."""
        return self.run.state in {State.DONE, State.STOPPED} and self.run.has_written
