"""Addresses of the room referrals. They stand in letters: change none, add a redirect."""

from django.urls import path

from . import desk as staff
from . import pages

public = [path("referrals/answer/<slug:token>", pages.answer, name="answer")]

desk = [
    path("referrals", staff.referrals, name="desk"),
    path("referrals/partners", staff.offers, name="desk_offers"),
    path("referrals/partners/new", staff.new_offer, name="desk_new_offer"),
    path("referrals/partners/<slug:public_id>", staff.offer, name="desk_offer"),
    path("referrals/of/<slug:public_id>", staff.of_person, name="desk_of"),
    path("referrals/<slug:public_id>", staff.referral, name="desk_referral"),
    path("referred", staff.sent_to_us, name="partner"),
    path("referred/<slug:public_id>", staff.sent_referral, name="partner_referral"),
]
