"""A pack on paper (PDF/UA): a page for each call, to be filled in with a pen and typed in later."""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branchline.core.clock import in_london
from branchline.core.design.dates import day_words, time_words
from branchline.core.design.square_codes import square_code
from branchline.core.pdf import compile_pdf
from branchline.places.models import Service

from ..models import NeedKind, Outcome, Pack, Script, Urgency
from ..queries import Packed, Screen

TEMPLATE = Path(__file__).parents[1] / "templates/calls/desk/pack.typ"


def pack_pdf(
    pack: Pack,
    calls: Sequence[tuple[Packed, Screen]],
    *,
    service: Service,
    address: str,
    language: str,
    now: datetime,
) -> bytes:
    """A first page without anybody's name, then one for each call. `address`: where it is typed in."""
    with translation.override(language):
        data = {
            "language": language,
            "title": _("Calls for %(day)s") % {"day": day_words(pack.day, language)},
            "service": str(service.name),
            "for": _("For %(name)s") % {"name": pack.worker.first_name},
            "how": _how(),
            "code": square_code(address),
            "code_words": _("Square code that opens this pack"),
            "type_in": _("What came of each call is typed in here:"),
            "address": address.split("://")[-1],
            "shred": _(
                "Type it in, then shred this paper. Leave it where nobody else can read it."
            ),
            "words": _words(),
            "outcomes": [str(each.label) for each in Outcome],
            "needs": [str(each.label) for each in NeedKind],
            "soon": [str(each.label) for each in Urgency],
            "calls": [_call(packed, screen, service, language) for packed, screen in calls],
        }
    return compile_pdf(template=TEMPLATE, data=data, now=now)


def _how() -> list[str]:
    return [
        _("These people are yours today: nobody else is given them. Ring them in any order."),
        _("Say your own first name and the library’s. Tell nobody else who answers what the call is about."),
        _("In danger now: ring 999. If you worry about somebody’s safety, tell your coordinator the same day; don’t write it here."),
        _("Tick one box below “How did it go?” for each call, and bring the paper back, also where nobody answered."),
    ]  # fmt: skip


def _words() -> dict[str, str]:
    """What stands beside the boxes."""
    return {
        "number": pgettext("a telephone number", "Number"),
        "helps": _("What helps"),
        "matters": _("What matters to them"),
        "last": _("Last time"),
        "say": _("What to say"),
        "went": _("How did it go?"),
        "message": _("I left a message"),
        "minutes": _("Minutes"),
        "next": _("What should the next caller know?"),
        "needs": _("Do they need something?"),
        "soon": _("How soon?"),
        "wishes": _("What has changed in what they want from us?"),
        "again": _("Ring them again on"),
        "at": _("at"),
        "private": _("What should the coordinator know?"),
        "hard": _("That was hard"),
        "page": pgettext("of a printed form", "Page %(page)s of %(pages)s")
        % {"page": "{n}", "pages": "{of}"},
    }


def _call(packed: Packed, screen: Screen, service: Service, language: str) -> dict[str, Any]:
    person = packed.entry.person
    callee = person.callee
    last = screen.last
    return {
        "number": str(packed.entry.number),
        "name": screen.name,
        "telephone": screen.number,
        "round": person.round.name,
        "why": person.why,
        "when": _when(packed, language),
        "helps": [
            *screen.needs,
            *([_("Speaks %(language)s") % {"language": callee.spoken}] if callee.spoken else []),
            *([_("Others answer this number too: %(who)s") % {"who": callee.shared_with}] if callee.shared_with else []),
            _("If nobody answers, you may leave a message.") if callee.may_leave_message else _("If nobody answers, leave no message."),
        ],
        "matters": callee.matters,
        "last": [day_words(in_london(last.attempt.ended_at).date(), language), last.for_next]
        if last and last.for_next
        else [],
        "steps": _steps(person.round.script, service, callee.resident.language),
    }  # fmt: skip


def _when(packed: Packed, language: str) -> str:
    """When on that day; nothing where any hour of the round will do."""
    person, pack = packed.entry.person, packed.pack
    begins = max(each for each in (person.due_at, person.callee.not_before) if each)
    said = []
    if begins > pack.made_at and in_london(begins).date() == pack.day:
        said.append(_("not before %(time)s") % {"time": time_words(begins, language)})
    day = pack.day.weekday() * 24
    hours = sorted(hour - day for hour in person.callee.hours if day <= hour < day + 24)
    if hours:
        said.append(
            _("best from %(first)s until %(last)s")
            % {"first": _hour(hours[0], language), "last": _hour(hours[-1] + 1, language)}
        )
    return "; ".join(said)


def _hour(hour: int, language: str) -> str:
    return time_words(time(hour % 24), language)


def _steps(script: Script, service: Service, theirs: str) -> list[dict[str, Any]]:
    """Each in the person's language, as far as the service speaks it, and in English below it."""
    spoken = [each for each in dict.fromkeys((theirs, "en")) if each in {*service.languages, "en"}]
    return [
        {
            "number": str(same[0]["number"]),
            "asks": bool(same[0]["choices"]),
            "said": _said(spoken, [each["ask"] or each["say"] for each in same]),
            "choices": [
                [
                    _said(spoken, [choice["say"] for choice in choices]),
                    str(choices[0]["to"]) if choices[0]["to"] else "",
                ]
                for choices in zip(*(each["choices"] for each in same), strict=True)
            ],
        }
        for same in zip(*(script.in_language(each) for each in spoken), strict=True)
    ]


def _said(languages: Sequence[str], words: Sequence[str]) -> list[list[str]]:
    """[language, words]; once where there is no Welsh of it."""
    told = dict(zip(reversed(words), reversed(languages), strict=True))
    return [[language, said] for said, language in reversed(told.items())]
