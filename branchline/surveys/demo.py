"""The demo's surveys: invented answers about a real library. Part of the door `demo`."""

from datetime import datetime


def load(*, now: datetime) -> None:
    """Put the demo's surveys into the database."""
