"""Pages for staff."""

from .calls import call, calls, leave, ring_sooner, take
from .letters import give_up, letters, posted, print_now, run, run_pdf, spoilt
from .outbox import again, another_way, arrived, message, outbox, take_back
from .replies import handled, replies
from .sender import sender
from .stops import record_stop, undo_stop
from .wording import letter, wording

__all__ = [
    "again",
    "another_way",
    "arrived",
    "call",
    "calls",
    "give_up",
    "handled",
    "leave",
    "letters",
    "message",
    "outbox",
    "posted",
    "print_now",
    "record_stop",
    "ring_sooner",
    "replies",
    "run",
    "run_pdf",
    "sender",
    "spoilt",
    "undo_stop",
    "take",
    "take_back",
    "letter",
    "wording",
]
