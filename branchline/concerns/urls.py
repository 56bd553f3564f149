"""Addresses of the room concerns, all at the desk."""

from django.urls import path

from . import desk as staff

desk = [
    path("tasks", staff.tasks, name="desk_tasks"),
    path("tasks/<slug:public_id>", staff.task, name="desk_task"),
    path("concerns", staff.concerns, name="desk"),
    path("concerns/raise", staff.raise_one, name="desk_raise"),
    path("concerns/duties", staff.duties, name="desk_duties"),
    path("concerns/received/<slug:public_id>", staff.received_one, name="desk_received"),
    path("concerns/<slug:public_id>", staff.concern, name="desk_concern"),
]
