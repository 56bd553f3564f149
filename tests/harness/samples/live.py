"""What the addresses of the room live name."""

from typing import Any

from ..addresses import Sample
from .rows import both, first


def _ticket() -> list[Any]:
    from branchline.live.models import Broadcast
    from branchline.live.queries import ticket_of

    public_id = BROADCAST()[0]
    return [public_id, ticket_of(Broadcast.objects.get(public_id=public_id))]


BROADCAST = first("live.Broadcast")
OVER = first("live.Broadcast", standing="ended")
TALK = first("live.Broadcast", takes_questions=True)
SUNG = both(BROADCAST, first("live.RunItem"))

SAMPLES: dict[str, Sample] = {
    "live:watch": BROADCAST,
    "live:embed": BROADCAST,
    "live:desk_embedding": BROADCAST,
    "live:watch_with": _ticket,
    "live:ask": TALK,
    "live:asked": TALK,
    "live:desk_questions": TALK,
    "live:desk_take_questions": TALK,
    "live:desk_all_aside": TALK,
    "live:desk_put_question": both(TALK, first("live.Question")),
    "live:desk_studio": BROADCAST,
    "live:desk_now": BROADCAST,
    "live:desk_send": BROADCAST,
    "live:desk_obs": BROADCAST,
    "live:desk_obs_key": BROADCAST,
    "live:desk_obs_on_air": BROADCAST,
    "live:desk_obs_take_over": BROADCAST,
    "live:desk_check": BROADCAST,
    "live:desk_rehearsal": BROADCAST,
    "live:desk_stop": BROADCAST,
    "live:desk_here": BROADCAST,
    "live:desk_panic": BROADCAST,
    "live:desk_end": BROADCAST,
    "live:desk_counts": BROADCAST,
    "live:desk_watching": BROADCAST,
    "live:desk_beats": BROADCAST,
    "live:desk_sheet": BROADCAST,
    "live:desk_add": BROADCAST,
    "live:desk_rhyme": BROADCAST,
    "live:desk_copy": BROADCAST,
    "live:desk_chapters": BROADCAST,
    "live:desk_cue_sheet": BROADCAST,
    "live:desk_words": BROADCAST,
    "live:desk_tap": BROADCAST,
    "live:desk_words_now": BROADCAST,
    "live:desk_item": SUNG,
    "live:desk_attach": SUNG,
    "live:desk_permission": SUNG,
    "live:desk_move": SUNG,
    "live:desk_remove": SUNG,
    "live:desk_replay": BROADCAST,
    "live:desk_put_up": BROADCAST,
    "live:desk_take_down": BROADCAST,
    "live:desk_captions": OVER,
    "live:desk_captions_back": OVER,
    "live:desk_captions_file": both(OVER, lambda: ["en"]),
    "live:desk_captions_upload": OVER,
    "live:desk_captions_bring_in": OVER,
    "live:desk_captions_original": both(OVER, first("live.CaptionVersion", "number", way="file")),
}

UNOPENED = {"live:watch_with"}
