"""Addresses of the room live. A broadcast's own is on posters: change none, add a redirect."""

from django.urls import path

from . import desk as staff
from . import pages

public = [
    path("live/<slug:public_id>", pages.watch, name="watch"),
    path("live/<slug:public_id>/embed", pages.embed, name="embed"),
    path("live/<slug:public_id>/ask", pages.ask, name="ask"),
    path("live/<slug:public_id>/asked", pages.asked, name="asked"),
    path("live/<slug:public_id>/with/<str:token>", pages.watch_with, name="watch_with"),
]

desk = [
    path("live", staff.broadcasts, name="desk"),
    path("live/plan", staff.plan, name="desk_plan"),
    path("live/<slug:public_id>", staff.studio, name="desk_studio"),
    path("live/<slug:public_id>/website", staff.embedding, name="desk_embedding"),
    path("live/<slug:public_id>/now", staff.now, name="desk_now"),
    path("live/<slug:public_id>/send", staff.send, name="desk_send"),
    path("live/<slug:public_id>/obs", staff.obs, name="desk_obs"),
    path("live/<slug:public_id>/obs/key", staff.obs_key, name="desk_obs_key"),
    path("live/<slug:public_id>/obs/on-air", staff.obs_on_air, name="desk_obs_on_air"),
    path("live/<slug:public_id>/obs/take-over", staff.obs_take_over, name="desk_obs_take_over"),
    path("live/<slug:public_id>/check", staff.check, name="desk_check"),
    path("live/<slug:public_id>/rehearsal", staff.rehearsal, name="desk_rehearsal"),
    path("live/<slug:public_id>/stop", staff.stop, name="desk_stop"),
    path("live/<slug:public_id>/here", staff.here, name="desk_here"),
    path("live/<slug:public_id>/panic", staff.panic, name="desk_panic"),
    path("live/<slug:public_id>/end", staff.end, name="desk_end"),
    path("live/<slug:public_id>/replay", staff.replay, name="desk_replay"),
    path("live/<slug:public_id>/replay/up", staff.put_up, name="desk_put_up"),
    path("live/<slug:public_id>/replay/down", staff.take_down, name="desk_take_down"),
    path("live/<slug:public_id>/replay/captions", staff.captions, name="desk_captions"),
    path(
        "live/<slug:public_id>/replay/captions/back", staff.captions_back, name="desk_captions_back"
    ),
    path(
        "live/<slug:public_id>/replay/captions-<slug:lang>.vtt",
        staff.captions_file,
        name="desk_captions_file",
    ),
    path(
        "live/<slug:public_id>/replay/captions/file",
        staff.captions_upload,
        name="desk_captions_upload",
    ),
    path(
        "live/<slug:public_id>/replay/captions/bring-in",
        staff.captions_bring_in,
        name="desk_captions_bring_in",
    ),
    path(
        "live/<slug:public_id>/replay/captions/file/<int:number>",
        staff.captions_original,
        name="desk_captions_original",
    ),
    path("live/<slug:public_id>/questions", staff.questions, name="desk_questions"),
    path("live/<slug:public_id>/questions/take", staff.take, name="desk_take_questions"),
    path("live/<slug:public_id>/questions/aside", staff.all_aside, name="desk_all_aside"),
    path(
        "live/<slug:public_id>/questions/<slug:question_id>/put",
        staff.put,
        name="desk_put_question",
    ),
    path("live/<slug:public_id>/counts", staff.counts, name="desk_counts"),
    path("live/<slug:public_id>/counts/now", staff.watching, name="desk_watching"),
    path("live/<slug:public_id>/counts/beats", staff.beats, name="desk_beats"),
    path("live/<slug:public_id>/sheet", staff.run_sheet, name="desk_sheet"),
    path("live/<slug:public_id>/sheet/add", staff.add, name="desk_add"),
    path("live/<slug:public_id>/sheet/rhyme", staff.rhyme, name="desk_rhyme"),
    path("live/<slug:public_id>/sheet/copy", staff.copy, name="desk_copy"),
    path("live/<slug:public_id>/sheet/<slug:item_id>", staff.change, name="desk_item"),
    path("live/<slug:public_id>/sheet/<slug:item_id>/attach", staff.attach, name="desk_attach"),
    path(
        "live/<slug:public_id>/sheet/<slug:item_id>/permission",
        staff.permission,
        name="desk_permission",
    ),
    path("live/<slug:public_id>/sheet/<slug:item_id>/move", staff.move, name="desk_move"),
    path("live/<slug:public_id>/sheet/<slug:item_id>/remove", staff.remove, name="desk_remove"),
    path("live/<slug:public_id>/words", staff.words, name="desk_words"),
    path("live/<slug:public_id>/words/tap", staff.tapped, name="desk_tap"),
    path("live/<slug:public_id>/words/now", staff.words_now, name="desk_words_now"),
    path("live/<slug:public_id>/chapters", staff.chapters, name="desk_chapters"),
    path("live/<slug:public_id>/chapters.csv", staff.cue_sheet_csv, name="desk_cue_sheet"),
]
