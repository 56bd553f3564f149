"""What a file of captions would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..stream.captioning import Caption, in_order
from ..stream.subtitles import moment
from .captions import CaptionRow, CaptionSheet


@dataclass(frozen=True)
class FileLine:
    """A line of a file: milliseconds by the replay's clock, and words."""

    begins: int
    ends: int
    text: str


@dataclass(frozen=True)
class Exchange:
    """A line of the file and the one whose place it takes; either may be none."""

    new: FileLine | None
    old: CaptionRow | None
    before: str
    """The words of the old one, in the language of the file."""

    @property
    def span(self) -> tuple[int, int]:
        """When it is shown, or was."""
        of = self.new or self.old
        return (of.begins, of.ends) if of is not None else (0, 0)

    @property
    def times(self) -> tuple[str, str]:
        """The same as people read it."""
        begins, ends = self.span
        return moment(begins), moment(ends)

    @property
    def changes(self) -> bool:
        """Somebody would see it."""
        if self.new is None or self.old is None:
            return self.new is not None or bool(self.before)
        was = (self.old.begins, self.old.ends, self.before)
        return was != (self.new.begins, self.new.ends, self.new.text)


@dataclass(frozen=True)
class Replacement:
    """The captions as they would be. `lost`: lines whose words in the other language find no place any more."""

    lines: list[Caption]
    exchanges: list[Exchange]
    lost: int

    @property
    def changing(self) -> list[Exchange]:
        """What somebody would see, in order."""
        return [each for each in self.exchanges if each.changes]


def replacement(sheet: CaptionSheet, file: Sequence[FileLine], *, lang: str) -> Replacement:
    """The words of a language by those of a file, which take their times along.

    Words in the other language go with the line that sounds at the same time; what the replay leaves out stays.
    """
    rows, clock = sheet.rows, sheet.clock
    seen = {row.place for row in rows}
    lines = [line for place, line in enumerate(sheet.lines) if place not in seen]
    taken = _partners(rows, file)
    exchanges = []
    for number, new in enumerate(file):
        old = taken.get(number)
        words = {k: v for k, v in old.line.words.items() if k != lang} if old is not None else {}
        begins, ends = clock.begins(new.begins), clock.ends(new.ends)
        if old is not None:
            # The same time by the replay's clock is the very same, also where a line begins in what is left out.
            begins = old.line.begins if new.begins == old.begins else begins
            ends = old.line.ends if new.ends == old.ends else ends
        lines.append(Caption(begins, ends, {lang: new.text, **words}))
        exchanges.append(Exchange(new, old, old.line.words.get(lang, "") if old else ""))
    places = {row.place for row in taken.values()}
    left = [row for row in rows if row.place not in places]
    exchanges += [Exchange(None, row, row.line.words.get(lang, "")) for row in left]
    exchanges.sort(key=lambda each: each.span)
    lost = sum(any(v for k, v in row.line.words.items() if k != lang) for row in left)
    return Replacement(in_order(lines), exchanges, lost)


def _partners(rows: Sequence[CaptionRow], file: Sequence[FileLine]) -> dict[int, CaptionRow]:
    """For lines of the file the row that sounds longest with it; each row once. Both in order of time."""
    pairs: list[tuple[int, int, CaptionRow]] = []
    first = 0
    for row in rows:
        while first < len(file) and file[first].ends <= row.begins:
            first += 1
        for number in range(first, len(file)):
            new = file[number]
            if new.begins >= row.ends:
                break
            pairs.append((min(new.ends, row.ends) - max(new.begins, row.begins), number, row))
    taken: dict[int, CaptionRow] = {}
    used: set[int] = set()
    for _together, number, row in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if number not in taken and row.place not in used:
            taken[number] = row
            used.add(row.place)
    return taken
