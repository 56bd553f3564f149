"""What is on in a generated country: the demo's programme, and talks put together from two lists."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from branchline.core.generating import cell
from branchline.core.words import Translated, said
from branchline.events.models import Details, HowToCome, Setting, Theme, Venue

from .programme import ELSEWHERE, TRAFFORD

FORMS = (
    ("A talk on {}", Theme.TALK), ("{}: an evening with slides", Theme.TALK), ("Reading about {}", Theme.READING),
    ("{} for beginners", Theme.MEET), ("The history of {}", Theme.HISTORY), ("Drawing {}", Theme.MAKE),
    ("Songs about {}", Theme.MUSIC), ("{}: questions and answers", Theme.ADVICE),
)  # fmt: skip
SUBJECTS = tuple(
    "swifts|canals|allotments|lighthouses|railways|bees|old maps|mill towns|bread|clocks|hedgehogs|town walls|"
    "family trees|moorland|knitting patterns|ghost stories|tides|apple trees|mosses|street names|brass bands|"
    "harbours|meteorites|chess|wool|bats|cathedrals|cheese|comets|coal|ferries|kites|lace|market halls|moths|"
    "owls|piers|potatoes|quilts|rivers|salt|seaweed|shipwrecks|stained glass|tea|trams|tulips|wells|windmills".split(
        "|"
    )
)
HOURS = ((9, 30), (10, 0), (10, 30), (11, 0), (13, 30), (14, 0), (15, 45), (18, 0), (19, 0))
CAPACITIES = (8, 10, 12, 12, 15, 16, 20, 20, 24, 30, 40, 60)
NONE = r"\N"


@dataclass(frozen=True)
class Template:
    """An event as text for COPY: everything but where and when."""

    cells: str
    """Title to the postcode of a venue, as the table's columns stand."""
    capacity: int | None
    for_children: bool
    online: bool


def templates() -> list[Template]:
    """All of them; the programme's stand first, because they are most of what libraries do."""
    return [_template(details) for details in (*_programme(), *_talks())]


USUAL = len(ELSEWHERE) + sum(len(place.items) for place in TRAFFORD)
"""How many of them are the programme's."""


def _programme() -> Iterator[Details]:
    for item in (*ELSEWHERE, *(item for place in TRAFFORD for item in place.items)):
        yield item.details


def _talks() -> Iterator[Details]:
    for turn, subject in enumerate(SUBJECTS):
        for form, theme in FORMS:
            title = form.format(subject)
            bookable = (turn + len(form)) % 3 > 0
            yield Details(
                title=said(title[0].upper() + title[1:]),
                summary=said(
                    f"Invented for measuring: an hour about {subject}, with tea and time to ask."
                ),
                booking=HowToCome.BOOKABLE if bookable else HowToCome.DROP_IN,
                capacity=CAPACITIES[(turn + len(form)) % len(CAPACITIES)] if bookable else None,
                theme=theme,
                age_from=16,
                access=("bsl",) if turn % 13 == 0 else (),
            )


def _template(details: Details) -> Template:
    cells = (
        *(_json(text) for text in (details.title, details.summary, details.room, details.cost)),
        details.theme,
        cell(details.age_from),
        cell(details.age_to),
        f"{{{','.join(details.access)}}}",
        f"{{{','.join(details.languages)}}}",
        details.booking,
        cell(details.capacity),
        f"{{{','.join(details.made_for)}}}",
        details.setting,
        details.booked_as,
        *_venue(details.venue),
    )
    return Template(
        cells="\t".join(map(str, cells)),
        capacity=details.capacity,
        for_children=(details.age_to or 99) < 16,
        online=details.setting == Setting.ONLINE,
    )


def _venue(venue: Venue | None) -> tuple[str, ...]:
    if venue is None:
        return "", "{}", "", ""
    return venue.kind, _json(venue.name), cell(venue.area), venue.postcode


def _json(text: Translated) -> str:
    kept: dict[str, object] = dict(text.texts)
    if text.drafts:
        kept["drafts"] = sorted(text.drafts)
    return cell(json.dumps(kept, ensure_ascii=False))
