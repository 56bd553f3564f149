"""The addresses of the room. One list for each audience; add yours at the end.

Addresses end without a slash, except below `account/`, where allauth's stand beside ours.
"""

from django.urls import path

from . import pages
from .desk import (
    accounts,
    acting_for,
    contacts,
    duplicates,
    my_times,
    partners,
    privacy,
    residents,
    tablets,
    wishes,
    workers,
)

national = [
    path("account/", pages.account, name="account"),
    path("account/details/", pages.details, name="details"),
    path("account/copy/", pages.copy, name="copy"),
    path("account/everywhere/", pages.everywhere, name="everywhere"),
    path("account/signed-in/<slug:public_id>/end/", pages.sign_out_there, name="sign_out_there"),
    path("account/close/", pages.close, name="close"),
    path("account/logout/", pages.sign_out, name="sign_out"),
    path("account/password/<path:rest>", pages.no_password, name="no_password"),
    path("demo", pages.demo, name="demo"),
    path("demo/sign-in", pages.demo_sign_in, name="demo_sign_in"),
]

public = [
    path("invitation/<str:token>", pages.invitation, name="invitation"),
]

desk = [
    path("", accounts.front, name="desk"),
    path("roles", accounts.roles, name="roles"),
    path("colleagues", accounts.colleagues, name="colleagues"),
    path("colleagues/invite", accounts.invite, name="invite"),
    path("colleagues/<slug:public_id>", accounts.change, name="change_membership"),
    path("colleagues/<slug:public_id>/end", accounts.end, name="end_membership"),
    path("invitations/<slug:public_id>/withdraw", accounts.withdraw, name="withdraw_invitation"),
    path("partners", partners.partners, name="partners"),
    path("partners/add", partners.add_partner, name="add_partner"),
    path("partners/<slug:public_id>/end", partners.end_partner, name="end_partner"),
    path("tablets", tablets.devices, name="devices"),
    path("tablets/enrol", tablets.enrol, name="enrol"),
    path("tablets/pin", tablets.pin, name="pin"),
    path("tablets/<slug:public_id>/retire", tablets.retire, name="retire"),
    path("tablet", tablets.tablet, name="tablet"),
    path("tablet/leave", tablets.leave_tablet, name="leave_tablet"),
]

desk += [
    path("people", residents.residents, name="residents"),
    path("people/residents/new", residents.new, name="new_resident"),
    path("people/residents/<slug:public_id>", residents.resident, name="resident"),
    path("people/residents/<slug:public_id>/change", residents.change, name="change_resident"),
    path("people/residents/<slug:public_id>/reach", residents.add_route, name="add_route"),
    path("people/residents/<slug:public_id>/cards", residents.add_card, name="add_card"),
    path("people/residents/<slug:public_id>/needs", residents.add_need, name="add_need"),
    path("people/residents/<slug:public_id>/consents", wishes.add_consent, name="add_consent"),
    path("people/residents/<slug:public_id>/marks", wishes.add_mark, name="add_mark"),
    path("people/residents/<slug:public_id>/household", residents.household, name="household"),
    path(
        "people/residents/<slug:public_id>/household/leave",
        residents.live_apart,
        name="live_apart",
    ),
    path("people/residents/<slug:public_id>/seen-by", privacy.seen_by, name="seen_by"),
    path("people/residents/<slug:public_id>/copy", privacy.copy_of_resident, name="resident_copy"),
    path(
        "people/residents/<slug:public_id>/copy.json",
        privacy.file_of_resident,
        name="resident_file",
    ),
    path("people/residents/<slug:public_id>/erase", privacy.erase_resident, name="erase_resident"),
    path("people/residents/<slug:public_id>/carers", acting_for.add_carer, name="add_carer"),
    path("people/carers/<slug:public_id>/end", acting_for.end_carer, name="end_carer"),
    path("people/reach/<slug:public_id>/remove", residents.remove_route, name="remove_route"),
    path("people/reach/<slug:public_id>/prefer", residents.prefer_route, name="prefer_route"),
    path("people/cards/<slug:public_id>/remove", residents.remove_card, name="remove_card"),
    path("people/needs/<slug:public_id>", residents.review_need, name="review_need"),
    path("people/marks/<slug:public_id>/lift", wishes.lift_mark, name="lift_mark"),
    path("people/needs", residents.needs_due, name="needs_due"),
    path("people/alike", duplicates.duplicates, name="duplicates"),
    path("people/alike/<slug:public_id>", duplicates.duplicate, name="duplicate"),
    path("people/merges/<slug:public_id>/undo", duplicates.undo_merge, name="undo_merge"),
    path("people/contacts", contacts.contacts, name="contacts"),
    path("people/contacts/<slug:public_id>", contacts.contact, name="contact"),
    path("people/contacts/<slug:public_id>/vouch", contacts.vouch, name="vouch"),
    path("people/contacts/<slug:public_id>/code", contacts.send_code, name="send_code"),
    path("people/contacts/<slug:public_id>/prove", contacts.prove, name="prove"),
    path(
        "people/contacts/<slug:public_id>/consents",
        wishes.add_contacts_consent,
        name="contact_consent",
    ),
    path("people/contacts/<slug:public_id>/marks", wishes.add_contacts_mark, name="contact_mark"),
    path(
        "people/contacts/<slug:public_id>/is/<str:resident_id>",
        duplicates.decide_contact,
        name="decide",
    ),
    path("people/contacts/<slug:public_id>/copy", privacy.copy_of_contact, name="contact_copy"),
    path(
        "people/contacts/<slug:public_id>/copy.json", privacy.file_of_contact, name="contact_file"
    ),
    path("people/contacts/<slug:public_id>/erase", privacy.erase_contact, name="erase_contact"),
    path("people/links/<slug:public_id>/undo", duplicates.undo_link, name="undo_link"),
    path("kept", privacy.kept, name="kept"),
    path("kept/<str:rule>", privacy.keep, name="keep"),
]

desk += [
    path("workers", workers.workers, name="workers"),
    path("workers/new", workers.new_worker, name="new_worker"),
    path("workers/<slug:public_id>", workers.worker, name="worker"),
    path("workers/<slug:public_id>/change", workers.change_worker, name="change_worker"),
    path("workers/<slug:public_id>/seen", workers.worker_seen, name="worker_seen"),
    path("workers/<slug:public_id>/week", workers.worker_week, name="worker_week"),
    path("workers/<slug:public_id>/away", workers.worker_away, name="worker_away"),
    path("workers/<slug:public_id>/time", workers.worker_time, name="worker_time"),
    path("workers/<slug:public_id>/end", workers.end_worker, name="end_worker"),
    path("my-times", my_times.my_times, name="my_times"),
    path("my-times/week", my_times.my_week, name="my_week"),
    path("my-times/away", my_times.my_absence, name="my_absence"),
    path("my-times/<slug:public_id>/back", my_times.back_again, name="back_again"),
]
