"""The staff's pages: what is on at my branches, a new event, the door, bookings for others."""

from .changing import change_date, publish_at, template
from .counting import count
from .dates import cancel_date, date, events, today
from .door import check_in, door_list, door_on_paper
from .groups import ask_group_for, group_of, groups
from .guests import book_for, book_term_for, cancel_for
from .opening import draw_now, open_date_fairly
from .planning import change, new, publish
from .previewing import draft
from .returns import events_return_csv, events_return_page, outcomes
from .waiting import place_of

__all__ = [
    "ask_group_for",
    "group_of",
    "groups",
    "book_for",
    "book_term_for",
    "cancel_date",
    "cancel_for",
    "change",
    "change_date",
    "count",
    "date",
    "check_in",
    "door_list",
    "draw_now",
    "door_on_paper",
    "draft",
    "events",
    "events_return_csv",
    "events_return_page",
    "new",
    "outcomes",
    "open_date_fairly",
    "place_of",
    "publish",
    "publish_at",
    "template",
    "today",
]
