"""What other rooms may embed, and what the room's own pages share. Door of the room."""

from .cards import Card, as_cards, days_in_words
from .maps import LocalMap, map_around
from .papers import KINDS, LANGUAGES, MEDIA_TYPES, paper_of_campaign, poster, social_card
from .spans import short_when

__all__ = [
    "Card",
    "KINDS",
    "LANGUAGES",
    "LocalMap",
    "MEDIA_TYPES",
    "as_cards",
    "days_in_words",
    "map_around",
    "paper_of_campaign",
    "poster",
    "short_when",
    "social_card",
]
