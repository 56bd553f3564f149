"""What other rooms may embed, and what the room's own pages share. Door of the room."""

from .cards import Card, as_cards, days_in_words
from .maps import LocalMap, map_around
from .papers import KINDS, LANGUAGES, poster, social_card
from .spans import short_when

__all__ = [
    "Card",
    "KINDS",
    "LANGUAGES",
    "LocalMap",
    "as_cards",
    "days_in_words",
    "map_around",
    "poster",
    "short_when",
    "social_card",
]
