"""The public's pages: watch."""

from .watching import watch

__all__ = ["watch"]
