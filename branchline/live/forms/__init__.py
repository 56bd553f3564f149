"""The shape of what staff write."""

from .captions import CaptionsForm, LineFields
from .replays import ReplayForm
from .run_sheet import CopyForm, ItemForm, RhymeForm

__all__ = ["CaptionsForm", "CopyForm", "ItemForm", "LineFields", "ReplayForm", "RhymeForm"]
