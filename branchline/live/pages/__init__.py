"""The public's pages: watch, and ask."""

from .asking import ask, asked
from .watching import embed, watch, watch_with

__all__ = ["ask", "asked", "embed", "watch", "watch_with"]
