"""Addresses of the room places."""

from django.urls import path

from . import desk as staff
from . import pages

national = [path("libraries", pages.libraries, name="libraries")]
public = [
    path("libraries", pages.service_libraries, name="service_libraries"),
    path("libraries/<slug:public_id>", pages.branch, name="branch"),
]
desk = [
    path("libraries", staff.libraries, name="desk_libraries"),
    path("libraries/<slug:public_id>", staff.library, name="desk_library"),
    path("libraries/<slug:public_id>/hours", staff.hours, name="desk_hours"),
    path("libraries/<slug:public_id>/access", staff.access, name="desk_access"),
    path("libraries/days/<slug:public_id>/withdraw", staff.withdraw, name="desk_withdraw"),
]
