"""How library systems write what they know of a member: pure readings of one cell."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from branchline.core.importing.columns import day
from branchline.core.importing.problems import Wrong, shown
from branchline.messages.models import Route
from branchline.people.models.addresses import normal, readable
from branchline.places.queries import full_postcode, spaced_postcode

SEVERAL = re.compile(r"\s*[;|$]\s*")
APART = re.compile(r"\s*(?:[;|$/,&\n]|\bor\b|\band\b|\bneu\b)\s*", re.IGNORECASE)
RUN = re.compile(r"\+?\(?\d[\d\s().-]{7,}\d")
AROUND = "()[]:.,-–="
NO_DAY = re.compile(r"[\s/.-]*|0{8}|0000-00-00|never|null|none|n/?a", re.IGNORECASE)
"""Sierra writes `  -  -  `, Symphony NEVER, MySQL noughts."""
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
IN_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
TIME = re.compile(r"[ T]\d{1,2}:\d\d.*")
SHORTENED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
WELSH = frozenset({"cy", "cym", "wel", "welsh", "cymraeg", "cy-gb"})
ROUTES = {
    "email": Route.EMAIL, "e-mail": Route.EMAIL, "sms": Route.SMS, "text": Route.SMS, "mobile": Route.SMS,
    "phone": Route.PHONE, "telephone": Route.PHONE, "post": Route.LETTER, "letter": Route.LETTER,
    "print": Route.LETTER, "mail": Route.LETTER, "e": Route.EMAIL, "p": Route.PHONE, "m": Route.LETTER,
}  # fmt: skip


def card(cell: str) -> str:
    """A card number in our one spelling."""
    if SHORTENED.fullmatch(cell):
        raise Wrong(
            _(
                "a spreadsheet has shortened this number to %(cell)s. Make the column text and export again."
            )
            % {"cell": shown(cell)}
        )
    return " ".join(cell.split()).upper()


DIED = re.compile(
    r"\b(?:deceased|dead|died|passed away|wedi marw|bu farw)\b|\A\s*(?:DEC|DECD|DEC'D)\s*\Z",
    re.IGNORECASE,
)
NO_CALLS = re.compile(
    r"\b(?:no|not|never|don[’']?t|stop|dim)\b[^.;\n]{0,25}\b(?:phone|phon(?:e )?calls?|calls?|ring|telephone|ffonio|ffôn)\b",
    re.IGNORECASE,
)


def says_died(*cells: str) -> str:
    """The first of these cells that says that somebody has died; empty where none does."""
    return next((cell for cell in cells if DIED.search(cell)), "")


@dataclass(frozen=True)
class Numbers:
    """What a cell for telephone numbers holds: each number as we keep it, words beside one, and what is neither."""

    found: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    """(number, what stands beside it): `07700 900456 son Dave`."""
    left: str = ""

    @property
    def plain_first(self) -> list[str]:
        """Their own number before one that words say is somebody else's."""
        said = dict(self.words)
        return sorted(self.found, key=lambda number: number in said)


def numbers(cell: str) -> Numbers:
    """Every number of a cell, however they were squeezed in: `01632 960249 / 07700900123`, `07700 900456 son Dave`.

    Takes Ofcom's numbers for drama like any other: what counts is whether a number could be one, not whether it is given out.
    """
    found: list[str] = []
    words: list[tuple[str, str]] = []
    left: list[str] = []
    for part in APART.split(cell):
        here, rest = _numbers_of(part)
        if here and rest:
            words.append((here[0], rest))
        elif rest:
            left.append(rest)
        found += [number for number in here if number not in found]
    if found and left:
        words.append((found[-1], ", ".join(left)))
        left = []
    return Numbers(tuple(found), tuple(words), ", ".join(left))


def _numbers_of(part: str) -> tuple[list[str], str]:
    """The numbers of a part of a cell, and everything else in it."""
    found: list[str] = []
    rest, end = "", 0
    for run in RUN.finditer(part):
        here, over = _split(run[0])
        if here:
            found += here
            rest, end = f"{rest} {part[end : run.start()]} {over}", run.end()
    rest = f"{rest} {part[end:]}"
    return found, " ".join(rest.strip(f" {AROUND}").split())


def _split(run: str) -> tuple[list[str], str]:
    """One number, or two with nothing but a space between, or one and figures that are none (18002 for Relay UK)."""
    if whole := phone(run):
        return [whole], ""
    pieces = run.split()
    halves = [(" ".join(pieces[:at]), " ".join(pieces[at:])) for at in range(1, len(pieces))]
    numbers_ = [(phone(one), phone(two)) for one, two in halves]
    for one, two in numbers_:
        if one and two:
            return [one, two], ""
    for (one, two), (before, after) in zip(numbers_, halves, strict=True):
        if one or two:
            return [one or two or ""], after if one else before
    return [], ""


def phone(typed: str) -> str | None:
    """A number as we keep it; one whose leading nought a spreadsheet has eaten gets it back."""
    digits = re.sub(r"\D", "", typed)
    eaten = len(digits) in (9, 10) and digits[0] in "1237" and "+" not in typed
    return normal(Route.PHONE, f"0{digits}" if eaten else typed)


def words_of(held: Numbers) -> str:
    """The words beside numbers, as a note keeps them: `07700 900456: son Dave`."""
    return "\n".join(f"{readable(Route.PHONE, number)}: {words}" for number, words in held.words)


def first_of(cell: str) -> str:
    """The first of several in one cell (Sierra puts a sign between them)."""
    return next((part for part in SEVERAL.split(cell) if part), "")


@dataclass(frozen=True)
class Day:
    """A day as written, both ways of reading it: 03-09-1948 is in September or in March."""

    day_first: date | None
    month_first: date | None
    unreadable: str = ""
    """Why it is no day at all, in a sentence."""

    def read(self, *, month_first: bool) -> date | None:
        """None where the cell can't be read in this order."""
        return self.month_first if month_first else self.day_first


def moment(cell: str) -> Day | None:
    """A day, whatever time stands behind it; None for what library systems write where there is none.

    One that is no day says so by itself: a slip in a date is no reason to lose the person.
    """
    cell = TIME.sub("", cell)
    if NO_DAY.fullmatch(cell):
        return None
    if found := COMPACT.fullmatch(cell):
        cell = "-".join(found.groups())
    if found := IN_FIGURES.fullmatch(cell):
        one, two, year = (int(each) for each in found.groups())
        either = Day(_date(year, two, one), _date(year, one, two))
        if either.day_first or either.month_first:
            return either
    try:
        known = day(cell)
    except Wrong as wrong:
        return Day(None, None, wrong.sentence)
    return Day(known, known)


def _date(year: int, month: int, day_: int) -> date | None:
    try:
        return date(year, month, day_)
    except ValueError:
        return None


def language(cell: str) -> str:
    """English or Welsh, the two in which we write."""
    return "cy" if cell.casefold() in WELSH else "en"


def preferred(cell: str) -> str:
    """How they would like to be told; nothing when we don't know the word."""
    return str(ROUTES.get(cell.casefold(), ""))


def postcode(cell: str) -> str:
    """A postcode as we keep it, or as it was written when it is none (the row says so later)."""
    found = full_postcode(cell)
    return spaced_postcode(found) if found else cell


def whole_name(name: str, first: str, family: str) -> str:
    """In the order people say it: `Okafor, Maud` is Maud Okafor."""
    if first or family:
        return f"{first} {family}".strip()
    last, comma, rest = name.partition(",")
    return f"{rest.strip()} {last.strip()}".strip() if comma and rest.strip() else name
