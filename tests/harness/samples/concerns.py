"""What the addresses of the room concerns name."""

from ..addresses import Sample
from .rows import first

SAMPLES: dict[str, Sample] = {
    "concerns:desk_task": first("concerns.Task", state="open"),
    "concerns:desk_received": first("concerns.Concern"),
    "concerns:desk_concern": first("concerns.Concern", closed_at__isnull=True),
}

NAMED_ONLY = {"concerns:desk_concern", "concerns:desk_received"}
"""Opened by nobody's role alone: by whoever is named in the list of duties, and by whoever raised it."""
