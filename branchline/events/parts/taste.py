"""A taste of what is on: a first page is no list."""

from collections.abc import Sequence
from datetime import datetime

from branchline.events.models import Audience
from branchline.events.queries import ListingCard, listings

TASTED = 40


def taste(
    *,
    now: datetime,
    service_id: int,
    audiences: Sequence[Audience],
    leaving_out: Sequence[ListingCard] = (),
    count: int = 3,
) -> list[ListingCard]:
    """What a service has on soon for these ages, each title once while there are others.

    What is open to every age comes after what is made for them. A query for each of the audiences.
    """
    found: dict[str, ListingCard] = {}
    for audience in audiences:
        page = listings(now=now, service_id=service_id, audience=audience, limit=TASTED)
        found |= {each.public_id: each for each in page.rows if not each.is_cancelled}
    for each in leaving_out:
        found.pop(each.public_id, None)
    rows = sorted(found.values(), key=lambda each: (each.for_every_age, each.starts_at))
    fresh: dict[str, ListingCard] = {}
    for each in rows:
        fresh.setdefault(str(each.title), each)
    firsts = list(fresh.values())
    chosen = [*firsts, *(each for each in rows if each not in firsts)][:count]
    return sorted(chosen, key=lambda each: each.starts_at)
