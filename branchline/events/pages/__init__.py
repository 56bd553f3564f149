"""The public's pages: find what is on, book, cancel."""

from .booking import book, calendar_mine, cancel, cancel_mine, code, done, join, join_from_calendar
from .finding import home, near, whats_on
from .groups import ask_group, group, my_group
from .occurrence import occurrence
from .on_map import map_of_all, service_map
from .overviews import month_near, service_month
from .still_coming import still_coming
from .subscribing import subscribe, subscribe_to_booking
from .terms import book_term, my_dates, term, term_calendar_mine, term_done, term_mine
from .waiting import log, my_place, waiting, waiting_rule
from .widget import embed, widget

__all__ = [
    "ask_group",
    "group",
    "my_group",
    "book",
    "book_term",
    "calendar_mine",
    "cancel",
    "cancel_mine",
    "code",
    "done",
    "embed",
    "home",
    "join",
    "join_from_calendar",
    "log",
    "map_of_all",
    "month_near",
    "my_dates",
    "my_place",
    "near",
    "occurrence",
    "service_map",
    "service_month",
    "subscribe",
    "subscribe_to_booking",
    "term",
    "term_calendar_mine",
    "term_done",
    "term_mine",
    "still_coming",
    "waiting",
    "waiting_rule",
    "whats_on",
    "widget",
]
