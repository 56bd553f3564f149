"""The log as a file that anyone may check."""

from collections.abc import Iterator

from branchline.core.models import FairQueue, QueueLine

from .log import as_line, canonical


def lines_of(queue: FairQueue) -> Iterator[bytes]:
    """Each line with its hash, as JSON, oldest first. One query; nothing in it names a person."""
    before = "0" * 64
    for line in QueueLine.objects.filter(queue=queue).order_by("n").iterator():
        said = as_line(
            n=line.n, at=line.at, what=line.what, entry=line.entry, facts=line.facts, before=before
        )
        before = line.hash
        yield canonical(said | {"hash": line.hash}) + b"\n"
