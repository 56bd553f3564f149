"""Tables of the ground floor."""

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

__all__ = [
    "Beat",
    "Happening",
    "ImportChange",
    "ImportRun",
    "Link",
    "Pseudonym",
    "RememberedRequest",
    "StoredFile",
    "Tries",
]
