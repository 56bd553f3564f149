"""What letters call the place of a date, and whether that is another place than before."""

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core.words import LANGUAGES, Translated
from branchline.events.models import Occurrence, Setting


def place_of(date: Occurrence, language: str) -> str:
    """Room, library and address; the address of another place. Of a home or a doorstep its area alone."""
    event = date.event
    match event.setting:
        case Setting.ONLINE:
            return _("Online")
        case Setting.OUTREACH:
            parts = [event.venue.text(language), event.venue_area, event.venue_postcode]
        case _:
            parts = [
                date.at.room.text(language),
                date.branch.name.text(language),
                date.branch.address,
            ]
    return ", ".join(part for part in parts if part)


def new_place(before: str) -> str:
    """That they go somewhere else, and where they would have gone."""
    return _("The place is new. Before, it was to be here: %(place)s.") % {"place": before}


def place_in_each_language(date: Occurrence) -> Translated:
    """The same in all languages, to be kept when the date moves."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = place_of(date, language)
    return Translated(said)


def same_place(one: Translated, other: Translated) -> bool:
    """Whether people go to the same place: how it is spelt makes no difference."""
    return _plain(one.en) == _plain(other.en)


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
