"""Letters on paper: address window, code and telephone number instead of links, large print."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core.clock import in_london
from branchline.core.design.dates import day_words
from branchline.core.pdf import compile_pdf

from ..letters import Content
from ..models import Format
from .dressing import Letterhead, call_us, closing, greeting, in_words, step_on_paper

TEMPLATE = Path(__file__).parents[1] / "templates/messages/letter.typ"
SIZES = {Format.STANDARD: 12, Format.LARGE_PRINT: 18, Format.EASY_READ: 18}
"""Points. The UK Association for Accessible Formats: clear print is at least 12, large print 16 or more; easy
read asks for at least 16 (Mencap, "Am I making myself clear?"), with one idea a sentence and a line."""
SENTENCE_ENDS = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÀ-Ý])")


@dataclass(frozen=True)
class Sheet:
    """One letter, whatever number of pages it takes."""

    content: Content
    head: Letterhead
    name: str
    address: str
    language: str
    format: str
    reference: str


def paper(sheets: Sequence[Sheet], *, now: datetime, title: str) -> bytes:
    """One PDF (PDF/UA) of all letters, in their order."""
    data = {
        "title": title,
        "service": sheets[0].head.service,
        "language": sheets[0].language,
        "letters": [_letter(sheet, now) for sheet in sheets],
    }
    return compile_pdf(template=TEMPLATE, data=data, now=now)


def _letter(sheet: Sheet, now: datetime) -> dict[str, Any]:
    content, head = sheet.content, sheet.head
    with translation.override(sheet.language):
        return {
            "language": sheet.language,
            "size": SIZES[Format(sheet.format)],
            "service": head.service,
            "sender_lines": _sender_lines(head),
            "address_lines": [line for line in [sheet.name, *sheet.address.splitlines()] if line],
            "date": day_words(in_london(now).date(), sheet.language, year=True),
            "subject": content.subject,
            "greeting": greeting(sheet.name),
            "easy": sheet.format == Format.EASY_READ,
            "paragraphs": _paragraphs(content, sheet.format),
            "facts_head": [_("What"), _("Details")],
            "facts": [list(fact) for fact in content.facts],
            "steps": [
                {
                    "words": in_words(step),
                    "code": step.code,
                    "how": step_on_paper("", step.code, head).rpartition(":")[0].strip() + ":",
                }
                for step in content.steps
            ],
            "closing": closing(content),
            "signed": head.service,
            "footer": call_us(head),
            "page_words": _("Page %(page)s") % {"page": "{n}"},
            "reference": sheet.reference,
        }


def _paragraphs(content: Content, format: str) -> list[str]:
    """As written; in easy read each sentence stands by itself."""
    if format != Format.EASY_READ:
        return list(content.paragraphs)
    return [each for words in content.paragraphs for each in SENTENCE_ENDS.split(words)]


def _sender_lines(head: Letterhead) -> list[str]:
    website = head.website.split("://")[-1].removeprefix("www.").rstrip("/")
    return [line for line in [*head.postal_address.splitlines(), head.telephone, website] if line]
