"""Members from a library system: who joined, what changed, who is no longer in the file."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from branchline.core.acting import Acting
from branchline.core.clock import in_london
from branchline.core.importing.columns import Column, Row
from branchline.core.importing.importer import Aside, Importer
from branchline.core.importing.writing import Writer
from branchline.messages.models import Route
from branchline.people.actions import LOOK_AT_ALL
from branchline.people.actions.privacy import note_reads
from branchline.people.actions.residents import CARD
from branchline.people.actions.written import written
from branchline.people.models import (
    THROUGH_A_FILE,
    ExternalId,
    MemberSource,
    Resident,
    ResidentRoute,
)
from branchline.people.permits import BRING_IN_MEMBERS

from . import cells, in_words, undoing
from .file import DayOrder, Libraries
from .member import CHILD, Member, Said
from .systems import system_of
from .writing import Batch

NAMES_SHOWN = 5_000
NUMBERS_REMEMBERED = 500_000
AT_A_TIME = 5_000


class Members(Importer):
    """Koha, Spydus, Sierra and Symphony by their usual headings; any other by choosing columns."""

    name = "members"
    title = lazy("Members from the library system")
    private = True
    batch = 1_000
    permit = BRING_IN_MEMBERS
    lede = lazy(
        "An export of your borrowers as CSV or Excel: from Koha, Spydus, Sierra, Symphony or another system."
        " Send the same list again whenever it has changed."
    )
    promises: ClassVar = (
        lazy("It never deletes anybody. Who is no longer in the file is shown to you as a list."),
        lazy("It never overrides what a colleague has put right here."),
        lazy(
            "It never brings back somebody who asked to be erased, and never changes a wish not to be contacted."
        ),
        lazy("It keeps no record of children under 13, and no loans."),
        lazy(
            "It gives no consent. The lawful basis is the library’s public task; news needs a yes of their own."
        ),
    )
    columns = (
        Column("card", ("cardnumber", "card number", "barcode", "borrower number", "P BARCODE", "user id",
                        "library card", "borrower barcode", "borrower id", "patron barcode"),
               cells.card, required=True, needed=True, longest=60, label=lazy("Card number")),
        Column("name", ("full name", "PATRN NAME", "borrower name", "patron name", "user name"),
               longest=200, label=lazy("Full name")),
        Column("first", ("firstname", "first name", "given name", "given names", "forename",
                         "USER_FIRST_NAME", "forenames"),
               longest=100, label=lazy("First name")),
        Column("family", ("surname", "family name", "last name", "USER_LAST_NAME"),
               longest=100, label=lazy("Family name")),
        Column("born", ("dateofbirth", "date of birth", "dob", "birth date", "birthdate", "USER_BIRTH_DATE"),
               cells.moment, longest=30, label=lazy("Date of birth")),
        Column("email", ("email address", "EMAIL ADDR", "e-mail", "emailaddress"),
               cells.first_of, longest=300, label=lazy("Email")),
        Column("mobile", ("mobile phone", "mobile number", "smsalertnumber", "cell phone"),
               longest=120, label=lazy("Mobile")),
        Column("phone", ("telephone", "home phone", "landline", "phone number", "TELEPHONE1", "telephone number"),
               longest=120, label=lazy("Telephone")),
        Column("phone2", ("TELEPHONE2", "phonepro", "work phone", "other phone", "WORKPHONE", "alternative phone"),
               longest=120, label=lazy("Second telephone")),
        Column("address", ("address1", "address line 1", "street", "home address", "ADDRESS"),
               longest=300, label=lazy("Address, first line")),
        Column("address2", ("address line 2", "district"), longest=200, label=lazy("Address, second line")),
        Column("town", ("city", "suburb", "CITY/STATE"), longest=120, label=lazy("Town")),
        Column("postcode", ("zipcode", "post code", "postal code", "zip"),
               cells.postcode, longest=20, label=lazy("Postcode")),
        Column("language", ("lang", "preferred language", "USER_PREF_LANG"),
               cells.language, longest=40, label=lazy("Language")),
        Column("preferred", ("preferred contact", "contact method", "notice preference"),
               cells.preferred, longest=40, label=lazy("How they like to be told")),
        Column("active", ("lastseen", "last seen", "last active", "last activity date", "CIRCACTIVE",
                          "last loan date", "last activity", "USER_LAST_ACTIVITY", "date last used", "last issue date"),
               cells.moment, longest=30, label=lazy("Last active")),
        Column("branch", ("branchcode", "home branch", "HOME LIBR", "USER_LIBRARY", "home library", "library",
                          "borrower location"),
               here=True, longest=120, label=lazy("Their library")),
        Column("notes", ("borrowernotes", "borrower notes", "NOTE", "patron note", "circnote", "staff note", "USER_NOTE"),
               longest=2_000, label=lazy("Notes: read for a death or “no calls” alone, and not kept")),
        Column("category", ("categorycode", "patron category", "borrower category", "patron status", "borrower status"),
               longest=120, label=lazy("Category: read for a death alone, and not kept")),
    )  # fmt: skip
    example = (
        ("Card number", "First name", "Family name", "Date of birth", "Email", "Mobile", "Telephone",
         "Address line 1", "Town", "Postcode", "Language", "Last active", "Their library"),
        ("T0000001", "Maud", "Okafor", "1948-03-09", "maud@example.test", "07700 900117", "",
         "4 Canal Street", "Sale", "M33 7ZF", "en", "2026-10-02", "Sale"),
        ("T0000002", "Siân", "Rees", "1990-11-21", "", "", "0161 496 0118", "", "", "M33 4ND", "cy", "", ""),
    )  # fmt: skip
    asides: ClassVar = {
        "leavers": Aside(
            lazy("members are no longer in the file"),
            lazy(
                "They came with an earlier file. Nothing happens to them by itself; if your file holds only some"
                " of your members, pass over this list."
            ),
        )
    }

    def key(self, row: Row) -> str | None:
        return row.text("card") or None

    def prepare(self, into: Writer) -> None:
        self.seen: set[str] = set()
        self.came: Counter[Said] = Counter()
        self.kept_ours = 0
        self.system = ""
        self.order = DayOrder()
        self.libraries = Libraries()
        self.answers: dict[str, list[str]] = defaultdict(list)

    def find(self, name: str, value: Any) -> int | None:
        return self.libraries.find(str(value))

    def written_before(self, rows: Sequence[Row]) -> None:
        self._look(rows)

    def _look(self, rows: Sequence[Row]) -> None:
        """What a batch says of the file as a whole."""
        self.seen.update(row.text("card") for row in rows)
        self.system = self.system or system_of(rows[0].headings.values())
        self.order.look(row[column] for row in rows for column in ("born", "active"))

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """One batch: read what is known of these cards, decide, write."""
        today = in_london(into.now).date()
        self._look(rows)
        month_first = self.order.month_first
        read = (Member.of(row, today, into, month_first=month_first) for row in rows)
        members = [member for member in read if member is not None]
        batch = Batch(members, into, system=self.system)
        came = Counter(batch.say(member) for member in members)
        batch.write()
        # Only now: a batch that the database refuses is tried again row by row.
        self.came += came
        self.kept_ours += batch.kept_ours
        for member in batch.taken:
            for number in member.telephones:
                if len(self.answers) < NUMBERS_REMEMBERED or number in self.answers:
                    self.answers[number].append(member.name)

    def finish(self, into: Writer) -> None:
        """Who is no longer in the file; what else people should know; look for duplicates."""
        here = MemberSource.objects.filter(external_id__system=CARD)
        rows = here.values_list("external_id__value", "external_id__resident_id").order_by("pk")
        into.set_aside(
            "leavers", (number for card, number in rows.iterator(5_000) if card not in self.seen)
        )
        for sentence in self._notes():
            into.note(sentence)
        if into.added or into.changed:
            LOOK_AT_ALL.later()

    def _who_answers(self) -> dict[str, list[str]]:
        """{number: who answers it} where two or more do, with those who are here and not in the file."""
        here = ResidentRoute.objects.filter(
            route__in=(Route.PHONE, Route.SMS), resident__merged_into=None
        )
        numbers = list(self.answers)
        for start in range(0, len(numbers), AT_A_TIME):
            rows = here.filter(address__in=numbers[start : start + AT_A_TIME]).exclude(
                resident__external_ids__in=ExternalId.objects.filter(
                    system=CARD, value__in=self.seen
                )
            )
            for number, name in (
                rows.values_list("address", "resident__name").order_by("pk").distinct()
            ):
                self.answers[number].append(name)
        return {number: names for number, names in self.answers.items() if len(names) > 1}

    def _notes(self) -> list[str]:
        children, long_ago = self.came[Said.CHILD], self.came[Said.LONG_AGO]
        erased, dead = self.came[Said.ERASED], self.came[Said.DEAD]
        counted = (
            (children, ngettext(
                "%(n)s child under %(age)s is passed over: we keep no records of children.",
                "%(n)s children under %(age)s are passed over: we keep no records of children.",
                children)),
            (long_ago, ngettext(
                "%(n)s person was last active longer ago than we keep people and is passed over.",
                "%(n)s people were last active longer ago than we keep people and are passed over.",
                long_ago)),
            (erased, ngettext(
                "%(n)s person asked to be erased here and is not brought back.",
                "%(n)s people asked to be erased here and are not brought back.", erased)),
            (dead, ngettext(
                "%(n)s person has died; their record is left alone. Tell the library system.",
                "%(n)s people have died; their records are left alone. Tell the library system.", dead)),
            (self.kept_ours, ngettext(
                "%(n)s detail was put right here by a colleague and stays.",
                "%(n)s details were put right here by colleagues and stay.", self.kept_ours)),
        )  # fmt: skip
        return [
            *(words % {"n": f"{n:,}", "age": CHILD} for n, words in counted if n),
            *in_words.whose_list(self.system, month_first=self.order.month_first),
            *self.libraries.in_words(),
            *in_words.shared_lines(self._who_answers()),
        ]

    def working(self, by: Acting, now: datetime) -> AbstractContextManager[Any]:
        return written(by, now, through=THROUGH_A_FILE)

    def owners(self, things: Sequence[models.Model]) -> list[tuple[str, int]]:
        return undoing.owners(things)

    def let_go(
        self, model: type[models.Model], numbers: Sequence[int], by: Acting, now: datetime
    ) -> None:
        if model is Resident:
            undoing.let_go(numbers, by, now)

    def settled(self, owners: Sequence[tuple[str, int]]) -> None:
        undoing.settled([number for _kind, number in owners])

    def note_seen(self, numbers: Sequence[int], page: str, by: Acting, now: datetime) -> None:
        note_reads(residents=numbers, page=page, by=by, now=now)

    def aside(self, name: str, numbers: Sequence[int]) -> tuple[Sequence[str], list[Sequence[str]]]:
        cards = ExternalId.objects.filter(resident__in=numbers, system=CARD)
        rows = cards.values_list("value", "resident__name").order_by("resident__sort_name", "pk")
        return [_("Card number"), _("Name")], [list(row) for row in rows[:NAMES_SHOWN]]
