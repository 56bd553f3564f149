"""What a screening service sends back: numbers, or their SHA-256, that are on the telephone preference lists."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from branchline.core import clock, ledger
from branchline.core.importing.columns import Column, Row
from branchline.core.importing.importer import Importer
from branchline.core.importing.problems import CannotRead, Wrong, shown
from branchline.core.importing.writing import Writer
from branchline.core.scoping import current_service_id
from branchline.core.telephones import abroad, plain, spaced

from .actions import account_of, heed_promotional
from .errors import NoSuchScreening
from .measures import SCREENED
from .models import Line, Screening, ScreeningAnswer
from .permits import MANAGE_ROUNDS
from .queries import held_up, lines_sent, screening_at

HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
ROUNDED = re.compile(r"[0-9][.,][0-9]+E\+?[0-9]+", re.IGNORECASE)
ABROAD = re.compile(r"\+(?!44)[0-9]{7,15}")
WITHOUT_PLUS = re.compile(r"44[0-9]{9,10}")
WITHOUT_NOUGHT = re.compile(r"[1-9][0-9]{8,9}")
LINES_NAMED = 20
"""Unreadable lines that a sentence names; the rest stand among the findings."""
ANSWERS = {
    **dict.fromkeys(("yes", "y", "true", "1", "x", "on", "listed", "registered", "match", "tps", "ctps", "ydy", "oes"), True),
    **dict.fromkeys(("no", "n", "false", "0", "off", "clear", "not listed", "not registered", "no match", "ok", "nac ydy", "nac oes"), False),
}  # fmt: skip


def number_or_hash(cell: str) -> str:
    """Digits as we keep them, or a SHA-256 in small letters: spreadsheets lose a plus and a nought on their way."""
    if HASH.fullmatch(cell):
        return cell.lower()
    if ROUNDED.fullmatch(cell):
        raise Wrong(
            _(
                "%(cell)s was rounded by a spreadsheet. Ask for the file as it was, and don’t open it in between."
            )
            % {"cell": shown(cell)}
        )
    if WITHOUT_PLUS.fullmatch(cell):
        cell = f"+{cell}"
    elif WITHOUT_NOUGHT.fullmatch(cell):
        cell = f"0{cell}"
    if found := plain(cell):
        return found
    if ABROAD.fullmatch(cell):
        return cell
    raise Wrong(_("%(cell)s is neither a telephone number nor a SHA-256.") % {"cell": shown(cell)})


def on_the_list(cell: str) -> bool:
    """Yes or no, as screening services write it."""
    said = ANSWERS.get(cell.casefold())
    if said is None:
        raise Wrong(_("%(cell)s is neither yes nor no.") % {"cell": shown(cell)})
    return said


def hashed(number: str) -> str:
    """SHA-256 of a number as it was sent."""
    return hashlib.sha256(abroad(number).encode()).hexdigest()


class Screened(Importer):
    """The answer to one screening. Without a column that says yes or no, each number of the file is on a list.

    Nothing is written before the whole file is read: whoever is in it is listed, and of a list of listed numbers the others
    are not.
    """

    name = "screened"
    title = lazy("Numbers that were screened")
    private = True
    elsewhere = True
    batch = 5_000
    permit = MANAGE_ROUNDS
    lede = lazy(
        "What came back from your screening service: the numbers that are on the list, all numbers with a yes or no, or the"
        " SHA-256 of each number on the list."
    )
    columns = (
        Column("number", ("telephone", "telephone number", "phone", "phone number", "tel", "msisdn", "cli", "mobile",
                          "landline", "sha256", "sha-256", "hash", "number hash"),
               number_or_hash, required=True, needed=True, longest=120, label=lazy("Number, or its SHA-256"),
               looks=re.compile(r"[0-9a-f]{64}|\+?[0-9(][0-9() -]{7,20}|[0-9][.,][0-9]+E\+?[0-9]+", re.IGNORECASE)),
        Column("listed", ("tps", "on tps", "tps listed", "tps status", "tps result", "on list", "on the list", "registered",
                          "status", "result", "match", "flag"),
               on_the_list, longest=40, label=lazy("On the list: yes or no"),
               looks=re.compile("|".join(ANSWERS), re.IGNORECASE)),
        Column("corporate", ("ctps", "on ctps", "ctps listed", "ctps status", "ctps result", "corporate tps"),
               on_the_list, longest=40, label=lazy("On the list of companies (CTPS): yes or no"),
               looks=re.compile("|".join(ANSWERS), re.IGNORECASE)),
    )  # fmt: skip
    example = (("Number", "Listed"), ("+441632960001", "no"), ("+441632960002", "yes"))
    asides = {}

    def home(self, about: str, slug: str) -> str:
        try:
            round_ = screening_at(public_id=about).round
        except NoSuchScreening:  # kept two years, the file's row for good
            return reverse("calls:desk_rounds", args=[slug])
        return reverse("calls:desk_screening", args=[slug, round_.public_id])

    def prepare(self, into: Writer) -> None:
        """Raises CannotRead where the answer would hold no more."""
        self.screening = _screening(into.run.about)
        if self.screening.holds_until <= into.now:
            raise CannotRead(
                _(
                    "These numbers were put together more than 28 days ago, so what came back holds no more. Put them"
                    " together again."
                )
            )
        self.sent = {line.number: line for line in lines_sent(self.screening)}
        self.sent_hashes = {hashed(number): line for number, line in self.sent.items()}
        self.said: dict[int, bool] = {}
        self.strangers: set[str] = set()
        self.says_yes_or_no = False

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        for row in rows:
            try:
                self._look(row)
            except Wrong as wrong:
                into.refuse(row, wrong.sentence, wrong.column)

    def written_before(self, rows: Sequence[Row]) -> None:
        for row in rows:
            try:
                self._look(row)
            except Wrong:
                continue  # it was told of when the row was first read

    def _look(self, row: Row) -> None:
        listed = self._listed(row)
        number = row.text("number")
        line = self.sent.get(number) or self.sent_hashes.get(number)
        if line is None:
            self.strangers.add(number)
        else:
            # Said twice, a yes holds.
            self.said[line.pk] = self.said.get(line.pk, False) or listed

    def _listed(self, row: Row) -> bool:
        asked = [name for name in ("listed", "corporate") if row.heading(name)]
        self.says_yes_or_no = bool(asked)
        if not asked:
            return True
        said = [row[name] for name in asked if row[name] is not None]
        if not said:
            raise Wrong(_("this says neither yes nor no."), asked[0])
        return any(said)

    def finish(self, into: Writer) -> None:
        """Write what the file says of each line, and see who may be rung now. Raises CannotRead for another round's file."""
        self._must_be_ours()
        lines = self._answered(into)
        at = self.screening.made_at
        into.upsert(
            Line, ("id",),
            [{"id": pk, "listed": listed, "screened_at": at} for pk, listed in lines.items()],
        )  # fmt: skip
        self._keep(lines, into)
        for sentence in self._in_words(lines, into):
            into.note(sentence)
        if into.changed:
            ledger.record(
                kind=SCREENED, by=into.by, now=into.now, quantity=len(lines),
                branch_id=self.screening.round.branch_id,
            )  # fmt: skip
        heed_promotional(now=into.now)

    def _must_be_ours(self) -> None:
        strangers = len(self.strangers)
        if not self.said and not strangers:
            raise CannotRead(
                _(
                    "No number stands in this file. If none of your numbers is on the list, send them back with a column that"
                    " says no."
                )
            )
        if strangers > len(self.said):
            raise CannotRead(
                _(
                    "This is not what came back for this round: of the %(all)s numbers in the file %(n)s were not sent for it."
                )
                % {"n": f"{strangers:,}", "all": f"{strangers + len(self.said):,}"}
            )

    def _answered(self, into: Writer) -> dict[int, bool]:
        """{line: whether it is on a list}, of those of which the file says something. A later screening of a line stays."""
        said = dict(self.said)
        if not self.says_yes_or_no and not into.refused:
            said = {line.pk: said.get(line.pk, False) for line in self.sent.values()}
        at = self.screening.made_at
        newer = {
            line.pk for line in self.sent.values() if line.screened_at and line.screened_at > at
        }
        return {pk: listed for pk, listed in said.items() if pk not in newer}

    def _keep(self, lines: dict[int, bool], into: Writer) -> None:
        listed = sum(lines.values())
        into.upsert(
            ScreeningAnswer, ("screening_id", "sha256"),
            [{
                "screening_id": self.screening.pk, "sha256": into.run.sha256, "listed": listed,
                "clear": len(lines) - listed, "strangers": len(self.strangers), "unreadable": into.refused,
            }],
            fixed={
                "service_id": current_service_id(), "run": into.run.public_id, "file_name": into.run.file_name,
                "came_at": into.now, "brought_by_id": account_of(into.by),
            },
            count=False,
        )  # fmt: skip

    def _in_words(self, lines: dict[int, bool], into: Writer) -> list[str]:
        said = [
            _("%(n)s sent") % {"n": f"{len(self.sent):,}"},
            _("%(n)s listed") % {"n": f"{sum(lines.values()):,}"},
        ]
        if self.strangers:
            said.append(_("%(n)s not ours") % {"n": f"{len(self.strangers):,}"})
        if into.refused:
            said.append(
                _("%(n)s unreadable (%(lines)s)")
                % {"n": f"{into.refused:,}", "lines": _lines_of(into)}
            )
        told = [f"{', '.join(said)}."]
        waits = len(self.sent) - len(lines)
        if not self.says_yes_or_no:
            told.append(_("No column says yes or no, so each number of the file is on the list."))
            if into.refused:
                told.append(
                    _(
                        "A line that can’t be read may be a number on the list. So the numbers that are not in the file wait"
                        " on: put those lines right and send the file again."
                    )
                )
        elif waits:
            told.append(
                ngettext(
                    "%(n)s number that was sent has no answer in the file and waits on.",
                    "%(n)s numbers that were sent have no answer in the file and wait on.",
                    waits,
                )
                % {"n": f"{waits:,}"}
            )
        return told + self._who_moves(into.now)

    def _who_moves(self, now: datetime) -> list[str]:
        found = held_up(now=now, round_=self.screening.round)
        off = sum(why == "listed" for _person, why in found)
        on = sum(not why for _person, why in found)
        words = (
            (off, ngettext(
                "%(n)s person leaves the round: their number is on the list.",
                "%(n)s people leave the round: their numbers are on the list.", off)),
            (on, ngettext(
                "%(n)s person who waited is in the queue.", "%(n)s people who waited are in the queue.", on)),
        )  # fmt: skip
        return [said % {"n": f"{n:,}"} for n, said in words if n]

    def called(self, thing: models.Model) -> str:
        return spaced(thing.number) if isinstance(thing, Line) else str(thing)

    def settled(self, owners: Sequence[tuple[str, int]]) -> None:
        """What was screened is not any more: they wait again. Who was taken off stays off."""
        heed_promotional(now=clock.now())


def _lines_of(into: Writer) -> str:
    numbers = sorted({problem.line for problem in into.problems})
    named = ", ".join(str(number) for number in numbers[:LINES_NAMED])
    more = ", …" if len(numbers) > LINES_NAMED else ""
    return ngettext("line %(lines)s", "lines %(lines)s", len(numbers)) % {"lines": f"{named}{more}"}


def _screening(public_id: str) -> Screening:
    try:
        return screening_at(public_id=public_id)
    except NoSuchScreening:
        raise CannotRead(_("The round is gone, and with it what was to be screened.")) from None
