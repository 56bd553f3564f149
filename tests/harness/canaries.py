"""What would show that a private row strays: words and keys that stand in one service's rows alone.

Every row of the demo is a canary: whatever a private table of the service says in words, and nobody
else's row and no published one says too.
"""

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import ahocorasick
from django.db import connections

from branchline.live.data import RHYMES

SHORTEST, LONGEST = 8, 60
"""Shorter values are ordinary words; of longer ones (a whole message) a piece is enough to find it."""
NO_WORDS = {
    "calls_callround": "what everybody who is rung may hear",
    "calls_cohort": "a rule, and where the privacy notice, which everybody may read, says so",
    "calls_keptapart": "a word why",
    "calls_line": "telephone numbers, which stand in the record",
    "calls_numberstaken": "which list of numbers, which colleague, when",
    "calls_pack": "which caller, which day",
    "calls_packperson": "which person, which line, which number",
    "calls_rotapair": "which caller, which person, which hour",
    "calls_rotaweek": "names of rounds, which everybody who is rung may hear, and numbers",
    "calls_roundcaller": "who rings on which round",
    "calls_script": "what callers say to everybody",
    "campaigns_choice": "which event is in or out, as the campaign’s page shows",
    "concerns_concernread": "who opened which concern, and when",
    "concerns_safeguardinghours": "hours of an office",
    "core_fairqueue": "a rule that is published with the queue, and hashes",
    "core_importchange": "which row a file changed",
    "core_importrun": "the name of a file, and none has come in the demo",
    "core_link": "hashes",
    "core_queueentry": "numbers; public ids that stand in the published log",
    "core_queueline": "what is published as the queue’s log",
    "core_tries": "hashes of who guessed, and how often",
    "devices_loanrung": "which step, which day, by which way",
    "devices_rungday": "numbers of days",
    "devices_simpause": "which card, which days",
    "devices_eligibilityrule": "what everybody who is told no may read",
    "events_attendance": "numbers, and the name of a file, of which none has come in the demo",
    "events_event": "what its listing says to everybody",
    "events_opening": "what the page of its date says to everybody",
    "events_occurrence": "what its listing says to everybody",
    "live_captionversion": "what everybody reads beside the replay",
    "live_certificate": "numbers and a digest",
    "live_cue": "a line of the run sheet, as everybody saw it",
    "live_minute": "numbers",
    "live_replay": "days and numbers",
    "live_session": "numbers, and whether a phone or OBS sent",
    "live_tick": "codes of what was looked at",
    "messages_sender": "the number that stands under every message",
    "messages_suppression": "hashes of addresses",
    "people_availability": "minutes of a week",
    "people_erasedcard": "hashes",
    "people_partchange": "codes of needs; addresses where somebody changes one",
    "people_membersource": "digests",
    "people_retentionrun": "numbers",
    "people_staffpin": "hashes of PINs",
    "people_workerbranch": "which worker, which branch",
    "people_workercheck": "codes of what was seen, and days",
    "people_workertraining": "codes of what was learned, and days",
    "skills_skillcheck": "codes of what was said of which task",
    "surveys_askedcount": "numbers",
    "surveys_survey": "what everybody is asked",
}
"""Private tables without words of their own, and what they hold instead."""

SAID_BY_THE_HOUSE = {
    "18002 before the number",
    "You may phone me for a friendly chat.",
    "“You may phone me for a friendly chat.”",
    "“You may keep this and ring me about a device.”",
    "Calls through Relay UK (18002 before the number)",
    *(words for rhyme in RHYMES for words in (rhyme.title, *rhyme.lines)),
}
"""Words that a row has from a choice or a sentence which a form offers to everybody, and the rhymes of our stock."""

KEYS = {"public_id", "rehearsal_prefix"}
"""Columns whose values are known anywhere, also where chance drew nothing but letters."""
IN_EVERY_PAGE = {"prefix"}
"""Columns that name where a broadcast's film lies, as its page must tell every browser."""


def private_tables() -> list[str]:
    """Every table whose rows belong to one service alone, history too; months of the ledger by their parent."""
    return _column(
        """SELECT c.relname FROM pg_class c JOIN pg_policies p ON p.tablename = c.relname
           WHERE p.policyname = 'private' AND c.relnamespace = 'public'::regnamespace ORDER BY 1"""
    )


def tables_of_services() -> list[str]:
    """Every table with rows of services: private and published."""
    return _column(
        """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
           WHERE a.attname = 'service_id' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
             AND c.relnamespace = 'public'::regnamespace ORDER BY 1"""
    )


def fingerprint(service_id: int) -> dict[str, str]:
    """Every row of a service, table by table, as short sums that differ when a row does."""
    return {
        table: _column(
            f"""SELECT count(*) || ' rows, ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY t::text)), '')
                FROM "{table}" t WHERE service_id = {int(service_id)}"""
        )[0]
        for table in tables_of_services()
    }


@dataclass(frozen=True)
class Canaries:
    """Values by which rows of one service would be known anywhere."""

    by_table: dict[str, set[str]]
    at_once: "AtOnce" = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at_once", AtOnce(set().union(*self.by_table.values())))

    def seen_in(self, body: str, *, besides: str = "") -> list[str]:
        """Which of them stand in an answer, and in which table they belong. `besides`: the address asked for."""
        return [
            f"{value!r} of {table}"
            for value in self.at_once.in_(body)
            if value not in besides
            for table, values in self.by_table.items()
            if value in values
        ]


class AtOnce:
    """Thousands of words that are looked for in one go."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word in words:
            self._automaton.add_word(word, word)
        self._automaton.make_automaton()

    def in_(self, text: str) -> set[str]:
        """Which of them stand in a text."""
        return {word for _end, word in self._automaton.iter(text)}


def canaries(service_id: int) -> Canaries:
    """Drawn from every text column of every private table."""
    found: dict[str, set[str]] = {}
    for table in set(private_tables()) - set(NO_WORDS):
        values = set()
        for column in set(_text_columns(table)) - IN_EVERY_PAGE:
            rows = f'FROM "{table}" WHERE service_id = {int(service_id)}'
            for value in _column(
                f'SELECT DISTINCT "{column}"::text {rows} AND "{column}" IS NOT NULL'
            ):
                if column in KEYS:
                    values.add(value)
                for said in _leaves(value):
                    values |= set(_pieces(said)) - SAID_BY_THE_HOUSE
        found[table] = values
    elsewhere = AtOnce(set().union(*found.values())).in_(_said_elsewhere(service_id))
    for table, values in found.items():
        found[table] = {
            form for value in values - elsewhere for form in (value, html.escape(value))
        }
    return Canaries(found)


def _leaves(value: str) -> list[str]:
    """The texts in a value: a translated field and history are JSON."""
    if not value.startswith(("{", "[")):
        return [value]
    texts: list[str] = []

    def collect(part: Any) -> None:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, dict | list):
            for inner in part.values() if isinstance(part, dict) else part:
                collect(inner)

    collect(json.loads(value))
    return texts


def _pieces(value: str) -> list[str]:
    """The lines of a value, as far as they can be told from ordinary words."""
    lines = [line.strip()[:LONGEST] for line in value.splitlines()]
    return [line for line in lines if (len(line) >= SHORTEST and not re.fullmatch(r"[\w.]+", line))
            or (re.fullmatch(r"[a-z0-9]{10,}", line) and re.search(r"\d", line))]  # fmt: skip


def _text_columns(table: str) -> list[str]:
    """Columns in which words may stand, and public ids; no choices of our own, no hashes."""
    return [
        name
        for name in _column(
            f"""SELECT attname FROM pg_attribute WHERE attrelid = '"{table}"'::regclass AND attnum > 0
                AND NOT attisdropped AND atttypid IN ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype)"""
        )
        if "hash" not in name
    ]


def _said_elsewhere(service_id: int) -> str:
    """Everything that other services, published tables and the country's own tables say."""
    private = set(private_tables())
    said = []
    for table in _column(
        """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
           AND relkind IN ('r', 'p') AND NOT relispartition AND relname NOT LIKE 'procrastinate%'"""
    ):
        if table.startswith(("django_session", "places_postcode", "places_area")):
            continue
        others = f" WHERE service_id <> {int(service_id)}" if table in private else ""
        said += _column(f"""SELECT t::text FROM "{table}" t{others}""")
    return "\n".join(said)


def _column(sql: str) -> list[Any]:
    """The first column of an answer, read as the owner: no wall stands before it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]
