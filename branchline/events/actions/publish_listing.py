"""The one writer of the published table of dates."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from branchline.core import prepared
from branchline.core.actions import action
from branchline.events.models import FROM_THE_BRANCH, Event, Listing, Occurrence

from .places import COUNT, Party, counted
from .publish_event_listing import WHERE, publish_events_of

# The branch's facts have the names of its columns. Weights: title, then summary, then the place.
_FACTS = ", ".join(
    f"CASE WHEN e.setting = 'in_person' AND b.{fact.value} THEN '{fact.value}' END"
    for fact in FROM_THE_BRANCH
)


def _vector(config: str, lang: str, other: str) -> str:
    def words(column: str) -> str:
        return f"unaccent(coalesce({column} ->> '{lang}', {column} ->> '{other}', ''))"

    return (
        f"setweight(to_tsvector('{config}', {words('e.title')}), 'A') ||"
        f" setweight(to_tsvector('{config}', {words('e.summary')}), 'B') ||"
        f" setweight(to_tsvector('{config}', {words('b.name')} || ' ' || {WHERE['town']} || ' ' || {words('e.venue')}), 'C')"
    )


_COLUMNS = {
    "service_id": "o.service_id",
    "public_id": "o.public_id",
    "event_public_id": "e.public_id",
    "branch_id": "b.id",
    "branch_public_id": "b.public_id",
    "branch_name": "b.name",
    **WHERE,
    "title": "e.title",
    "summary": "e.summary",
    "room": "CASE WHEN o.room <> '{}' THEN o.room WHEN o.branch_id = e.branch_id THEN e.room ELSE '{}' END",
    "cost": "e.cost",
    "because": "o.because",
    "theme": "e.theme",
    "starts_at": "o.starts_at",
    "ends_at": "o.ends_at",
    "planned_at": "o.planned_at",
    "age_from": "e.age_from",
    "age_to": "e.age_to",
    "access": f"e.access || o.access || array_remove(ARRAY[{_FACTS}]::varchar[], NULL)",
    "languages": "e.languages",
    "made_for": "e.made_for",
    "booking": "e.booking",
    "booked_as": "e.booked_as",
    "questions": "e.questions",
    "opens_days_before": "e.opens_days_before",
    "closes_hours_before": "e.closes_hours_before",
    "capacity": "o.capacity",
    "places_left": "o.capacity - o.booked",
    "adults_left": "o.most_adults - o.booked_adults",
    "children_left": "o.most_children - o.booked_children",
    "most_in_group": "e.most_in_group",
    "waiting": "o.waiting",
    "asks_until": "o.asks_until",
    "state": "o.state",
    "in_series": "e.rule <> '' OR cardinality(e.extra) > 0",
    "version": "o.version",
    "changed_at": "o.changed_at",
    "search_en": _vector("english", "en", "cy"),
    "search_cy": _vector("simple", "cy", "en"),
}

PUBLISH = (
    f"INSERT INTO events_listing ({', '.join(_COLUMNS)})"  # noqa: S608  (names from above, no values)
    f" SELECT {', '.join(_COLUMNS.values())}"
    " FROM events_occurrence o JOIN events_event e ON e.id = o.event_id"
    " JOIN places_branch b ON b.id = o.branch_id"
    " WHERE o.id = ANY(%s) AND e.state <> 'draft'"
    " ON CONFLICT (public_id) DO UPDATE SET "
    + ", ".join(f"{column} = EXCLUDED.{column}" for column in _COLUMNS if column != "public_id")
)

_COMPARED = [column for column in _COLUMNS if not column.startswith("search_")]
DISAGREE = (
    f"({', '.join(f'l.{column}' for column in _COMPARED)})"
    f" IS DISTINCT FROM ({', '.join(_COLUMNS[column] for column in _COMPARED)})"
)
STALE = (
    "SELECT o.id FROM events_occurrence o JOIN events_event e ON e.id = o.event_id"  # noqa: S608  (names from above)
    " JOIN places_branch b ON b.id = o.branch_id"
    " LEFT JOIN events_listing l ON l.public_id = o.public_id"
    " LEFT JOIN events_listedevent s ON s.public_id = e.public_id"
    f" WHERE e.state <> 'draft' AND o.ends_at > %s AND (s.id IS NULL OR s.changed_at < e.changed_at OR {DISAGREE})"
)


def publish_listings(*, occurrence_ids: Iterable[int]) -> None:
    """Rewrite what is published of these dates and of their events, in two statements of the caller's transaction.

    Every action that changes what the public sees ends with it.
    """
    ids = list(occurrence_ids)
    publish_events_of(occurrence_ids=ids)
    _publish(ids)


def publish_listing(*, occurrence: Occurrence) -> None:
    """Rewrite the listing of one date whose places were taken or given back: its event says nothing of them."""
    _publish([occurrence.pk])


LEFT = ("places_left", "adults_left", "children_left", "waiting")
REST = (
    " WHERE id = %s RETURNING *) UPDATE events_listing l SET"
    + ",".join(f" {name} = {_COLUMNS[name]}" for name in LEFT)
    + " FROM o WHERE l.public_id = o.public_id"
)
PLACES = f"WITH o AS ({COUNT}{REST}"
WAITING = f"WITH o AS (UPDATE events_occurrence SET waiting = waiting + 1{REST}"  # noqa: S608  (names from above)


def take_and_publish(*, occurrence: Occurrence, party: Party) -> None:
    """Count a party, and publish only how many places are left: nothing else changes when somebody books, and the
    words need not be looked through again for the search. One statement; the database refuses one too many."""
    prepared.run(PLACES, [*counted(party.adults, party.children), occurrence.pk]).close()


def wait_and_publish(*, occurrence: Occurrence) -> None:
    """The same for one more party that waits."""
    prepared.run(WAITING, [occurrence.pk]).close()


def _publish(ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(PUBLISH, [ids])


AS_PUBLISHED = (
    f"SELECT o.id, {', '.join(f'{_COLUMNS[name]} AS {name}' for name in _COMPARED)}"  # noqa: S608  (names from above)
    " FROM events_occurrence o JOIN events_event e ON e.id = o.event_id"
    " JOIN places_branch b ON b.id = o.branch_id"
    " WHERE o.event_id = %s ORDER BY o.starts_at, o.id"
)


def as_published(*, event: Event) -> list[Listing]:
    """What publishing would write of each of an event's dates, by the same columns. It is written nowhere. One query."""
    return list(Listing.objects.raw(AS_PUBLISHED, [event.pk]))


@action
def mend_listings(*, now: datetime) -> int:
    """Rewrite the service's coming listings that no longer say what their rows say; how many.

    A branch that has moved, been renamed or got a ramp lies on a lower floor and can't tell us.
    """
    with connection.cursor() as cursor:
        cursor.execute(STALE, [now])
        stale = [row[0] for row in cursor.fetchall()]
    publish_listings(occurrence_ids=stale)
    return len(stale)
