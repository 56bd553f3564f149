"""Entered content that residents read, in English, Welsh and more, with an honest fallback."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.translation import get_language

LANGUAGES = ("en", "cy")


READ = "read.json"
"""Beside the compiled Welsh catalogue: how many of its strings a person has read."""


@dataclass(frozen=True)
class CatalogueRead:
    """How much of the site's own Welsh a person has read; the rest a machine drafted."""

    read: int
    drafted: int

    @property
    def share(self) -> int:
        """Whole per cent, never 100 while a draft is left."""
        return self.read * 100 // max(1, self.read + self.drafted)


@cache
def catalogue_read() -> CatalogueRead:
    """As counted when the catalogue was compiled (`branchline words`). No query; read once."""
    file = Path(settings.LOCALE_PATHS[0], "cy", "LC_MESSAGES", READ)
    if not file.exists():
        return CatalogueRead(0, 0)
    return CatalogueRead(**json.loads(file.read_text()))


@dataclass(frozen=True)
class Translated:
    """A text by language. `drafts` names the languages that only a machine has written so far."""

    texts: Mapping[str, str] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()

    @property
    def en(self) -> str:
        """The English text, or nothing."""
        return self.texts.get("en", "")

    @property
    def cy(self) -> str:
        """The Welsh text, or nothing."""
        return self.texts.get("cy", "")

    def lang_used(self, lang: str | None = None) -> str:
        """The language that `text` answers in."""
        wanted = (lang or get_language() or "en").split("-")[0]
        if self.texts.get(wanted):
            return wanted
        return next((code for code in LANGUAGES if self.texts.get(code)), "en")

    def text(self, lang: str | None = None) -> str:
        """The text in this language, else in the first that there is."""
        return self.texts.get(self.lang_used(lang), "")

    def drafted(self, lang: str | None = None) -> bool:
        """Whether what `text` answers is a machine's draft that no person has read."""
        return self.lang_used(lang) in self.drafts

    def with_text(self, lang: str, text: str) -> "Translated":
        """With a person's words in one language (none: without that language), a draft no more."""
        texts = {code: kept for code, kept in self.texts.items() if code != lang}
        return Translated(texts | ({lang: text} if text else {}), self.drafts - {lang})

    def __str__(self) -> str:
        return self.text()

    def __bool__(self) -> bool:
        return any(self.texts.values())


def said(en: str = "", cy: str = "", *, draft: bool = False) -> Translated:
    """A text in English and perhaps Welsh; `draft` says that a machine wrote the Welsh."""
    texts = {code: text for code, text in (("en", en), ("cy", cy)) if text}
    return Translated(texts, frozenset({"cy"}) if draft and cy else frozenset())


class TextOf(KeyTransform):
    """One language of a text: a word of JSON again, not a text by language."""

    output_field = models.JSONField()


class TranslatedField(models.JSONField):
    """Kept as {"en": "…", "cy": "…", "drafts": ["cy"]}. Found as `title__en="…"`, as in a JSON field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Translated)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Translated | None:
        return self.to_python(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Translated | None:
        if value is None or isinstance(value, Translated):
            return value
        if isinstance(value, str):
            return said(value)
        drafts = frozenset(value.get("drafts", ()))
        return Translated({k: v for k, v in value.items() if k != "drafts"}, drafts)

    def get_prep_value(self, value: Any) -> Any:
        translated = self.to_python(value)
        return super().get_prep_value(None if translated is None else _as_json(translated))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Translated):
            value = _as_json(value)
        return super().get_db_prep_value(value, connection, prepared)

    def get_transform(self, name: str) -> Any:
        """Its registered transforms, else the key of this name."""
        known = models.Field.get_transform(self, name)
        return known or partial(TextOf, name)

    def value_to_string(self, obj: models.Model) -> Any:
        return _as_json(self.value_from_object(obj))


def _as_json(value: Translated) -> dict[str, Any]:
    kept: dict[str, Any] = dict(value.texts)
    return kept | ({"drafts": sorted(value.drafts)} if value.drafts else {})


WELSH_LETTERS = re.compile("ch|dd|ff|ng|ll|ph|rh|th|.", re.DOTALL)
"""Letters of their own, each after its first half, but ng after g. Source: Geiriadur Prifysgol Cymru."""


def without_accents(text: str) -> str:
    """Small letters without marks, as people type them: "Gŵyl" is "gwyl"."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def in_order(text: object, lang: str | None = None) -> tuple[tuple[str, bool], ...]:
    """A key to sort names by, in the alphabet of the page's language: in Welsh Llanelli after Lwcus.

    PostgreSQL's wheel has no collation for Welsh. Where n and g only meet, as in Bangor, nobody can tell
    from the letters; they are read as one.
    """
    plain = without_accents(str(text))
    if (lang or get_language() or "en").split("-")[0] != "cy":
        return tuple((c, False) for c in plain)
    letters = WELSH_LETTERS.findall(plain)
    return tuple(("g" if letter == "ng" else letter[0], len(letter) > 1) for letter in letters)
