"""Keep what everybody may know of a broadcast as the broadcast is."""

from ..models import Broadcast, LiveListing, Standing


def publish_listing(broadcast: Broadcast) -> None:
    """Write its line, or take it away when it has ended. Runs in the caller's transaction."""
    if broadcast.standing == Standing.ENDED:
        LiveListing.objects.filter(public_id=broadcast.public_id).delete()
        return
    occurrence = broadcast.occurrence
    LiveListing.objects.update_or_create(
        public_id=broadcast.public_id,
        defaults={
            "service_id": broadcast.service_id,
            "occurrence_public_id": occurrence.public_id if occurrence is not None else "",
            "title": broadcast.title,
            "branch_name": broadcast.branch.name,
            "standing": broadcast.standing,
            "private": broadcast.private,
            "starts_at": broadcast.starts_at,
        },
    )
