"""A published event gets another place: who will be told is said before it is saved, and after."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core.requests import ServiceRequest
from branchline.core.words import Translated
from branchline.places.models import Branch

from ..actions import Put
from ..actions.plan import write_details
from ..letters.places import place_in_each_language, same_place
from ..models import Details, Event, Occurrence, Setting
from ..queries import occurrences_of, people_to_tell
from .sure import Unsure, unsure
from .warning import warnings_at


def of_another_place(
    request: ServiceRequest, event: Event, details: Details, branch: Branch, now: datetime
) -> Unsure | None:
    """Whom it concerns, and what else is there then. Nothing of a draft, or when people go where they went."""
    place = _place(details, branch)
    if event.is_draft or same_place(_place(event.details, event.branch), place):
        return None
    coming = [d for d in occurrences_of(event=event) if d.starts_at > now and not d.is_cancelled]
    if details.setting == Setting.IN_PERSON:
        # One at a library of its own stays there.
        coming = [date for date in coming if date.branch_id == event.branch_id]
    spans = [(date.starts_at, date.ends_at) for date in coming]
    words = warnings_at(details=details, branch=branch, spans=spans, now=now, leaving_out=event)
    if people := people_to_tell(event=event, now=now, dates=coming):
        words.insert(0, _to_tell(people, place))
    return unsure(request, words, about=str(place.en))


def put_in_words(put: Put) -> str:
    """What has happened."""
    if not put.told:
        return _("Saved.")
    words = ngettext(
        "Saved. %(n)s person who booked or waits is being told of the new place.",
        "Saved. %(n)s people who booked or wait are being told of the new place.",
        put.told,
    )
    return words % {"n": put.told}


def _to_tell(people: int, place: Translated) -> str:
    words = ngettext(
        "%(n)s person who booked or waits will be told that it is now here: %(place)s.",
        "%(n)s people who booked or wait will be told that it is now here: %(place)s.",
        people,
    )
    return words % {"n": people, "place": place.text()}


def _place(details: Details, branch: Branch) -> Translated:
    """As letters would say it."""
    event = Event(service_id=branch.service_id, branch=branch)
    write_details(event, details)
    return place_in_each_language(Occurrence(event=event, branch=branch))
