"""What can be wrong with a file from outside, always as a sentence, never as a traceback."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal

QUOTED = 40
"""Characters of a cell repeated in a sentence about it; a 10 MB name stays readable."""


class CannotRead(Refusal):
    """The file as a whole can't be used; nothing was changed."""

    title = _("We can’t read this file")
    field = "file"


class Wrong(Exception):
    """One cell or row can't be used; the sentence says why and what would do."""

    def __init__(self, sentence: str, column: str = "") -> None:
        self.sentence, self.column = sentence, column
        super().__init__(sentence)


@dataclass(frozen=True)
class Problem:
    """One finding: where it is, and what is wrong in words."""

    line: int
    column: str
    sentence: str
    stood: str = ""
    """The start of what stood in the cell."""

    def __str__(self) -> str:
        where = f"Line {self.line}" + (f", {self.column}" if self.column else "")
        return f"{where}: {self.sentence}"


def shown(cell: str) -> str:
    """A cell as a sentence may quote it: short, and without control characters."""
    clean = "".join(c if c.isprintable() else "·" for c in cell[: QUOTED + 1])
    return f"“{clean[:QUOTED]}…”" if len(clean) > QUOTED else f"“{clean}”"
