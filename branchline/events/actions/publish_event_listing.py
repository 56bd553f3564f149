"""The one writer of the published table of events."""

from collections.abc import Sequence

from django.db import connection

# Of homes and doorsteps we know the area only; where we know only the council, its middle would lead people astray.
_LAT, _LON = (
    f"CASE WHEN e.setting = 'outreach' THEN e.venue_{axis}"
    f" WHEN e.setting = 'in_person' AND b.position = 'exact' THEN b.{axis} END"
    for axis in ("lat", "lon")
)
WHERE = {
    "setting": "e.setting",
    "venue_kind": "e.venue_kind",
    "venue": "e.venue",
    "town": "CASE e.setting WHEN 'in_person' THEN b.town ELSE e.venue_area END",
    "postcode": "CASE e.setting WHEN 'in_person' THEN b.postcode ELSE e.venue_postcode END",
    "lat": _LAT,
    "lon": _LON,
}
"""Where it takes place, which need not be the library."""
RULE = (
    "CASE WHEN e.rule = '' THEN '' ELSE regexp_replace(e.rule, ';(UNTIL|COUNT)=.*$', '') ||"
    " CASE WHEN e.rule LIKE '%%BYDAY%%' THEN '' ELSE ';BYDAY=' ||"
    " (ARRAY['MO','TU','WE','TH','FR','SA','SU'])[extract(isodow FROM e.first_day)::int] END END"
)
"""Without its end, since dates may be added behind it; its weekday always said."""
_COLUMNS = {
    "service_id": "e.service_id",
    "public_id": "e.public_id",
    "branch_id": "e.branch_id",
    **WHERE,
    "title": "e.title",
    "summary": "e.summary",
    "room": "e.room",
    "cost": "e.cost",
    "theme": "e.theme",
    "age_from": "e.age_from",
    "age_to": "e.age_to",
    "access": "e.access",
    "languages": "e.languages",
    "made_for": "e.made_for",
    "booking": "e.booking",
    "state": "e.state",
    "rule": RULE,
    "starts": "e.starts",
    "ends": "e.ends",
    "first_day": "CASE WHEN e.rule = '' THEN (d.first AT TIME ZONE 'Europe/London')::date ELSE e.first_day END",
    "last_day": "(d.last AT TIME ZONE 'Europe/London')::date",
    "dates": "d.dates",
    "version": "d.version",
    "changed_at": "greatest(e.changed_at, d.changed_at)",
}
_DATES = (
    "SELECT event_id, min(starts_at) AS first, max(starts_at) AS last, sum(version) AS version,"
    " max(changed_at) AS changed_at, count(*) FILTER (WHERE state = 'scheduled') AS dates"
    " FROM events_occurrence WHERE event_id IN"
    " (SELECT event_id FROM events_occurrence WHERE id = ANY(%s)) GROUP BY event_id"
)
PUBLISH_EVENTS = (
    f"INSERT INTO events_listedevent ({', '.join(_COLUMNS)})"  # noqa: S608  (names from above, no values)
    f" SELECT {', '.join(_COLUMNS.values())}"
    f" FROM ({_DATES}) d JOIN events_event e ON e.id = d.event_id"
    " JOIN places_branch b ON b.id = e.branch_id WHERE e.state <> 'draft'"
    " ON CONFLICT (public_id) DO UPDATE SET "
    + ", ".join(f"{column} = EXCLUDED.{column}" for column in _COLUMNS if column != "public_id")
)


def publish_events_of(*, occurrence_ids: Sequence[int]) -> None:
    """Rewrite what is published of the events of these dates, in one statement of the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(PUBLISH_EVENTS, [list(occurrence_ids)])
