"""What happenings of a broadcast point at."""

from ..models import Broadcast


def links_of(broadcast: Broadcast) -> dict[str, str]:
    """Its public id."""
    return {"broadcast": broadcast.public_id}
