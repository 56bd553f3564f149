"""The columns an importer declares: their names in the wild, and how a cell becomes a value."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from branchline.core.errors import Refusal

from .problems import QUOTED, Problem, Wrong, shown
from .written_days import written_day

Alias = str | re.Pattern[str]
SPACES = re.compile(r"\s+")
TEXT_AS_FORMULA = re.compile(r'="([^"]*)"')
ERROR_OF_FORMULA = re.compile(r"#(?:REF|N/A|VALUE|NAME\?|DIV/0|NUM|NULL)!?")
LONGEST_HEADING = 300
NOT_A_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Column:
    """One column. `required`: the file must have it; `needed`: and every row must fill it.

    A pattern among the aliases (ONS puts the year into its headings: `WD24CD`) may capture that year;
    `Row.heading` gives the heading that was found.
    """

    name: str
    aliases: tuple[Alias, ...] = ()
    parse: Callable[[str], Any] = str
    required: bool = False
    needed: bool = False
    longest: int = 500
    label: "str | Promise" = ""
    """What people call it, where the name is for machines."""
    here: bool = False
    """Whether its value is looked up among what the service has (`Importer.find`)."""
    looks: re.Pattern[str] | None = None
    """How a cell of it looks, for files that may come without headings."""
    when_empty: "str | Promise" = ""
    """How to mend an empty cell of a needed column, where there is more to say."""

    @property
    def called(self) -> str:
        """The column as people call it."""
        return str(self.label or self.name)

    @property
    def other_names(self) -> str:
        """What else its heading may be called, for people to read."""
        return ", ".join(a if isinstance(a, str) else _shape(a) for a in self.aliases)

    def finds(self, headings: Sequence[str]) -> int | None:
        """The position of this column among a file's headings."""
        plain = [plain_heading(h) for h in headings]
        for alias in (self.name, *self.aliases):
            for position, heading in enumerate(headings):
                if isinstance(alias, str):
                    if plain[position] == plain_heading(alias):
                        return position
                elif alias.fullmatch(heading.strip()):
                    return position
        return None

    @property
    def spoken(self) -> str:
        """The column as a sentence names it, with what else it may be called."""
        others = [a if isinstance(a, str) else _shape(a) for a in self.aliases][:3]
        also = (
            _(" (or %(names)s)") % {"names": ", ".join(f"“{a}”" for a in others)} if others else ""
        )
        return f"“{self.called}”{also}"

    def value(self, cell: str) -> Any:
        """The cell's value; None when it is empty. Raises `Wrong`."""
        if len(cell) > self.longest:
            raise Wrong(
                _("%(cell)s has %(length)s characters; at most %(longest)s fit.")
                % {"cell": shown(cell), "length": f"{len(cell):,}", "longest": f"{self.longest:,}"},
                self.name,
            )
        if "\x00" in cell:
            raise Wrong(_("there is an invisible character (NUL) in it; delete it."), self.name)
        try:
            cell = as_shown(tidy(cell))
        except Wrong as wrong:
            raise Wrong(wrong.sentence, self.name) from None
        if not cell:
            if self.needed:
                empty = self.when_empty or _("this is empty, but every row needs it.")
                raise Wrong(str(empty), self.name)
            return None
        try:
            return self.parse(cell)
        except Wrong as wrong:
            raise Wrong(wrong.sentence, self.name) from None
        except Refusal as refusal:
            raise Wrong(str(refusal), self.name) from None


@dataclass(frozen=True)
class Row:
    """One row that could be read: its line in the file and its values by our column names."""

    line: int
    values: Mapping[str, Any]
    headings: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def text(self, name: str) -> str:
        """The value as text; empty when there is none."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def heading(self, name: str) -> str:
        """The heading under which the column stood in the file."""
        return self.headings.get(name, "")

    def stood(self, name: str) -> str:
        """The start of what stood in the cell."""
        return tidy(self.cells.get(name, "")[:QUOTED])


def _as_it_is(_name: str, value: Any) -> Any:
    return value


def make_row(
    line: int,
    cells: Mapping[str, str],
    columns: Sequence[Column],
    headings: Mapping[str, str],
    find: Callable[[str, Any], Any] = _as_it_is,
) -> tuple[Row | None, list[Problem]]:
    """All values of a row, or everything that is wrong with it. `find` meets those that are looked up here."""
    row, problems = Row(line, {}, headings, cells), []
    values: dict[str, Any] = {}
    for column in columns:
        try:
            value = column.value(cells.get(column.name, ""))
            values[column.name] = (
                find(column.name, value) if column.here and value is not None else value
            )
        except Wrong as wrong:
            under = headings.get(column.name, column.name)
            problems.append(Problem(line, under, wrong.sentence, row.stood(column.name)))
    return (None, problems) if problems else (replace(row, values=values), [])


def plain_heading(heading: str) -> str:
    """`" Post-code "` and `postcode` are the same heading."""
    # No heading is longer; what stands in its row may be a cell of ten megabytes.
    return NOT_A_WORD.sub("", unicodedata.normalize("NFKD", heading[:LONGEST_HEADING]).casefold())


def tidy(cell: str) -> str:
    """One form of letters, single spaces, no control characters, no space around."""
    spaced = SPACES.sub(" ", unicodedata.normalize("NFC", cell))
    return "".join(c for c in spaced if c.isprintable()).strip()


def as_shown(cell: str) -> str:
    """What a spreadsheet would show: `="0123"` is 0123. Raises `Wrong` for a formula or its error."""
    if found := TEXT_AS_FORMULA.fullmatch(cell):
        return found[1].strip()
    if cell.startswith("=") and len(cell) > 1:
        raise Wrong(
            _("%(cell)s is a formula. Put what it comes to in its place.") % {"cell": shown(cell)}
        )
    if ERROR_OF_FORMULA.fullmatch(cell):
        raise Wrong(
            _("%(cell)s is what a formula says when it fails. Put the value in its place.")
            % {"cell": shown(cell)}
        )
    return cell


def number(low: float, high: float) -> Callable[[str], float]:
    """A parser for a number within limits."""

    def parse(cell: str) -> float:
        try:
            value = float(cell.replace(",", ""))
        except ValueError:
            value = float("nan")
        if not isfinite(value) or not low <= value <= high:
            raise Wrong(
                _("%(cell)s is not a number from %(low)s to %(high)s.")
                % {"cell": shown(cell), "low": f"{low:g}", "high": f"{high:g}"}
            )
        return value

    return parse


def whole(low: int, high: int) -> Callable[[str], int]:
    """A parser for a whole number within limits."""
    inner = number(low, high)

    def parse(cell: str) -> int:
        value = inner(cell)
        if value != int(value):
            raise Wrong(_("%(cell)s is not a whole number.") % {"cell": shown(cell)})
        return int(value)

    return parse


def flag(cell: str) -> bool:
    """Yes or no, in the ways people write it."""
    answers = {"yes": True, "y": True, "true": True, "x": True, "1": True}
    answers |= {"no": False, "n": False, "false": False, "0": False}
    if cell.casefold() not in answers:
        raise Wrong(_("%(cell)s is neither yes nor no.") % {"cell": shown(cell)})
    return answers[cell.casefold()]


def day(cell: str) -> date:
    """A date as 2024-03-31, 31/03/2024, 31 March 2024, 202403 or 2024 (ONS ends postcodes by month)."""
    if written := written_day(cell):
        return written
    for pattern, order in DATES:
        if found := pattern.fullmatch(cell):
            parts = dict(zip(order, (int(p) for p in found.groups()), strict=True))
            try:
                return date(parts["year"], parts.get("month", 1), parts.get("day", 1))
            except ValueError:
                break
    raise Wrong(
        _("%(cell)s is not a date like 2024-03-31, 31/03/2024 or 31 March 2024.")
        % {"cell": shown(cell)}
    )


DATES = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), ("year", "month", "day")),
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"), ("day", "month", "year")),
    (re.compile(r"(\d{4})(\d{2})"), ("year", "month")),
    (re.compile(r"(\d{4})"), ("year",)),
)


def web_address(cell: str) -> str:
    """An http(s) address."""
    if not re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", cell, re.IGNORECASE):
        raise Wrong(
            _("%(cell)s is not a web address like https://www.example.org.") % {"cell": shown(cell)}
        )
    return cell


def _shape(pattern: re.Pattern[str]) -> str:
    """A pattern as an example of what it finds."""
    year = re.sub(r"\(?\\d\\d\)?", "24", pattern.pattern)
    return re.sub(r"\\(.)", r"\1", year.removesuffix(".*"))
