"""Addresses of the room calls."""

from django.urls import path

from . import desk as staff
from . import pages

public = [
    path("friendly-calls", pages.ask, name="ask"),
    path("friendly-calls/thanks", pages.asked, name="asked"),
]

desk = [
    path("calls", staff.home, name="desk"),
    path("calls/next", staff.next_one, name="desk_next"),
    path("calls/now", staff.now, name="desk_now"),
    path("calls/back", staff.hand_back, name="desk_back"),
    path("calls/ring", staff.ring, name="desk_ring"),
    path("calls/rang", staff.rang, name="desk_rang"),
    path("calls/here", staff.here, name="desk_here"),
    path("calls/done/<slug:public_id>", staff.done, name="desk_done"),
    path("calls/rest", staff.rest, name="desk_rest"),
    path("calls/today", staff.over, name="desk_over"),
    path("calls/rounds", staff.rounds, name="desk_rounds"),
    path("calls/rounds/new", staff.new_round, name="desk_new_round"),
    path("calls/rounds/results", staff.results, name="desk_results"),
    path("calls/rounds/paper", staff.packs, name="desk_packs"),
    path("calls/rounds/<slug:public_id>", staff.one_round, name="desk_round"),
    path("calls/rounds/<slug:public_id>/change", staff.edit_round, name="desk_edit_round"),
    path("calls/rounds/<slug:public_id>/script", staff.script, name="desk_script"),
    path("calls/packs/<slug:public_id>", staff.pack, name="desk_pack"),
    path("calls/packs/<slug:public_id>/paper.pdf", staff.pack_paper, name="desk_pack_paper"),
    path("calls/packs/<slug:public_id>/phone", staff.pack_phone, name="desk_pack_phone"),
    path("calls/packs/<slug:public_id>/<int:number>", staff.pack_call, name="desk_pack_call"),
    path("calls/rounds/<slug:public_id>/choose", staff.choose, name="desk_choose"),
    path("calls/rounds/<slug:public_id>/screening", staff.screening, name="desk_screening"),
    path(
        "calls/screenings/<slug:public_id>/numbers.csv",
        staff.screening_numbers,
        name="desk_screening_numbers",
    ),
    path("calls/asked/<slug:public_id>", staff.asked, name="desk_asked"),
    path("calls/cohorts/<slug:public_id>", staff.cohort, name="desk_cohort"),
    path("calls/rota", staff.rota, name="desk_rota"),
    path("calls/handover/<slug:public_id>", staff.handover, name="desk_handover"),
    path("calls/people/<slug:public_id>", staff.person, name="desk_person"),
    path("calls/of/<slug:public_id>", staff.put_on, name="desk_of"),
]
