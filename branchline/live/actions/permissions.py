"""The permission itself, as a file beside what it allows: a publisher's email, a licence."""

from datetime import datetime, timedelta

from django.db.models import Q

from branchline.core import clock, files
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.models import StoredFile

from ..models import Broadcast, RunItem

PURPOSE = "live.permission"
PERMISSIONS_KEPT_FOR = timedelta(days=6 * 365 + 2)
"""So long somebody can say that we had no right (Limitation Act 1980, section 2: six years)."""
PERMISSIONS_KEPT_LEAST = timedelta(days=365)


@action
def attach_permission(
    *, item: RunItem, content: bytes, name: str, media_type: str, by: Acting, now: datetime
) -> RunItem:
    """In the place of the one before, if there is one. Raises StorageFull."""
    locked = _locked(item)
    before = locked.permission
    locked.permission = files.keep(
        content=content, name=name, media_type=media_type, purpose=PURPOSE, now=now
    )
    locked.save(update_fields=["permission"])
    drop_unless_used(before)
    return locked


@action
def take_off_permission(*, item: RunItem, by: Acting, now: datetime) -> None:
    """The file goes, unless another sheet has it too. Twice is once; what is written about the right stays."""
    locked = _locked(item)
    before, locked.permission = locked.permission, None
    locked.save(update_fields=["permission"])
    drop_unless_used(before)


@action
def remove_old_permissions(*, now: datetime, kept_for: timedelta = PERMISSIONS_KEPT_FOR) -> int:
    """Of what was sent, and seen again, that long ago for the last time. Returns how many were taken off."""
    last = now - kept_for
    used_later = Q(broadcast__starts_at__gt=last) | Q(
        broadcast__replay__until__gt=clock.in_london(last).date()
    )
    rows = RunItem.objects.filter(permission__isnull=False).exclude(used_later)
    removed = list(rows.select_related("permission"))
    RunItem.objects.filter(pk__in=[item.pk for item in removed]).update(permission=None)
    for file in {item.permission for item in removed}:
        drop_unless_used(file)
    return len(removed)


def drop_unless_used(file: StoredFile | None) -> None:
    """Nobody's any more: it goes. Runs in the caller's transaction."""
    if file is not None and not RunItem.objects.filter(permission=file).exists():
        files.drop(file)


def _locked(item: RunItem) -> RunItem:
    """The sheet first, as everything that changes it does."""
    Broadcast.objects.select_for_update().get(pk=item.broadcast_id)
    found: RunItem = RunItem.objects.select_related("permission").get(pk=item.pk)
    return found
