"""Sixty callers drain 10,400 due calls on shared lines: no line in two hands, nobody rung who may not be, and how long a
claim takes.

Beside them the same callers with a claim that reads and then writes; and the same again with half of the callers'
processes killed (-9) in the middle: every lease is recovered, every late report fenced.
"""

from .rows import calls

__all__ = ["calls"]
