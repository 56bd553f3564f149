"""What must add up in generated events, counted again in SQL over all services."""

from branchline.core.generating import read
from branchline.events.actions.publish_listing import DISAGREE

WRONG = {
    "{} dates count more or fewer people than have booked": """
        SELECT count(*) FROM events_occurrence o LEFT JOIN (
            SELECT occurrence_id, sum(adults) adults, sum(children) children FROM events_booking
            WHERE state IN ('booked', 'offered') GROUP BY 1) b ON b.occurrence_id = o.id
        WHERE (o.booked_adults, o.booked_children) <> (coalesce(b.adults, 0), coalesce(b.children, 0))""",
    "{} dates have more people than places": """
        SELECT count(*) FROM events_occurrence WHERE booked > coalesce(capacity, 0)""",
    "{} dates of which the ledger counts more or fewer people": """
        SELECT count(*) FROM events_occurrence o FULL JOIN (
            SELECT service_id, links ->> 'occurrence' public_id,
                sum(CASE kind WHEN 'events.booked' THEN quantity ELSE -quantity END) held
            FROM core_happening WHERE kind IN ('events.booked', 'events.booking_cancelled') GROUP BY 1, 2
        ) h ON h.public_id = o.public_id AND h.service_id = o.service_id
        WHERE coalesce(o.booked, -1) <> coalesce(h.held, 0)""",
    "{} bookings that the ledger does not know as they are": """
        SELECT count(*) FROM events_booking b LEFT JOIN core_happening h ON h.kind = 'events.booked'
            AND h.links ->> 'booking' = b.public_id AND h.service_id = b.service_id
        WHERE h.quantity IS DISTINCT FROM b.adults + b.children OR h.happened_at <> b.booked_at""",
    "{} dates of which the ledger counts more or fewer people who came": """
        SELECT count(*) FROM (
            SELECT o.service_id, o.public_id, a.babies + a.children + a.adults + a.unsaid came
            FROM events_attendance a JOIN events_occurrence o ON o.id = a.occurrence_id
            WHERE a.closed_at IS NOT NULL) a
        FULL JOIN (
            SELECT service_id, links ->> 'occurrence' public_id, sum(quantity) came FROM core_happening
            WHERE kind = 'events.attended' GROUP BY 1, 2) h USING (service_id, public_id)
        WHERE coalesce(a.came, 0) <> coalesce(h.came, 0)""",
    "{} dates to which more people came of those booked than had booked": """
        SELECT count(*) FROM events_attendance a JOIN events_occurrence o ON o.id = a.occurrence_id
        WHERE a.arrived + a.missed > o.booked""",
    "{} services whose ledger has published more or fewer dates": """
        SELECT count(*) FROM (
            SELECT o.service_id, count(*) n FROM events_occurrence o JOIN events_event e ON e.id = o.event_id
            WHERE e.state <> 'draft' GROUP BY 1) o
        FULL JOIN (SELECT service_id, sum(quantity) n FROM core_happening WHERE kind = 'events.published'
            GROUP BY 1) h USING (service_id)
        WHERE o.n IS DISTINCT FROM h.n""",
    "{} listings that say something else than their dates": f"""
        SELECT count(*) FROM events_occurrence o JOIN events_event e ON e.id = o.event_id
        JOIN places_branch b ON b.id = o.branch_id LEFT JOIN events_listing l ON l.public_id = o.public_id
        WHERE e.state <> 'draft' AND {DISAGREE}""",  # noqa: S608  # columns by name, no values
    "{} listings of dates that are not there": """
        SELECT count(*) FROM events_listing l
        WHERE NOT EXISTS (SELECT FROM events_occurrence o WHERE o.public_id = l.public_id)""",
}


def consistent() -> list[str]:
    """Sentences about what does not add up."""
    found = [(sentence, read(sql)[0][0]) for sentence, sql in WRONG.items()]
    return [sentence.format(count) for sentence, count in found if count]
