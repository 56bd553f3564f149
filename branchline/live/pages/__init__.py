"""The public's pages: watch, and the player for other websites."""

from .watching import embed, watch

__all__ = ["embed", "watch"]
