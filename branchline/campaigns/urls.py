"""Addresses of the room campaigns. A campaign's own stands on posters for years: never changed."""

from django.urls import path

from . import desk as staff
from . import pages

national = [
    path("campaigns", pages.campaigns, name="campaigns"),
    path("campaigns/desk", staff.organised, name="organised"),
    path("campaigns/desk/new", staff.new, name="new"),
    path("campaigns/desk/<slug:slug>", staff.overview, name="overview"),
    path("campaigns/desk/<slug:slug>/change", staff.change, name="change"),
    path("campaigns/desk/<slug:slug>/open", staff.open_it, name="open"),
    path("campaigns/<slug:slug>", pages.campaign, name="campaign"),
    path("campaigns/<slug:slug>/counts", pages.counts, name="counts"),
    path("campaigns/<slug:slug>/papers", pages.papers, name="papers"),
    path("campaigns/<slug:slug>/papers/<str:language>-<str:kind>", pages.paper, name="paper"),
    path("campaigns/<slug:slug>/wards", pages.wards_to_choose, name="wards_to_choose"),
    path("campaigns/<slug:slug>/wards/<slug:service>", pages.wards, name="wards"),
    path("campaigns/<slug:slug>/wards/<slug:service>.csv", pages.wards_csv, name="wards_csv"),
]

desk = [
    path("campaigns", staff.ours, name="desk"),
    path("ward-by-ward", staff.wards, name="desk_wards"),
    path("campaigns/<slug:slug>", staff.one, name="desk_campaign"),
    path("campaigns/<slug:slug>/join", staff.join, name="desk_join"),
    path("campaigns/<slug:slug>/leave", staff.leave, name="desk_leave"),
    path("campaigns/<slug:slug>/rule", staff.rule, name="desk_rule"),
    path("campaigns/<slug:slug>/choose", staff.choose, name="desk_choose"),
    path("campaigns/<slug:slug>/sources", staff.sources, name="desk_sources"),
    path("campaigns/<slug:slug>/sources/add", staff.add, name="desk_add_source"),
    path("campaigns/<slug:slug>/sources/judge", staff.judge_one, name="desk_judge"),
    path("campaigns/<slug:slug>/sources/<slug:public_id>", staff.source, name="desk_source"),
    path("campaigns/<slug:slug>/toolkit", staff.toolkit, name="desk_toolkit"),
    path("campaigns/<slug:slug>/toolkit/<slug:public_id>.zip", staff.toolkit_zip, name="desk_zip"),
    path("campaigns/<slug:slug>/events/<slug:event>", staff.papers, name="desk_papers"),
    path(
        "campaigns/<slug:slug>/events/<slug:event>/<str:language>-<str:kind>",
        staff.paper,
        name="desk_paper",
    ),
]
