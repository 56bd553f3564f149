"""Past sessions with how many came, as the Libraries Hacked `events` schema has them (research, section 4)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models
from django.utils import translation
from django.utils.functional import lazy as lazily
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from branchline.core.acting import Acting
from branchline.core.clock import in_london
from branchline.core.design.dates import past_day_words
from branchline.core.importing.columns import Column, Row, day, whole
from branchline.core.importing.importer import Importer
from branchline.core.importing.problems import Wrong, shown
from branchline.core.importing.writing import Writer
from branchline.core.scoping import current_service_id
from branchline.places.models import Branch

from .actions import note_past_session, unnote_sessions
from .actions.past_session import Session
from .models import Attendance, Occurrence, Outcome
from .permits import BRING_IN_SESSIONS
from .queries.own_places import Own

MOST_PEOPLE = 20_000


def outcome(cell: str) -> Outcome:
    """One of the seven, as the schema writes them: in English, whatever the language of the page."""
    for name, one in _in_english().items():
        if cell.casefold() == name.casefold():
            return one
    raise Wrong(
        _("%(cell)s is none of the seven outcomes. Write one of: %(names)s.")
        % {"cell": shown(cell), "names": "; ".join(_in_english())}
    )


def _in_english() -> dict[str, Outcome]:
    with translation.override("en"):
        return {str(one.label): one for one in Outcome}


def _no_outcome() -> str:
    return _(
        "this is empty. The return asks what each session was for: write one of: %(names)s."
    ) % {"names": "; ".join(_in_english())}


def _about(row: Row) -> tuple[int, str, str]:
    return row["library_name"].pk, row.text("event_date"), row.text("name").casefold()


def _session(row: Row) -> Session:
    return Session(row["attendees"], (row["main_outcome"], row["secondary_outcome"] or ""))


class PastSessions(Importer):
    """A row is a session that has been."""

    name = "past_sessions"
    title = lazy("Past sessions and how many came")
    private = True
    batch = 500
    permit = BRING_IN_SESSIONS
    lede = lazy(
        "Events that are over, with how many came: from a spreadsheet or another system. They count in your figures."
        " Coming events are not brought in from a file: add each under Events, “New event”, a weekly one once for"
        " all its dates."
    )
    standard = lazy("These are the columns of the “events” schema of Libraries Hacked.")
    promises = (
        lazy("It names nobody: a session has a date, a library, a name and a number."),
        lazy("It shows nothing to the public: the file has no times, so midday stands for them."),
        lazy("The same file again changes nothing, and a number that somebody counted here stays."),
        lazy("It changes no event: the outcome in the file is that session’s alone."),
        lazy("Undoing takes out the sessions that it brought, and their numbers."),
    )  # fmt: skip
    columns = (
        Column("local_authority", ("authority", "council"), required=True, needed=True, longest=120,
               here=True, label=lazy("Local authority")),
        Column("library_name", ("library", "branch"), required=True, needed=True, longest=120,
               here=True, label=lazy("Library name")),
        Column("event_date", ("date",), day, required=True, needed=True, longest=30, label=lazy("Event date")),
        Column("name", ("event name", "event", "title"), required=True, needed=True, longest=120, label=lazy("Name")),
        Column("main_outcome", ("outcome",), outcome, required=True, needed=True, longest=120,
               when_empty=lazily(_no_outcome, str)(), label=lazy("Main outcome")),
        Column("secondary_outcome", ("second outcome",), outcome, longest=120, label=lazy("Secondary outcome")),
        Column("attendees", ("attendance", "attended"), whole(0, MOST_PEOPLE), required=True, needed=True,
               longest=20, label=lazy("Attendees")),
    )  # fmt: skip
    example = (
        ("Local authority", "Library name", "Event date", "Name", "Main outcome", "Secondary outcome", "Attendees"),
        ("Trafford", "Sale Library", "2026-03-03", "Rhyme time", "Increased reading and literacy", "", "34"),
        ("Trafford", "Urmston Library", "2026-03-05", "Job club", "Greater prosperity",
         "Increased digital access and literacy", "7"),
    )  # fmt: skip

    def prepare(self, into: Writer) -> None:
        self.own = Own.of(current_service_id())
        self.told: dict[tuple[int, str, str], dict[Session, int]] = {}
        into.note(str(_("The file says no times, so midday stands for them.")))

    def find(self, name: str, value: str) -> str | Branch:
        return self.own.library(value) if name == "library_name" else self.own.council(value)

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """One action a row; what it refuses is a finding, what is there already is as it was."""
        self._note(rows)
        for row in rows:
            with into.row(row):
                session, told = _session(row), self.told[_about(row)]
                if told[session] != row.line:
                    raise Wrong(
                        _(
                            "line %(line)s says just the same, so it counts once. If there were two such"
                            " sessions, give one of them a name of its own."
                        )
                        % {"line": told[session]}
                    )
                made = note_past_session(
                    branch=row["library_name"],
                    name=row.text("name"),
                    day=row["event_date"],
                    session=session,
                    beside=told.keys() - {session},
                    file_name=into.run.file_name,
                    by=into.by,
                    now=into.now,
                )
                if not made:
                    into.unchanged += 1
                    continue
                into.made(made)
                into.added -= len(made) - 1  # a session is one, however many rows it takes

    def written_before(self, rows: Sequence[Row]) -> None:
        """What stands in these counts for the rows after them."""
        self._note(rows)

    def _note(self, rows: Sequence[Row]) -> None:
        """What the file says of each library, name and day: two numbers for one are two sessions."""
        for row in rows:
            self.told.setdefault(_about(row), {}).setdefault(_session(row), row.line)

    def owners(self, things: Sequence[models.Model]) -> list[tuple[str, int]]:
        """A session goes or stays with its number; an event by itself."""
        return [
            ("session", thing.occurrence_id)
            if isinstance(thing, Attendance)
            else ("session" if isinstance(thing, Occurrence) else "event", thing.pk)
            for thing in things
        ]

    def called(self, thing: models.Model) -> str:
        date = thing.occurrence if isinstance(thing, Attendance) else thing
        if not isinstance(date, Occurrence):
            return str(thing)
        return f"{date.event}, {past_day_words(in_london(date.starts_at).date(), get_language())}"

    def let_go(
        self, model: type[models.Model], numbers: Sequence[int], by: Acting, now: datetime
    ) -> None:
        """The ledger learns first that these people are no longer counted."""
        if model is Attendance:
            unnote_sessions(numbers=list(numbers), by=by, now=now)
