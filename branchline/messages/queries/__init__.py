"""Reads of the room messages. Door of the room."""

from .calls import (
    ToRing,
    answering,
    call_named,
    caller_of,
    calls_later,
    calls_under_way,
    calls_waiting,
    told_in,
)
from .hours import waits_until
from .outbox import (
    Counts,
    Line,
    counts,
    due_by_worker,
    letters_in,
    letters_waiting,
    line,
    message_called,
    open_replies,
    outbox,
    replies,
    run_called,
    runs_before,
    runs_open,
)
from .senders import letterhead, notify_token, sender_here
from .story import Moment, story_of
from .truth import why_not
from .wishes import Stops, stops_of
from .wording import letter_named, letters_we_send, preview

__all__ = [
    "waits_until",
    "answering",
    "due_by_worker",
    "Counts",
    "Line",
    "Moment",
    "Stops",
    "ToRing",
    "stops_of",
    "call_named",
    "caller_of",
    "calls_later",
    "calls_under_way",
    "calls_waiting",
    "counts",
    "letterhead",
    "letters_in",
    "letters_waiting",
    "line",
    "message_called",
    "notify_token",
    "open_replies",
    "outbox",
    "replies",
    "run_called",
    "runs_before",
    "runs_open",
    "sender_here",
    "story_of",
    "letter_named",
    "letters_we_send",
    "preview",
    "told_in",
    "why_not",
]
