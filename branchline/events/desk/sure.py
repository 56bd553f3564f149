"""What staff read once more before they save: who will be told, and what is only unwise."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from branchline.core.requests import ServiceRequest


@dataclass(frozen=True)
class Unsure:
    """Sentences, and the mark that says that these have been read."""

    sentences: Sequence[str]
    mark: str


def unsure(request: ServiceRequest, sentences: Sequence[str], *, about: str) -> Unsure | None:
    """None once they have been read and the button below them was pressed, or when there is nothing to say.

    Another change (`about`) is asked about anew.
    """
    if not sentences:
        return None
    mark = hashlib.sha256(about.encode()).hexdigest()[:16]
    return None if request.POST.get("sure") == mark else Unsure(sentences, mark)
