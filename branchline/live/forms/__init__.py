"""The shape of what staff write."""

from .run_sheet import CopyForm, ItemForm, RhymeForm

__all__ = ["CopyForm", "ItemForm", "RhymeForm"]
