"""Addresses of the room skills."""

from django.urls import path

from . import desk as staff

desk = [
    path("learners", staff.mine, name="desk_mine"),
    path("learners/<slug:public_id>", staff.session, name="desk_session"),
    path("learners/<slug:public_id>/can/<slug:moment>", staff.my_check, name="desk_my_check"),
    path("learners/<slug:public_id>/can/<slug:moment>/paper.pdf", staff.my_paper, name="desk_my_paper"),
    path("skills", staff.plans, name="desk"),
    path("skills/results", staff.results, name="desk_results"),
    path("skills/of/<slug:public_id>", staff.of_person, name="desk_of"),
    path("skills/plans/<slug:public_id>", staff.plan, name="desk_plan"),
    path("skills/plans/<slug:public_id>/change", staff.change, name="desk_change"),
    path("skills/plans/<slug:public_id>/end", staff.end, name="desk_end"),
    path("skills/plans/<slug:public_id>/can/<slug:moment>", staff.check, name="desk_check"),
    path("skills/plans/<slug:public_id>/can/<slug:moment>/paper.pdf", staff.paper, name="desk_paper"),
]  # fmt: skip
