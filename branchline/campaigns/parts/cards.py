"""An entry as a card, and a campaign's days in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.campaigns.models import Campaign
from branchline.campaigns.queries import EntryCard
from branchline.core.design.dates import day_words
from branchline.events.parts import ages_in_words

from .coming import how_to_come
from .spans import days_of, first_day, short_when


@dataclass(frozen=True)
class Fact:
    """An icon and its words."""

    icon: str
    words: str


@dataclass(frozen=True)
class Card:
    """One date as the component `card` wants it. `number` and `anchor`: as in `events.parts`.

    What is told by its days has a day as its start, no end, and `days`. `when` is its start in short words.
    """

    title: Any
    address: str
    start: datetime | date
    end: datetime | None
    when: str
    days: str
    place: Any
    town: str
    service: Any
    distance: float | None
    facts: tuple[Fact, ...]
    cover_title: str
    number: int | None = None
    anchor: str = ""


def as_cards(found: Iterable[EntryCard], *, numbers: Mapping[str, int] | None = None) -> list[Card]:
    """Entries as cards. `numbers` by the library's public id: where it stands on the map beside."""
    made: list[Card] = []
    seen: set[str] = set()
    for each in found:
        branch = each.branch_public_id
        number = (numbers or {}).get(branch)
        made.append(_card(each, number, anchor_of(branch) if number and branch not in seen else ""))
        seen.add(branch)
    return made


def anchor_of(branch_public_id: str) -> str:
    """Where on the page the first card of a library stands."""
    return f"at-{branch_public_id}"


def _card(each: EntryCard, number: int | None, anchor: str) -> Card:
    named = str(each.place).casefold()
    return Card(
        title=each.title,
        address=address_of(each),
        start=first_day(each) if each.all_day else each.starts_at,
        end=None if each.all_day else each.ends_at,
        when=short_when(each),
        days=days_of(each) if each.all_day else "",
        place=_("Online") if each.online else each.place,
        town="" if each.online or each.town.casefold() in named else each.town,
        service=each.service_name,
        distance=each.metres,
        facts=_facts(each),
        cover_title=f"{each.title.en or each.title} {each.branch_public_id}",
        number=number,
        anchor=anchor,
    )


def address_of(each: EntryCard) -> str:
    """Its page here, or in the system it comes from; else that of its library, or where its library service begins."""
    if each.listing_public_id:
        return reverse("events:occurrence", args=[each.service_slug, each.listing_public_id])
    if each.address:
        return each.address
    if each.branch_public_id:
        return reverse("places:branch", args=[each.service_slug, each.branch_public_id])
    return reverse("events:home", args=[each.service_slug])


def _facts(each: EntryCard) -> tuple[Fact, ...]:
    facts = []
    if ages := ages_in_words(each):
        facts.append(Fact("users", ages))
    if come := how_to_come(each):
        facts.append(Fact("ticket", " · ".join(come)))
    if each.address:
        facts.append(Fact("external-link", _("On the library’s own website")))
    return tuple(facts)


def days_in_words(campaign: Campaign) -> str:
    """ "Monday 4 October to Sunday 10 October 2021"."""
    language = get_language()
    last = day_words(campaign.last_day, language, year=True)
    if campaign.first_day == campaign.last_day:
        return last
    spans = campaign.first_day.year != campaign.last_day.year
    first = day_words(campaign.first_day, language, year=spans)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}
