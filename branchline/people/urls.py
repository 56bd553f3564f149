"""The addresses of the room. One list for each audience; add yours at the end."""

from django.urls import path

from . import pages
from .desk import accounts, tablets

national = [
    path("account/", pages.account, name="account"),
    path("account/details/", pages.details, name="details"),
    path("account/copy/", pages.copy, name="copy"),
    path("account/close/", pages.close, name="close"),
    path("account/logout/", pages.sign_out, name="sign_out"),
    path("account/password/<path:rest>", pages.no_password, name="no_password"),
    path("demo/", pages.demo, name="demo"),
    path("demo/sign-in/", pages.demo_sign_in, name="demo_sign_in"),
]

public = [
    path("invitation/<str:token>/", pages.invitation, name="invitation"),
]

desk = [
    path("roles/", accounts.roles, name="roles"),
    path("colleagues/", accounts.colleagues, name="colleagues"),
    path("colleagues/invite/", accounts.invite, name="invite"),
    path("colleagues/<str:public_id>/", accounts.change, name="change_membership"),
    path("colleagues/<str:public_id>/end/", accounts.end, name="end_membership"),
    path("invitations/<str:public_id>/withdraw/", accounts.withdraw, name="withdraw_invitation"),
    path("tablets/", tablets.devices, name="devices"),
    path("tablets/enrol/", tablets.enrol, name="enrol"),
    path("tablets/pin/", tablets.pin, name="pin"),
    path("tablets/<str:public_id>/retire/", tablets.retire, name="retire"),
    path("tablet/", tablets.tablet, name="tablet"),
    path("tablet/leave/", tablets.leave_tablet, name="leave_tablet"),
]
