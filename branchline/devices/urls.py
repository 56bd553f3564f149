"""Addresses of the room devices. Public ones stand in letters: change none, add a redirect."""

from django.urls import path

from . import desk as staff
from . import pages

public = [
    path("borrow-a-device", pages.ask, name="ask"),
    path("borrow-a-device/thanks", pages.asked, name="asked"),
    path("borrow-a-device/answer/<slug:token>", pages.answer, name="answer"),
]

desk = [
    path("devices", staff.stock, name="desk"),
    path("devices/find", staff.find, name="desk_find"),
    path("devices/new", staff.new_device, name="desk_new"),
    path("devices/models", staff.models, name="desk_models"),
    path("devices/cases", staff.cases, name="desk_cases"),
    path("devices/cases/<slug:public_id>", staff.case, name="desk_case"),
    path("devices/sims", staff.sims, name="desk_sims"),
    path("devices/sims/<slug:public_id>", staff.sim, name="desk_sim"),
    path("devices/loans", staff.loans, name="desk_loans"),
    path("devices/loans/of/<slug:public_id>", staff.loans_of, name="desk_loans_of"),
    path("devices/loans/<slug:public_id>", staff.loan, name="desk_loan"),
    path("devices/loans/<slug:public_id>/agreement", staff.agreement, name="desk_agreement"),
    path("devices/loans/<slug:public_id>/heard", staff.heard, name="desk_loan_heard"),
    path("devices/loans/<slug:public_id>/data", staff.data, name="desk_loan_data"),
    path("devices/loans/<slug:public_id>/gift", staff.gift, name="desk_loan_gift"),
    path("devices/days", staff.days, name="desk_days"),
    path("devices/labels", staff.labels, name="desk_labels"),
    path("devices/asked", staff.requests, name="desk_requests"),
    path("devices/asked/<slug:public_id>", staff.one_request, name="desk_request"),
    path("devices/queues", staff.queues, name="desk_queues"),
    path("devices/queues/<slug:kind>/<slug:library>", staff.queue, name="desk_queue"),
    path("devices/rules", staff.rules, name="desk_rules"),
    path("devices/of/<slug:public_id>", staff.of_person, name="desk_of"),
    path("refer-for-device", staff.referred, name="partner"),
    path("refer-for-device/new", staff.refer, name="partner_refer"),
    path("devices/<slug:public_id>", staff.device, name="desk_device"),
    path("devices/<slug:public_id>/ready", staff.ready, name="desk_ready"),
    path("devices/<slug:public_id>/lend", staff.lend, name="desk_lend"),
    path("devices/<slug:public_id>/lend/<slug:resident>", staff.lend_to, name="desk_lend_to"),
    path("devices/<slug:public_id>/book/<slug:resident>", staff.book_for, name="desk_book_for"),
    path("devices/<slug:public_id>/change", staff.change_device, name="desk_change"),
    path("devices/<slug:public_id>/case", staff.into_case, name="desk_into_case"),
    path("devices/<slug:public_id>/do/<slug:name>", staff.deed, name="desk_deed"),
]
