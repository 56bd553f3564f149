"""The public's pages: watch."""

from .watching import embed, watch, watch_with

__all__ = ["embed", "watch", "watch_with"]
