"""What can be done with broadcasts. Door of the room."""

from .broadcasting import end_broadcast, press_panic, resume, still_here
from .captions import (
    Typed,
    TypedCaptions,
    bring_in_captions,
    go_back_to_captions,
    save_captions,
)
from .certify import certify, count_replays
from .checking import tick, untick
from .forgotten import end_when_left, notice_quiet
from .missed import notice_missed
from .permissions import (
    PERMISSIONS_KEPT_FOR,
    PERMISSIONS_KEPT_LEAST,
    attach_permission,
    remove_old_permissions,
    take_off_permission,
)
from .plan_broadcast import follow_date, plan_broadcast
from .pushing import (
    begin_push,
    forget_old_keys,
    let_push_take_over,
    make_push_key,
    put_push_on_air,
    shut_door,
)
from .questions import (
    MOST_NEW,
    QUESTIONS_KEPT_FOR,
    QUESTIONS_KEPT_LEAST,
    ask_question,
    put_all_aside,
    put_question,
    remove_old_questions,
    show_question,
    take_questions,
)
from .replays import (
    KEPT_FOR,
    KEPT_LEAST,
    put_stream_away,
    put_up_replay,
    remove_old_recordings,
    renew_replay,
    take_down_replay,
)
from .run_sheet import (
    ItemFacts,
    add_item,
    add_rhyme,
    change_item,
    copy_sheet,
    facts_of,
    move_item,
    remove_item,
)
from .sending import begin_sending, stop_rehearsal, stop_sending
from .tap import tap

__all__ = [
    "ItemFacts",
    "KEPT_FOR",
    "KEPT_LEAST",
    "MOST_NEW",
    "QUESTIONS_KEPT_FOR",
    "QUESTIONS_KEPT_LEAST",
    "Typed",
    "TypedCaptions",
    "PERMISSIONS_KEPT_FOR",
    "PERMISSIONS_KEPT_LEAST",
    "add_item",
    "add_rhyme",
    "ask_question",
    "attach_permission",
    "begin_push",
    "begin_sending",
    "bring_in_captions",
    "certify",
    "change_item",
    "copy_sheet",
    "count_replays",
    "end_broadcast",
    "end_when_left",
    "facts_of",
    "follow_date",
    "forget_old_keys",
    "go_back_to_captions",
    "let_push_take_over",
    "make_push_key",
    "move_item",
    "notice_missed",
    "notice_quiet",
    "plan_broadcast",
    "press_panic",
    "put_all_aside",
    "put_push_on_air",
    "put_question",
    "put_stream_away",
    "put_up_replay",
    "remove_item",
    "remove_old_questions",
    "remove_old_permissions",
    "remove_old_recordings",
    "renew_replay",
    "resume",
    "show_question",
    "shut_door",
    "save_captions",
    "still_here",
    "stop_rehearsal",
    "stop_sending",
    "take_down_replay",
    "take_off_permission",
    "take_questions",
    "tap",
    "tick",
    "untick",
]
