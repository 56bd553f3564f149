"""Addresses of the room calls."""

from django.urls import path

from . import desk as staff

desk = [
    path("calls", staff.home, name="desk"),
    path("calls/next", staff.next_one, name="desk_next"),
    path("calls/now", staff.now, name="desk_now"),
    path("calls/back", staff.hand_back, name="desk_back"),
    path("calls/here", staff.here, name="desk_here"),
    path("calls/done/<slug:public_id>", staff.done, name="desk_done"),
]
