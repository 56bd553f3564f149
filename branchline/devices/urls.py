"""Addresses of the room devices, all at the desk."""

from django.urls import path

from . import desk as staff

desk = [
    path("devices", staff.stock, name="desk"),
    path("devices/find", staff.find, name="desk_find"),
    path("devices/new", staff.new_device, name="desk_new"),
    path("devices/models", staff.models, name="desk_models"),
    path("devices/cases", staff.cases, name="desk_cases"),
    path("devices/cases/<slug:public_id>", staff.case, name="desk_case"),
    path("devices/sims", staff.sims, name="desk_sims"),
    path("devices/sims/<slug:public_id>", staff.sim, name="desk_sim"),
    path("devices/labels", staff.labels, name="desk_labels"),
    path("devices/<slug:public_id>", staff.device, name="desk_device"),
    path("devices/<slug:public_id>/ready", staff.ready, name="desk_ready"),
    path("devices/<slug:public_id>/change", staff.change_device, name="desk_change"),
    path("devices/<slug:public_id>/case", staff.into_case, name="desk_into_case"),
    path("devices/<slug:public_id>/do/<slug:name>", staff.deed, name="desk_deed"),
]
