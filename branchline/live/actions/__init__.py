"""What can be done with broadcasts. Door of the room."""

from .broadcasting import end_broadcast, press_panic, resume
from .plan_broadcast import plan_broadcast
from .sending import begin_sending, stop_sending

__all__ = [
    "begin_sending",
    "end_broadcast",
    "plan_broadcast",
    "press_panic",
    "resume",
    "stop_sending",
]
