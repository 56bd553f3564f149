"""The messages we send, by name. Each re-reads its booking and is silent when it is no longer true."""

from django.utils.translation import gettext_lazy as _

from branchline.messages.letters import Letter

from .booked import compose_booked, compose_booked_each, sample_booked, still_booked
from .cancelled import (
    compose_cancelled_by_you,
    compose_occurrence_cancelled,
    sample_cancelled_by_you,
    sample_occurrence_cancelled,
    still_called_off,
    still_cancelled_by_booker,
)
from .changed import compose_changed, sample_changed, still_changed
from .changed_dates import compose_changed_dates, sample_changed_dates, still_changed_dates
from .drawn import compose_drawn, sample_drawn, still_drawn
from .groups import (
    compose_asked,
    compose_closed,
    compose_declined,
    sample_asked,
    sample_closed,
    sample_declined,
    still_asked,
    still_closed,
    still_declined,
)
from .offers import (
    compose_offer,
    compose_offer_over,
    sample_offer,
    sample_offer_over,
    still_offered,
    still_over,
)
from .still_coming import compose_still, sample_still, still_open
from .term import compose_term, sample_term, still_term
from .thanks import compose_thanks, sample_thanks, still_thanked
from .waiting import (
    compose_called_off,
    compose_waiting,
    compose_waiting_each,
    sample_called_off,
    sample_waiting,
    still_called_off_waiting,
    still_waiting,
)

BOOKED = Letter(
    name="events.booked",
    title=_("Booking confirmed"),
    compose=compose_booked,
    compose_each=compose_booked_each,
    still=still_booked,
    sample=sample_booked,
)
CANCELLED_BY_YOU = Letter(
    name="events.cancelled_by_you",
    title=_("Booking cancelled"),
    compose=compose_cancelled_by_you,
    still=still_cancelled_by_booker,
    sample=sample_cancelled_by_you,
)
OCCURRENCE_CANCELLED = Letter(
    name="events.occurrence_cancelled",
    title=_("Event cancelled"),
    compose=compose_occurrence_cancelled,
    still=still_called_off,
    sample=sample_occurrence_cancelled,
)
TERM = Letter(
    name="events.term",
    title=_("All dates of a series"),
    compose=compose_term,
    still=still_term,
    sample=sample_term,
)
CHANGED = Letter(
    name="events.changed",
    title=_("Event changed"),
    compose=compose_changed,
    still=still_changed,
    sample=sample_changed,
)
CHANGED_DATES = Letter(
    name="events.changed_dates",
    title=_("Several dates changed"),
    compose=compose_changed_dates,
    still=still_changed_dates,
    sample=sample_changed_dates,
)
THANKS = Letter(
    name="events.thanks",
    title=_("How was it?"),
    compose=compose_thanks,
    still=still_thanked,
    sample=sample_thanks,
)
WAITING = Letter(
    name="events.waiting",
    title=_("On the waiting list"),
    compose=compose_waiting,
    compose_each=compose_waiting_each,
    still=still_waiting,
    sample=sample_waiting,
)
OFFER = Letter(
    name="events.offer",
    title=_("Places offered from the waiting list"),
    compose=compose_offer,
    still=still_offered,
    sample=sample_offer,
    needs_answer=True,
)
OFFER_OVER = Letter(
    name="events.offer_over",
    title=_("An offer is over"),
    compose=compose_offer_over,
    still=still_over,
    sample=sample_offer_over,
)
WAITING_CALLED_OFF = Letter(
    name="events.waiting_called_off",
    title=_("Event cancelled, to whoever waited"),
    compose=compose_called_off,
    still=still_called_off_waiting,
    sample=sample_called_off,
)
DRAWN = Letter(
    name="events.drawn",
    title=_("How a draw came out"),
    compose=compose_drawn,
    still=still_drawn,
    sample=sample_drawn,
)
STILL_COMING = Letter(
    name="events.still_coming",
    title=_("Still coming?"),
    compose=compose_still,
    still=still_open,
    sample=sample_still,
)
GROUP_ASKED = Letter(
    name="events.group_asked",
    title=_("We have a group’s request"),
    compose=compose_asked,
    still=still_asked,
    sample=sample_asked,
)
GROUP_DECLINED = Letter(
    name="events.group_declined",
    title=_("A group can’t come"),
    compose=compose_declined,
    still=still_declined,
    sample=sample_declined,
)
GROUP_CLOSED = Letter(
    name="events.group_closed",
    title=_("A group’s request is over"),
    compose=compose_closed,
    still=still_closed,
    sample=sample_closed,
)
