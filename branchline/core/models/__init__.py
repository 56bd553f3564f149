"""Tables of the ground floor."""

from .fairqueue import EntryState, FairQueue, QueueEntry, QueueLine
from .ground import (
    Beat,
    Happening,
    Link,
    Pseudonym,
    RememberedRequest,
    StoredFile,
    Tries,
)
from .importing import ImportChange, ImportRun
from .offline import Operation

__all__ = [
    "Beat",
    "EntryState",
    "FairQueue",
    "Happening",
    "ImportChange",
    "ImportRun",
    "Link",
    "Operation",
    "Pseudonym",
    "QueueEntry",
    "QueueLine",
    "RememberedRequest",
    "StoredFile",
    "Tries",
]
