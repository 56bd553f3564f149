"""Poster (A4, PDF) and social card (1200 × 630, PNG) of one event or of a campaign, in English or Welsh."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.campaigns.models import Campaign
from branchline.campaigns.queries import Paper
from branchline.core import telephones
from branchline.core.design.colours import INK, MARIGOLD, ROOM_COLOURS, mix, room
from branchline.core.design.square_codes import square_code
from branchline.core.pdf import compile_pdf, compile_picture
from branchline.events.parts import ages_in_words
from branchline.places.actions import poster_code
from branchline.places.models import Service

from .cards import days_in_words
from .coming import how_to_come
from .spans import when_in_words

TEMPLATES = Path(__file__).parents[1] / "templates/campaigns"
POSTER, CARD = TEMPLATES / "poster.typ", TEMPLATES / "card.typ"
LANGUAGES = ("en", "cy")
SHOWN = 3
"""Dates that a poster names; of more it says how many."""


def poster(
    paper: Paper, *, campaign: Campaign, service: Service, language: str, now: datetime
) -> bytes:
    """One sheet for a door or a window, as PDF that can be read aloud."""
    data = _data(paper, campaign, service, language, now)
    return compile_pdf(template=POSTER, data=data, now=now)


def social_card(
    paper: Paper, *, campaign: Campaign, service: Service, language: str, now: datetime
) -> bytes:
    """A picture for a post, as PNG."""
    return compile_picture(template=CARD, data=_data(paper, campaign, service, language, now))


KINDS: dict[str, Callable[..., bytes]] = {"poster.pdf": poster, "card.png": social_card}
"""What is made of each event, by the end of its file's name."""
MEDIA_TYPES = {"poster.pdf": "application/pdf", "card.png": "image/png"}


def paper_of_campaign(kind: str, *, campaign: Campaign, language: str) -> bytes:
    """The campaign's own poster or card, for everybody: the same bytes until the campaign changes."""
    return _drawn(kind, json.dumps(_own(campaign, language)), campaign.changed_at)


@lru_cache(maxsize=32)
def _drawn(kind: str, data: str, changed_at: datetime) -> bytes:
    """Drawn once for all who ask: whoever asks a thousand times costs no more than one."""
    if kind == "poster.pdf":
        return compile_pdf(template=POSTER, data=json.loads(data), now=changed_at)
    return compile_picture(template=CARD, data=json.loads(data))


def _own(campaign: Campaign, language: str) -> dict[str, Any]:
    """What an event's sheet says of an event, said of the campaign."""
    address = settings.BRANCHLINE_ADDRESS + reverse("campaigns:campaign", args=[campaign.slug])
    with translation.override(language):
        look = _look(campaign, language)
        organiser = campaign.organiser.name.text(language)
        return {
            **look,
            "campaign": look["theme"] or organiser,
            "theme": "",
            "title": campaign.name.text(language),
            "dates": [days_in_words(campaign)],
            "when": "",
            "place": campaign.call_to_action.text(language),
            "ages": "",
            "come": [look["hashtag"]] if look["hashtag"] else [],
            "hashtag": "",
            "service": organiser,
            "code": square_code(address),
            "code_words": _("Square code that opens the page of this campaign"),
            "address": address.split("://")[-1],
            "ring": "",
        }


def _look(campaign: Campaign, language: str) -> dict[str, Any]:
    """What every sheet and card of a campaign shares. In the language that is on."""
    ground = ROOM_COLOURS[room(campaign.colour)]
    return {
        "language": language,
        "theme": campaign.theme.text(language),
        "hashtag": f"#{campaign.hashtag}" if campaign.hashtag else "",
        "point": _("Point the camera of your phone at the square."),
        "ground": ground,
        "tint": mix("#ffffff", ground, 0.16),
        "ink": INK,
        "sun": MARIGOLD,
    }


def _data(
    paper: Paper, campaign: Campaign, service: Service, language: str, now: datetime
) -> dict[str, Any]:
    address = code_address(paper, service, now=now)
    with translation.override(language):
        dates = [when_in_words(each, now=now) for each in paper.spans]
        more = len(dates) - SHOWN
        if more > 0:
            words = ngettext("and %(more)s more date", "and %(more)s more dates", more)
            dates = [*dates[:SHOWN], words % {"more": more}]
        named = paper.place.text(language)
        town = "" if paper.town.casefold() in named.casefold() else paper.town
        return {
            **_look(campaign, language),
            "campaign": campaign.name.text(language),
            "when": days_in_words(campaign),
            "title": paper.title.text(language),
            "dates": dates,
            "place": ", ".join(part for part in (named, town) if part),
            "ages": ages_in_words(paper),
            "come": how_to_come(paper),
            "service": service.name.text(language),
            "code": square_code(address),
            "code_words": _("Square code that opens the page of this event"),
            "address": address.split("://")[-1],
            "ring": _("Or ring %(number)s.") % {"number": telephones.spaced(service.phone)}
            if service.phone
            else "",
        }


def code_address(paper: Paper, service: Service, *, now: datetime) -> str:
    """What the square says: the permanent address of its page, or the page in its own system."""
    if not paper.listing_public_id:
        return paper.address or settings.BRANCHLINE_ADDRESS + reverse(
            "events:home", args=[service.slug]
        )
    code = poster_code(
        service=service, page="events:occurrence", arguments=[paper.listing_public_id], now=now
    )
    return f"{settings.BRANCHLINE_ADDRESS}{reverse('places:code', args=[code])}"
