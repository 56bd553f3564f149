"""Possible duplicates: found, decided, merged in one transaction, and undone.

Candidates share a date of birth, a postcode, a route or a card (blocking, by the index of keys); only on
those few is the likeness of names reckoned. The rule in words: README.md, "When two records look alike".
"""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id
from branchline.people import errors
from branchline.people.measures import MERGE_UNDONE, RESIDENTS_MERGED
from branchline.people.models import (
    ActsFor,
    CommunicationNeed,
    Consent,
    ContactLink,
    Duplicate,
    ExternalId,
    Mark,
    Merge,
    PartChange,
    Resident,
    ResidentRoute,
    Verdict,
)

from .residents import index, lock
from .written import account_of, written

LIKE_ENOUGH = 60
"""Out of 100: names that are the same and one other fact, or alike and two other facts."""

FIND = """
INSERT INTO people_duplicate
    (service_id, public_id, one_id, other_id, likeness, because, found_at, verdict)
SELECT %(service)s, left(translate(gen_random_uuid()::text, '-', ''), 10), one_id, other_id,
       least(points, 100), because, %(now)s, 'open'
FROM (
    SELECT pair.one_id, pair.other_id,
           round(50 * similarity(a.sort_name, b.sort_name))
           + CASE WHEN pair.sorts @> '{birth}' THEN 30
                  WHEN a.born_on <> b.born_on THEN -30 ELSE 0 END
           + CASE WHEN pair.sorts @> '{postcode}' THEN 15 ELSE 0 END
           + CASE WHEN pair.sorts @> '{route}' THEN 25 ELSE 0 END
           + CASE WHEN pair.sorts @> '{card}' THEN 40 ELSE 0 END AS points,
           array_to_string(array_prepend('name', pair.sorts), ' ') AS because
    FROM (
        SELECT least(mine.resident_id, theirs.resident_id) AS one_id,
               greatest(mine.resident_id, theirs.resident_id) AS other_id,
               array_agg(DISTINCT mine.sort::text ORDER BY mine.sort::text) AS sorts
        FROM people_residentkey mine
        JOIN people_residentkey theirs
          ON theirs.service_id = mine.service_id AND theirs.sort = mine.sort AND theirs.key = mine.key
         AND theirs.resident_id <> mine.resident_id
        WHERE mine.service_id = %(service)s AND mine.sort <> 'name'
          AND (mine.resident_id = %(only)s OR (%(only)s IS NULL AND mine.resident_id < theirs.resident_id))
        GROUP BY 1, 2
    ) pair
    JOIN people_resident a ON a.id = pair.one_id AND a.merged_into_id IS NULL
    JOIN people_resident b ON b.id = pair.other_id AND b.merged_into_id IS NULL
    WHERE similarity(a.sort_name, b.sort_name) >= 0.3
) judged
WHERE points >= %(enough)s
ON CONFLICT (one_id, other_id) DO UPDATE SET likeness = excluded.likeness, because = excluded.because
    WHERE people_duplicate.verdict = 'open'
"""

FILLED = ("known_as", "born_on", "age_band", "spoken_language", "preferred_route", "household_id",
          "postcode", "ward_code", "ward_vintage", "quintile", "note")  # fmt: skip
"""What the kept record takes over from the other where it says nothing itself."""


@action
def find_duplicates(*, resident: Resident | None = None, now: datetime) -> int:
    """Put pairs that look alike into the queue: of one resident, or of the whole service."""
    with connection.cursor() as cursor:
        cursor.execute(
            FIND,
            {
                "service": current_service_id(),
                "only": resident.pk if resident else None,
                "now": now,
                "enough": LIKE_ENOUGH,
            },
        )
        return int(cursor.rowcount)


@action
def say_different(*, duplicate: Duplicate, by: Acting, now: datetime) -> None:
    """Staff looked: two people. The pair is not suggested again."""
    _decide(duplicate.one_id, duplicate.other_id, Verdict.DIFFERENT, by, now)


@action
def merge_residents(*, keep: Resident, merge: Resident, by: Acting, now: datetime) -> Merge:
    """Two records become one. Everything that `merge` has goes to `keep`; what would be there twice
    stays where it is. The merged row remains, pointing to the kept one, for the rooms that know it.

    Raises `MergedAway` when one of them is already part of another.
    """
    locked = {one.pk: lock(one) for one in sorted((keep, merge), key=lambda one: one.pk)}
    if len(locked) == 1:
        raise errors.MergedAway
    kept, gone = locked[keep.pk], locked[merge.pk]
    before: dict[str, Any] = {
        "kept": _image(kept),
        "merged": _image(gone),
        "moved": _move(gone, kept),
        "filled": {},
    }
    for field in FILLED:
        if getattr(kept, field) in ("", None) and getattr(gone, field) not in ("", None):
            setattr(kept, field, getattr(gone, field))
            before["filled"][field] = _plain(getattr(gone, field))
    kept.seen_on = max(kept.seen_on, gone.seen_on)
    gone.merged_into = kept
    with written(by, now):
        kept.save()
        gone.save()
    index(kept)
    index(gone)
    _decide(kept.pk, gone.pk, Verdict.SAME, by, now)
    ledger.record(kind=RESIDENTS_MERGED, by=by, now=now)
    return Merge.objects.create(
        service_id=current_service_id(),
        kept=kept,
        merged=gone,
        merged_at=now,
        merged_by_id=account_of(by),
        before=before,
    )


@action
def undo_merge(*, merge: Merge, by: Acting, now: datetime) -> None:
    """Two records again, as they were. What has been added to the kept one since stays with it.

    Raises AlreadyUndone, UndoTheLaterMergeFirst, CanNoLongerBeUndone.
    """
    kept_merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if kept_merge.undone_at is not None:
        raise errors.AlreadyUndone
    if not kept_merge.before:
        raise errors.CanNoLongerBeUndone
    rows = {
        row.pk: row
        for row in Resident.objects.select_for_update(no_key=True)
        .filter(pk__in=[kept_merge.kept_id, kept_merge.merged_id])
        .order_by("pk")
    }
    kept, gone = rows[kept_merge.kept_id], rows[kept_merge.merged_id]
    if kept.merged_into_id is not None:
        raise errors.UndoTheLaterMergeFirst
    for name, numbers in kept_merge.before["moved"].items():
        # Only what is still there: a route removed since, or moved on by hand, is left alone.
        MOVED[name].objects.filter(pk__in=numbers, resident=kept).update(resident=gone)
    for field, taken in kept_merge.before["filled"].items():
        if _plain(getattr(kept, field)) == taken:
            setattr(kept, field, _typed(field, kept_merge.before["kept"][field]))
    gone.merged_into = None
    with written(by, now):
        kept.save()
        gone.save()
    index(kept)
    index(gone)
    kept_merge.undone_at, kept_merge.undone_by_id = now, account_of(by)
    kept_merge.save(update_fields=["undone_at", "undone_by"])
    _decide(kept.pk, gone.pk, Verdict.OPEN, by, now)
    ledger.record(kind=MERGE_UNDONE, by=by, now=now)


MOVED: dict[str, Any] = {
    model.__name__: model
    for model in (
        ResidentRoute,
        ExternalId,
        CommunicationNeed,
        Consent,
        Mark,
        ContactLink,
        ActsFor,
        PartChange,
    )
}


def _move(gone: Resident, kept: Resident) -> dict[str, list[int]]:
    """Hand everything over that does not stand there already; which rows were moved."""
    twice = {
        "ResidentRoute": Q(
            pk__in=[
                row.pk
                for row in gone.routes.all()
                if kept.routes.filter(route=row.route, address=row.address).exists()
            ]
        ),
        "CommunicationNeed": Q(
            ended_at__isnull=True,
            need__in=list(kept.needs.filter(ended_at__isnull=True).values_list("need", flat=True)),
        ),
        "ContactLink": Q(contact__in=list(kept.links.values_list("contact", flat=True))),
        "ActsFor": _acting_twice(kept),
    }
    moved: dict[str, list[int]] = {}
    for name, model in MOVED.items():
        rows = model.objects.filter(resident=gone).exclude(twice.get(name, Q(pk__in=[])))
        moved[name] = sorted(rows.values_list("pk", flat=True))
        model.objects.filter(pk__in=moved[name]).update(resident=kept)
    return moved


def _acting_twice(kept: Resident) -> Q:
    """A carer whom the kept record has, or a second one who would be written to."""
    standing = kept.acted_for_by.filter(ended_at__isnull=True)
    twice = Q(ended_at__isnull=True, carer__in=list(standing.values_list("carer", flat=True)))
    if standing.filter(gets_messages=True).exists():
        twice |= Q(ended_at__isnull=True, gets_messages=True)
    return twice


def _decide(one: int, other: int, verdict: Verdict, by: Acting, now: datetime) -> None:
    decided = verdict != Verdict.OPEN
    Duplicate.objects.filter(one_id=min(one, other), other_id=max(one, other)).update(
        verdict=verdict,
        decided_at=now if decided else None,
        decided_by_id=account_of(by) if decided else None,
    )


def _image(resident: Resident) -> dict[str, Any]:
    return {
        field.attname: _plain(getattr(resident, field.attname)) for field in Resident._meta.fields
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(field: str, value: Any) -> Any:
    return date.fromisoformat(value) if field == "born_on" and value else value
