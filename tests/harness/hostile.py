"""What somebody types who wishes us ill, into every column of words and every field of a form."""

import re
from html.parser import HTMLParser

from django.db import DataError, IntegrityError, connections, models, transaction

from branchline.core.words import TranslatedField

from .multiplying import growing

MARKUP = "</script></title></textarea><script>alert(1)</script>'\"><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://elsewhere.test/","Open")'
NASTY = (
    "\x00", "9" * 400, "-1", "٣", "x" * 20_000, "2026-99-99", "%00%0d%0aSet-Cookie: a=b", "\r\nX: y",
    "[[[", "{}", "W10", "🏴" * 50, "' OR 1=1 --", "../../../etc/passwd", "//elsewhere.test/",
)  # fmt: skip
"""Values of an address or a field that nobody sends by accident."""
QUERIES = (
    "about", "after", "before", "branch", "for", "how", "in", "language", "like", "moment", "name", "near",
    "next", "page", "q", "route", "show", "view", "who", "words", "day", "from", "until", "theme", "age",
)  # fmt: skip
"""What our addresses ask after the question mark."""
OURS = re.compile(r"(^|_)(id|hash|digest|sha256|path|key|code|secret|rule|run|drawing|framework)$")
"""Columns whose words are made by the house itself."""


def say_everywhere(words: str, service_id: int) -> int:
    """Put these words into every column of words of a service, as far as its constraints allow. Columns."""
    told = 0
    for model in growing():
        fields = {field.attname: field for field in model._meta.concrete_fields}
        for field in fields.values() if "service_id" in fields else ():
            if _takes_words(field):
                told += _write(model, field, words, service_id)
    return told


def _takes_words(field: models.Field) -> bool:
    if field.choices or field.unique or OURS.search(field.attname):
        return False
    return isinstance(field, models.CharField | models.TextField | TranslatedField)


def _write(model: type[models.Model], field: models.Field, words: str, service_id: int) -> int:
    said = f"left(%s, {field.max_length})" if field.max_length else "%s::text"
    value = f"jsonb_build_object('en', {said})" if isinstance(field, TranslatedField) else said
    statement = (
        f'UPDATE "{model._meta.db_table}" SET "{field.column}" = {value} WHERE service_id = %s'
    )
    with connections["owner"].cursor() as cursor:
        try:
            with transaction.atomic(using="owner"):
                cursor.execute(statement, [words, service_id])
        except (IntegrityError, DataError):
            return 0
        return 1


class Runs(HTMLParser):
    """What of a page a browser would run that we did not write: scripts within, handlers, strange addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.fields: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "script" and not said.get("src") and said.get("type") != "application/ld+json":
            self.found.append("a script within the page")
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(f"{tag} with {name}")
            if name in {"href", "src", "action", "formaction"} and _strange(value or ""):
                self.found.append(f"{tag} leads to {value}")
        if tag in {"input", "select", "textarea", "button"} and said.get("name"):
            self.fields.append((str(said["name"]), said.get("type") or tag))


def _strange(address: str) -> bool:
    return address.strip().lower().startswith(("javascript:", "data:text", "vbscript:"))


def looked_through(body: str) -> Runs:
    """A page, read as a browser reads it."""
    reader = Runs()
    reader.feed(body)
    return reader
