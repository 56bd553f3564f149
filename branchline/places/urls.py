"""Addresses of the room places."""

from django.urls import path

from . import desk as staff
from . import feeds, pages

national = [
    path("q/<str:code>", pages.code, name="code"),
    path("libraries", pages.libraries, name="libraries"),
    path("libraries/map", pages.on_the_map, name="on_the_map"),
]
public = [
    path("libraries", pages.service_libraries, name="service_libraries"),
    path("libraries/<slug:public_id>", pages.branch, name="branch"),
    path("libraries/<slug:public_id>/opening.ics", feeds.opening, name="opening"),
]
desk = [
    path("service", staff.service, name="desk_service"),
    path("service/address", staff.readdress, name="desk_readdress"),
    path("welsh", staff.drafts, name="desk_drafts"),
    path("libraries", staff.libraries, name="desk_libraries"),
    path("libraries/add", staff.add, name="desk_add"),
    path("libraries/<slug:public_id>", staff.library, name="desk_library"),
    path("libraries/<slug:public_id>/hours", staff.hours, name="desk_hours"),
    path("libraries/<slug:public_id>/access", staff.access, name="desk_access"),
    path("libraries/<slug:public_id>/about", staff.about, name="desk_about"),
    path("libraries/<slug:public_id>/move", staff.move, name="desk_move"),
    path("libraries/<slug:public_id>/close", staff.close, name="desk_close"),
    path("libraries/<slug:public_id>/reopen", staff.reopen, name="desk_reopen"),
    path("libraries/<slug:public_id>/lists", staff.lists, name="desk_lists"),
    path("libraries/<slug:public_id>/season", staff.add_season, name="desk_season"),
    path("libraries/<slug:public_id>/stops", staff.stops, name="desk_stops"),
    path("libraries/seasons/<slug:public_id>/withdraw", staff.drop_season, name="desk_drop_season"),
    path("libraries/stops/<slug:public_id>/remove", staff.drop_stop, name="desk_drop_stop"),
    path("libraries/days/<slug:public_id>/withdraw", staff.withdraw, name="desk_withdraw"),
]
