"""What of a date needs somebody's hand, in short sentences for lists and for the date's own page."""

from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from branchline.core.design.dates import when_words

from ..models import Occurrence
from ..queries import Hands


def in_words(date: Occurrence, hands: Hands, *, now: datetime) -> list[str]:
    """The most pressing first; nothing where nothing waits for anybody."""
    said = []
    if hands.untold:
        words = ngettext("Tell %(n)s party in person", "Tell %(n)s parties in person", hands.untold)
        said.append(words % {"n": hands.untold})
    if hands.offers and hands.offers_until:
        words = ngettext(
            "%(n)s offer not answered, until %(until)s",
            "%(n)s offers not answered, the first until %(until)s",
            hands.offers,
        )
        said.append(words % {"n": hands.offers, "until": _moment(hands.offers_until, now)})
    if hands.groups:
        words = ngettext(
            "%(n)s group waits for an answer", "%(n)s groups wait for an answer", hands.groups
        )
        said.append(words % {"n": hands.groups})
    if date.asks_until and not date.is_cancelled:
        said.append(_("People ask until %(until)s") % {"until": _moment(date.asks_until, now)})
    if hands.uncounted:
        said.append(_("Nobody has counted"))
    return said


def _moment(at: datetime, now: datetime) -> str:
    return when_words(at, lang=get_language(), now=now)
