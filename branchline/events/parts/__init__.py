"""What other rooms may embed: an event as a card, a taste of what is on, maps of where. Door of the room."""

from .cards import (
    Card,
    Fact,
    access_facts,
    ages_in_words,
    card,
    cards,
    cards_of_the_country,
    cards_on_map,
    places_in_words,
)
from .closings import dates_still_on
from .libraries_map import LibrariesMap, map_of_libraries
from .maps import CountryMap, DrawnMap, map_of, map_to_choose
from .series import series_in_words, series_of
from .taste import taste
from .where import Where, where_of_date, where_of_listing

__all__ = [
    "Card",
    "CountryMap",
    "DrawnMap",
    "Fact",
    "LibrariesMap",
    "Where",
    "access_facts",
    "ages_in_words",
    "card",
    "cards",
    "cards_of_the_country",
    "cards_on_map",
    "dates_still_on",
    "map_of",
    "map_of_libraries",
    "map_to_choose",
    "places_in_words",
    "series_in_words",
    "series_of",
    "taste",
    "where_of_date",
    "where_of_listing",
]
