"""`branchline words`: the Welsh catalogue, with Babel alone, so that no gettext is needed.

Compiles by default, and counts what a person has read. `--update` collects new English strings;
`--check` fails on a missing Welsh one; `--drafts` lists what nobody has read yet.
"""

import argparse
import ast
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from branchline.core.words import READ

HOUSE = Path(__file__).resolve().parents[1]
CATALOGUE = HOUSE / "locale/cy/LC_MESSAGES/django.po"
CALL = re.compile(r"\b(?:gettext|ngettext|pgettext|npgettext|_)\((?=u?['\"])")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_noop": None,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def collect() -> Catalog:
    """Every English string of the house, in Python and templates."""
    found = Catalog(locale="cy", project="Branchline", fuzzy=False)
    for path in sorted(HOUSE.rglob("*")):
        if "/tests/" in str(path) or "/static/" in str(path):
            continue
        if path.suffix == ".py":
            source = path.read_bytes()
        elif path.suffix in {".html", ".txt", ".typ"} and "templates" in path.parts:
            source = _as_python(path).encode()
        else:
            continue
        where = str(path.relative_to(HOUSE.parent))
        for _line, words, _comments, context in extract(
            "python", io.BytesIO(source), _keywords(source)
        ):
            found.add(words, context=context, locations=[(where, 0)])
    return found


def _keywords(source: bytes) -> dict[str, Any]:
    """The calls that mark words, also by the names that a file gives them (`gettext_lazy as __`)."""
    named = (
        alias
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    )
    return KEYWORDS | {a.asname: KEYWORDS[a.name] for a in named if a.asname and a.name in KEYWORDS}


def _as_python(path: Path) -> str:
    """The calls that Django finds in a template, a line each: what stands between them is no Python."""
    from django.utils.translation.template import templatize

    text = templatize(path.read_text(), origin=str(path))
    return "\n".join(_call(text, found.start()) for found in CALL.finditer(text))


def _call(text: str, start: int) -> str:
    """The whole call that begins here: up to the first closing bracket that makes it complete."""
    end = start
    while (end := text.find(")", end) + 1) > 0:
        try:
            ast.parse(text[start:end], mode="eval")
        except SyntaxError:
            continue
        return re.sub(r"\bu(?=['\"])", "", text[start:end])
    return ""


def read() -> Catalog:
    """The Welsh catalogue as it is kept."""
    if not CATALOGUE.exists():
        return Catalog(locale="cy", project="Branchline")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="cy")


def write(catalogue: Catalog) -> None:
    """Keep the catalogue without line numbers or dates, so that a change shows what changed."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(
            file, catalogue, width=100, omit_header=False, sort_output=True, include_lineno=False
        )


def compile_catalogue() -> None:
    """Write the .mo beside the .po when it is older."""
    target, counted = CATALOGUE.with_suffix(".mo"), CATALOGUE.with_name(READ)
    if not CATALOGUE.exists() or all(
        made.exists() and made.stat().st_mtime >= CATALOGUE.stat().st_mtime
        for made in (target, counted)
    ):
        return
    catalogue = read()
    with target.open("wb") as file:
        write_mo(file, catalogue, use_fuzzy=True)
    drafted = len(list(drafts(catalogue)))
    kept = sum(1 for message in catalogue if message.id)
    counted.write_text(json.dumps({"read": kept - drafted, "drafted": drafted}))


def drafts(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """(English, Welsh) of every string that only a machine has written so far: marked fuzzy."""
    for message in catalogue:
        if message.id and message.fuzzy:
            yield _first(message.id), _first(message.string)


def _first(text: object) -> str:
    return str(text[0] if isinstance(text, (list, tuple)) else text)


def missing() -> Iterator[str]:
    """English strings without a Welsh one."""
    kept = read()
    for message in collect():
        if not message.id:
            continue
        welsh = kept.get(message.id, message.context)
        told = welsh.string if welsh else ""
        if not (any(told) if isinstance(told, (list, tuple)) else told):
            yield message.id if isinstance(message.id, str) else message.id[0]


def run(options: argparse.Namespace) -> int:
    """`branchline words`."""
    if options.update:
        kept, fresh = read(), collect()
        for message in fresh:
            welsh = kept.get(message.id, message.context) if message.id else None
            if welsh and isinstance(welsh.string, str) == isinstance(message.id, str):
                message.string, message.flags = welsh.string, welsh.flags
                message.user_comments = welsh.user_comments
        write(fresh)
    compile_catalogue()
    if options.drafts:
        waiting = list(drafts(read()))
        for english, cymraeg in waiting:
            print(f"{english}\n    {cymraeg}")
        print(
            f"{len(waiting)} strings of Welsh wait for a reader: remove “fuzzy” from those that are right."
        )
        return 0
    if options.check:
        without = list(missing())
        for text in without[:40]:
            print(f"no Welsh for: {text}")
        print(f"{len(without)} strings without Welsh." if without else "Every string has Welsh.")
        return 1 if without else 0
    return 0
