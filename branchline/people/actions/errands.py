"""What this room leaves to the worker."""

from branchline.core.jobs import Errand

LOOK_FOR_DUPLICATES = Errand("branchline.people.jobs.look_for_duplicates_of")
"""Look whether somebody else's record is about the same person; carries the record's public id."""

LOOK_AT_ALL = Errand("branchline.people.jobs.look_for_duplicates")
"""The same over the whole service, for what a file has brought in."""
