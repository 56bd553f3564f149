"""From content to what leaves: text, HTML, text message, paper."""

from .dressing import Dressed, Letterhead, call_us, closing, dress, greeting, step_on_paper
from .sms import MOST_SEGMENTS, fit, segments

__all__ = [
    "MOST_SEGMENTS",
    "Dressed",
    "Letterhead",
    "call_us",
    "closing",
    "dress",
    "fit",
    "greeting",
    "segments",
    "step_on_paper",
]
