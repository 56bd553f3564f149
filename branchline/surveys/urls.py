"""Addresses of the room surveys. They stand on posters and in letters: change none, add a redirect."""

from django.urls import path

from . import desk as staff
from . import pages

public = [
    path("surveys/<slug:public_id>", pages.answer, name="answer"),
    path("surveys/<slug:public_id>/thanks", pages.thanks, name="thanks"),
    path("surveys/<slug:public_id>/<slug:moment>", pages.answer, name="answer_at"),
]

desk = [
    path("surveys", staff.surveys, name="desk"),
    path("surveys/new", staff.new, name="desk_new"),
    path("surveys/<slug:public_id>", staff.survey, name="desk_survey"),
    path("surveys/<slug:public_id>/asked", staff.asked, name="desk_asked"),
    path("surveys/<slug:public_id>/close", staff.close, name="desk_close"),
    path("surveys/<slug:public_id>/results.csv", staff.results_csv, name="desk_results_csv"),
    path("surveys/<slug:public_id>/answers.csv", staff.answers_csv, name="desk_answers_csv"),
    path("surveys/<slug:public_id>/paper", staff.paper, name="desk_paper"),
    path("surveys/<slug:public_id>/poster/<slug:language>.pdf", staff.poster, name="desk_poster"),
    path("surveys/<slug:public_id>/paper/<slug:language>.pdf", staff.paper_form, name="desk_form"),
    path("surveys/<slug:public_id>/read-out", staff.read_out, name="desk_read_out"),
    path("surveys/<slug:public_id>/enter", staff.enter, name="desk_enter"),
    path("surveys/<slug:public_id>/take-back", staff.take_back, name="desk_take_back"),
    path("surveys/<slug:public_id>/words", staff.remarks, name="desk_remarks"),
    path("words/<slug:public_id>", staff.strike, name="desk_strike"),
]
