"""Reads of the room. Door of the room."""

from .broadcasts import (
    FORGOTTEN_AFTER,
    Runs,
    broadcast_at,
    broadcasts_of,
    dates_to_send,
    how_it_runs,
    push_door_of,
    sends_now,
    ticket_of,
)
from .counts import (
    WATCHED_AFTERWARDS,
    certificate_of,
    certified_lately,
    minutes_of,
    to_certify,
)
from .cue_sheet import Chapter, chapters_of, cue_sheet
from .cues import Prompt, last_cue, line_at, prompt_of, with_taps
from .going import Unseen, quiet_of, unseen
from .listings import listed, listed_now
from .replays import (
    InReplay,
    ReplayPlan,
    Stretch,
    house_of,
    rehearsal_house_of,
    replay_of,
    replay_plan,
    replays_of_another_day,
)
from .run_sheet import Song, earlier_sheets, item_at, not_cleared, sheet_of, songs_of

__all__ = [
    "FORGOTTEN_AFTER",
    "Song",
    "Chapter",
    "chapters_of",
    "cue_sheet",
    "InReplay",
    "Prompt",
    "ReplayPlan",
    "Runs",
    "Stretch",
    "Unseen",
    "WATCHED_AFTERWARDS",
    "broadcast_at",
    "broadcasts_of",
    "certificate_of",
    "certified_lately",
    "dates_to_send",
    "earlier_sheets",
    "house_of",
    "how_it_runs",
    "item_at",
    "last_cue",
    "line_at",
    "listed",
    "listed_now",
    "minutes_of",
    "not_cleared",
    "prompt_of",
    "push_door_of",
    "quiet_of",
    "rehearsal_house_of",
    "replay_of",
    "replay_plan",
    "replays_of_another_day",
    "sends_now",
    "sheet_of",
    "songs_of",
    "to_certify",
    "ticket_of",
    "unseen",
    "with_taps",
]
