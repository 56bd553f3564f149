"""A service's address changes; the old one redirects for as long as posters hang."""

from datetime import datetime

from django.db import IntegrityError, transaction

from branchline.core.actions import action
from branchline.core.addresses import RESERVED
from branchline.places.errors import SlugTaken
from branchline.places.models import FormerSlug, Service


@action
def move_service(*, service: Service, slug: str, now: datetime) -> Service:
    """Give the service another address. Coming back to a former one is allowed."""
    held = Service.objects.select_for_update().get(pk=service.pk)
    if held.slug == slug:
        return held
    taken = FormerSlug.objects.filter(slug=slug).exclude(service=held).exists()
    if slug in RESERVED or taken:
        raise SlugTaken
    FormerSlug.objects.filter(slug=slug, service=held).delete()
    FormerSlug.objects.update_or_create(slug=held.slug, defaults={"service": held, "until": now})
    held.slug = slug
    try:
        with transaction.atomic():
            held.save(update_fields=["slug"])
    except IntegrityError:
        raise SlugTaken from None
    return held
