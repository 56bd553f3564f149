"""The shape of what staff write."""

from .replays import ReplayForm
from .run_sheet import CopyForm, ItemForm, RhymeForm

__all__ = ["CopyForm", "ItemForm", "ReplayForm", "RhymeForm"]
