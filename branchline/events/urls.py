"""Addresses of the room events. They stand on posters for years: change none, add a redirect."""

from django.urls import path

from . import desk as staff
from . import feeds, pages

national = [
    path("whats-on", pages.near, name="near"),
    path("whats-on/month", pages.month_near, name="month_near"),
    path("whats-on/map", pages.map_of_all, name="map_of_all"),
]

public = [
    path("", pages.home, name="home"),
    path("whats-on", pages.whats_on, name="whats_on"),
    path("whats-on.ics", feeds.service_calendar, name="calendar"),
    path("whats-on.atom", feeds.service_atom, name="atom"),
    path("whats-on/map", pages.service_map, name="map"),
    path("whats-on/openactive", feeds.openactive, name="openactive"),
    path("whats-on/month", pages.service_month, name="month"),
    path("whats-on/widget", pages.widget, name="widget"),
    path("whats-on/embed", pages.embed, name="embed"),
    path("whats-on/subscribe", pages.subscribe, name="subscribe"),
    path("whats-on/series/<slug:public_id>.ics", feeds.series_calendar, name="series_calendar"),
    path("libraries/<slug:public_id>.ics", feeds.branch_calendar, name="branch_calendar"),
    path("whats-on/<slug:public_id>", pages.occurrence, name="occurrence"),
    path("whats-on/<slug:public_id>.ics", feeds.occurrence_calendar, name="occurrence_ics"),
    path("whats-on/<slug:public_id>/book", pages.book, name="book"),
    path("whats-on/<slug:public_id>/group", pages.ask_group, name="ask_group"),
    path("groups/mine/<slug:public_id>", pages.my_group, name="my_group"),
    path("groups/request/<str:token>", pages.group, name="group"),
    path("whats-on/<slug:public_id>/waiting-list.jsonl", pages.log, name="waiting_log"),
    path("waiting-lists", pages.waiting_rule, name="waiting_rule"),
    path("waiting-lists/mine/<slug:public_id>", pages.my_place, name="my_place"),
    path("waiting-lists/place/<str:token>", pages.waiting, name="waiting"),
    path("bookings/code", pages.code, name="code"),
    path("bookings/still/<str:token>", pages.still_coming, name="still_coming"),
    path("bookings/cancel/<str:token>", pages.cancel, name="cancel"),
    path("whats-on/<slug:public_id>/term", pages.book_term, name="book_term"),
    path("terms/<slug:public_id>/done", pages.term_done, name="term_done"),
    path("terms/<slug:public_id>/dates", pages.term_mine, name="term_mine"),
    path(
        "terms/<slug:public_id>/calendar.ics", pages.term_calendar_mine, name="term_calendar_mine"
    ),
    path("term/<str:token>", pages.term, name="term"),
    path("dates/<str:token>", pages.my_dates, name="my_dates"),
    path("join/<str:token>", pages.join, name="join"),
    path("bookings/calendar/<str:token>.ics", feeds.booking_calendar, name="booking_calendar"),
    path("bookings/calendar/<str:token>/join", pages.join_from_calendar, name="join_from_calendar"),
    path("bookings/calendar/<str:token>", pages.subscribe_to_booking, name="subscribe_to_booking"),
    path("bookings/<slug:public_id>/calendar.ics", pages.calendar_mine, name="calendar_mine"),
    path("bookings/<slug:public_id>/done", pages.done, name="done"),
    path("bookings/<slug:public_id>/cancel", pages.cancel_mine, name="cancel_mine"),
]

desk = [
    path("today", staff.today, name="desk"),
    path("events", staff.events, name="desk_events"),
    path("events/new", staff.new, name="desk_new"),
    path("events/<slug:public_id>", staff.date, name="desk_date"),
    path("returns/events", staff.events_return_page, name="desk_return"),
    path("returns/events.csv", staff.events_return_csv, name="desk_return_csv"),
    path("plans/<slug:public_id>/outcomes", staff.outcomes, name="desk_outcomes"),
    path("events/<slug:public_id>/count", staff.count, name="desk_count"),
    path("events/<slug:public_id>/door", staff.door_list, name="desk_door"),
    path("events/<slug:public_id>/door.pdf", staff.door_on_paper, name="desk_door_pdf"),
    path("bookings/<slug:public_id>/here", staff.check_in, name="desk_check_in"),
    path("events/<slug:public_id>/book", staff.book_for, name="desk_book"),
    path("events/<slug:public_id>/term", staff.book_term_for, name="desk_book_term"),
    path("events/<slug:public_id>/cancel", staff.cancel_date, name="desk_cancel"),
    path("events/<slug:public_id>/draw", staff.open_date_fairly, name="desk_open_fairly"),
    path("events/<slug:public_id>/draw-now", staff.draw_now, name="desk_draw_now"),
    path("events/<slug:public_id>/change", staff.change_date, name="desk_change_date"),
    path("events/<slug:public_id>/preview", staff.draft, name="desk_preview"),
    path("plans/<slug:public_id>", staff.change, name="desk_change"),
    path("plans/<slug:public_id>/publish", staff.publish, name="desk_publish"),
    path("plans/<slug:public_id>/publish-at", staff.publish_at, name="desk_publish_at"),
    path("plans/<slug:public_id>/template", staff.template, name="desk_template"),
    path("bookings/<slug:public_id>/cancel", staff.cancel_for, name="desk_cancel_booking"),
    path("groups", staff.groups, name="desk_groups"),
    path("groups/<slug:public_id>", staff.group_of, name="desk_group"),
    path("events/<slug:public_id>/group", staff.ask_group_for, name="desk_ask_group"),
    path("waiting/<slug:public_id>", staff.place_of, name="desk_waiting"),
]
