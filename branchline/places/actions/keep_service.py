"""What a service says of itself, and two services that become one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.ledger import record
from branchline.places.errors import MergedAlready, NoName
from branchline.places.measures import SERVICE_CHANGED
from branchline.places.models import FormerSlug, Service, ServiceAuthority

DESCRIBED = (
    "name",
    "welcome",
    "phone",
    "email",
    "website",
    "languages",
    "bank_holidays",
    "asks_afterwards",
    "data_licence",
)


@action
def change_service(
    *, service: Service, facts: Mapping[str, Any], by: Acting, now: datetime
) -> Service:
    """Set name, words, telephone, email, website, languages, bank holidays, asking afterwards, licence. Facts not given stay."""
    held = Service.objects.select_for_update().get(pk=service.pk)
    changed = [n for n, v in facts.items() if n in DESCRIBED and getattr(held, n) != v]
    if not changed:
        return held
    if "name" in changed and not facts["name"]:
        raise NoName
    for name in changed:
        setattr(held, name, facts[name])
    held.save(update_fields=changed)
    record(kind=SERVICE_CHANGED, by=by, now=now, links={"service": held.public_id})
    return held


@action
def merge_services(*, gone: Service, into: Service, now: datetime) -> Service:
    """One service takes over another's councils and addresses; every poster of the other leads to it.

    The rows of the other stay behind its wall until its people are moved; its libraries are shown with
    those of the one that goes on (`branches_of`). Merging the same two again changes nothing.
    """
    held = {s.pk: s for s in Service.objects.select_for_update().filter(pk__in=[gone.pk, into.pk])}
    old, new = held[gone.pk], held[into.pk]
    if old.merged_into_id == new.pk:
        return new
    if old.pk == new.pk or old.merged_into_id or new.merged_into_id:
        raise MergedAlready
    day = in_london(now).date()
    FormerSlug.objects.filter(service=old).update(service=new)
    FormerSlug.objects.create(slug=old.slug, service=new, until=now)
    Service.objects.filter(merged_into=old).update(merged_into=new)
    old.slug, old.live, old.merged_into = f"merged-{old.public_id}", False, new
    old.save(update_fields=["slug", "live", "merged_into"])
    serves = ServiceAuthority.objects.filter(service=old, valid_to=None)
    for code in list(serves.values_list("authority_code", flat=True)):
        ServiceAuthority.objects.get_or_create(
            service=new, authority_code=code, defaults={"valid_from": day}
        )
    serves.filter(valid_from__gte=day).delete()  # it was to begin later, and never did
    serves.update(valid_to=day)
    return new
