"""The design system in templates. Built in: no `{% load %}` is needed. See assets/README.md."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from branchline.core import telephones
from branchline.core.design import charts, covers, dates, maps
from branchline.core.design.colours import room

register = template.Library()
POSTCODE_AT_THE_END = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) (\d[A-Z]{2})$")

TONES = frozenset({"good", "soon", "wrong", "quiet", "live", "plain"})


@register.simple_tag
def icon(name: str, words: str = "", large: bool = False) -> SafeString:
    """A Lucide icon. It is decoration beside words; alone it needs `words` of its own."""
    return format_html(
        '<svg class="bl-icon{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        mark_safe(" bl-icon--large" if large else ""),
        format_html('role="img" aria-label="{}"', words)
        if words
        else mark_safe('aria-hidden="true"'),
        static("core/dist/icons.svg"),
        name,
    )


@register.simple_tag
def cover(title: Any, colour: str = "house", words: str = "") -> SafeString:
    """A drawn cover from a title, in a room's colour: `{% cover event.title "events" %}`."""
    return mark_safe(covers.cover(str(title), colour, words=words))


@register.simple_tag
def said(value: Any) -> SafeString:
    """Entered content in the page's language; a fallback is marked with its own `lang`."""
    page = dates.language(get_language())
    if not hasattr(value, "lang_used"):
        return conditional_escape("" if value is None else value)
    used = value.lang_used(page)
    text = value.text(page)
    if not text:
        return conditional_escape("")
    if value.drafted(page):
        return format_html('<span class="bl-draft" title="{}">{}</span>', _DRAFT, text)
    return (
        conditional_escape(text)
        if used == page
        else format_html('<span lang="{}">{}</span>', used, text)
    )


_DRAFT = gettext_lazy("Drafted by a machine, not yet read by a person")


@register.filter
def lang_attribute(value: Any) -> SafeString:
    """For a block, `<div{{ text|lang_attribute }}>`: ` lang="en"` when the content is a fallback, and the
    mark of a machine's draft."""
    page = dates.language(get_language())
    if not hasattr(value, "lang_used"):
        return mark_safe("")
    if value.text(page) and value.drafted(page):
        return format_html(' data-draft title="{}"', _DRAFT)
    used = value.lang_used(page)
    return mark_safe("") if used == page else format_html(' lang="{}"', used)


@register.simple_tag
def when(start: datetime, end: datetime | None = None, now: datetime | None = None) -> SafeString:
    """ "Tuesday 5 October, 10:30am to 11:15am" in the page's language, as a <time>."""
    words = dates.when_words(start, end, get_language(), now=now)
    return format_html(
        '<time datetime="{}">{}</time>', dates.in_london(start).isoformat(timespec="minutes"), words
    )


@register.filter
def day(value: date) -> str:
    """ "Tuesday 5 October"."""
    return dates.day_words(value, get_language())


@register.filter
def day_and_year(value: date) -> str:
    """ "Tuesday 5 October 2027"."""
    return dates.day_words(value, get_language(), year=True)


@register.filter
def past_day(value: date) -> str:
    """ "5 October 2027", of something long over."""
    return dates.past_day_words(value, get_language())


@register.filter
def breakable(address: Any) -> SafeString:
    """An email address that breaks after its @ where it has to, and not in the middle of a word."""
    before, at, after = str(address).partition("@")
    return format_html("{}@<wbr>{}", before, after) if at else conditional_escape(address)


@register.filter
def unbroken(address: str) -> str:
    """A postal address whose postcode, at its end, stays on one line."""
    return POSTCODE_AT_THE_END.sub("\\1\u00a0\\2", address)


@register.filter
def short_day(value: date) -> str:
    """For tables: "Tue 5 Oct"."""
    return dates.short_day_words(value, get_language())


@register.filter
def clock(value: datetime) -> str:
    """ "10:30am"."""
    return dates.time_words(value, get_language())


@register.filter
def length_of_time(seconds: float) -> str:
    """Of a recording: "3:07", "1:02:07"."""
    minutes, left = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


@register.filter
def london(value: date, words: str = "%-d/%-m/%Y") -> str:
    """A moment by a strftime form on London's clock (for machine text; people get words)."""
    return (dates.in_london(value) if isinstance(value, datetime) else value).strftime(words)


@register.inclusion_tag("core/components/tear_off.html")
def tear_off(start: date, large: bool = False, colour: str = "") -> dict[str, Any]:
    """The date as a leaf torn from a calendar; with the time when given a moment."""
    lang = dates.language(get_language())
    local = dates.london_date(start)
    return {
        "weekday": dates.SHORT_WEEKDAYS[lang][local.weekday()],
        "number": local.day,
        "month": dates.SHORT_MONTHS[lang][local.month - 1],
        "time": dates.time_words(start, lang) if isinstance(start, datetime) else "",
        "spoken": dates.when_words(start, None, lang)
        if isinstance(start, datetime)
        else dates.day_words(start, lang),
        "machine": dates.in_london(start).isoformat(timespec="minutes")
        if isinstance(start, datetime)
        else local.isoformat(),
        "large": large,
        "room": room(colour) if colour else "",
    }


@register.inclusion_tag("core/components/status.html")
def status(words: Any, tone: str = "plain") -> dict[str, Any]:
    """Words with a dot. Tones: good, soon, wrong, quiet, live, plain."""
    return {"words": words, "tone": tone if tone in TONES else "plain"}


@register.simple_tag
def figure(value: Any, n: int | None = None, counts: Any = "") -> SafeString:
    """A number in a sentence with its n: `{% figure 72 n=140 counts=_("of answers") %}`; or a
    `core.figures.Figure`, which says itself when it is small or missing."""
    if hasattr(value, "counts"):
        n, counts = value.n, counts or value.counts
    shown = f"{value:,}" if isinstance(value, int) else str(value)
    basis = format_html(' <span class="n">(n = {})</span>', f"{n:,}") if n is not None else ""
    words = format_html(" {}", counts) if counts else ""
    return format_html('<span class="bl-figure">{}{}{}</span>', shown, words, basis)


@register.inclusion_tag("core/components/stat.html")
def stat(
    value: Any,
    counts: Any = "",
    n: int | None = None,
    why: Any = "",
    period: Any = "",
    note: Any = "",
    address: str = "",
    colour: str = "",
) -> dict[str, Any]:
    """A block with one number: a `core.figures.Figure`, or a value with what it counts and its n."""
    missing, of = value is None, ""
    if hasattr(value, "counts"):
        n, of, counts, why = value.n, value.of, counts or value.counts, why or value.why
        missing = value.value is None
    shown = (
        str(why or _("Not known yet"))
        if missing
        else f"{value:,}"
        if isinstance(value, int)
        else str(value)
    )
    parts = [f"n = {n:,} {of}".rstrip() if n is not None else "", str(period), str(note)]
    return {
        "value": shown,
        "missing": missing,
        "wordy": len(shown) > 10,
        "counts": counts,
        "basis": " · ".join(part for part in parts if part),
        "address": address,
        "room": room(colour) if colour else "",
    }


@register.simple_tag
def bar_chart(bars: Sequence[charts.Bar], words: Any) -> SafeString:
    """Lying bars for components/figure_frame.html; `words` says the gist aloud."""
    return charts.bar_chart(bars, str(words))


@register.simple_tag
def column_chart(bars: Sequence[charts.Bar], words: Any) -> SafeString:
    """Standing bars: a run of weeks or months."""
    return charts.column_chart(bars, str(words))


@register.simple_tag
def area_map(
    words: Any,
    places: Sequence[maps.Place] = (),
    areas: Sequence[maps.Area] = (),
    here: maps.Position | None = None,
    lines: bool = False,
) -> SafeString:
    """A map of areas and places; `here` is (longitude, latitude); `lines` joins it to each place."""
    return maps.area_map(areas=areas, places=places, here=here, words=str(words), lines=lines)


@register.inclusion_tag("core/components/breadcrumbs.html")
def crumbs(*pairs: Any) -> dict[str, Any]:
    """The way here, as pairs of title and address: `{% crumbs _("Home") "/" service.name address %}`."""
    return {
        "crumbs": [
            {"title": title, "address": to}
            for title, to in zip(pairs[::2], pairs[1::2], strict=True)
        ]
    }


@register.inclusion_tag("core/components/stepper.html")
def stepper(here: int, *steps: Any) -> dict[str, Any]:
    """At most three steps: `{% stepper 2 _("Who is coming") _("How to reach you") _("Done") %}`."""
    if len(steps) > 3:
        raise ValueError("a stepper has at most three steps")
    return {"here": here, "steps": steps}


@register.simple_tag
def party_rows(form: Any, *names: str) -> list[dict[str, Any]]:
    """Rows for components/party.html from a form's number fields: `{% party_rows form "adults" as rows %}`."""
    return [
        {
            "name": field.html_name,
            "id": field.id_for_label,
            "label": field.label,
            "hint": field.help_text,
            "value": field.value(),
            "min": field.field.min_value,
            "max": field.field.max_value,
            "errors": field.errors,
        }
        for field in (form[name] for name in names)
    ]


@register.filter
def miles(metres: float | None) -> str:
    """A distance as people say it: "0.4 miles"."""
    if metres is None:
        return ""
    far = float(metres) / 1609.344
    lang = dates.language(get_language())
    shown = f"{far:.1f}" if far < 9.95 else f"{far:.0f}"
    if lang == "cy":
        return f"{shown} milltir"
    return f"{shown} mile" if shown == "1.0" else f"{shown} miles"


@register.filter
def at(held: Mapping[Any, Any] | None, key: Any) -> Any:
    """What a mapping holds at a key, or None: `{{ open_now|at:branch.pk }}`."""
    return held.get(key) if held else None


@register.filter
def telephone(number: str) -> SafeString:
    """A telephone number as people read it out, as a link that rings it."""
    return format_html(
        '<a class="bl-telephone" href="{}">{}</a>',
        telephones.address(number),
        telephones.spaced(number),
    )


@register.filter
def room_class(colour: str) -> str:
    """The class that gives a block a room's colour."""
    return f"bl-room-{room(colour)}"


@register.filter
def thousands(number: int) -> str:
    """1204 as 1,204."""
    return f"{number:,}"
