"""What the addresses of the API name."""

from typing import Any

from ..addresses import Sample
from .rows import both, first


def _own_slug() -> list[Any]:
    """For addresses of the API, which name their service themselves."""
    from branchline.core.scoping import current_service_id
    from branchline.places.models import Service

    return [Service.objects.get(pk=current_service_id()).slug]


def _referred() -> list[Any]:
    from branchline.events.api.open_referral.names import event_uuid

    return [event_uuid(first("events.ListedEvent", booking="drop_in")()[0])]


def _placed() -> list[Any]:
    from branchline.events.api.open_referral.names import AT, event_uuid

    here = first("events.ListedEvent", booking="drop_in", setting="in_person")()[0]
    return [event_uuid(here, kind=AT)]


def _taxonomy() -> list[Any]:
    from branchline.events.api.open_referral.names import TAXONOMIES

    return [TAXONOMIES[0].id]


def _term() -> list[Any]:
    from branchline.events.api.open_referral.names import TAXONOMIES, term_id

    return [term_id(TAXONOMIES[0].terms[0])]


BRANCH = first("places.Branch")

SAMPLES: dict[str, Sample] = {
    "open_data:event": first("events.ListedEvent"),
    "open_data:occurrence": first("events.Listing"),
    "open_data:library": BRANCH,
    "open_data:events_of": _own_slug,
    "open_data:occurrences_of": _own_slug,
    "open_data:libraries_of": _own_slug,
    "open_data:referral": _own_slug,
    "open_data:referral_services": _own_slug,
    "open_data:referral_service": both(_own_slug, _referred),
    "open_data:referral_places": _own_slug,
    "open_data:referral_place": both(_own_slug, _placed),
    "open_data:referral_taxonomies": _own_slug,
    "open_data:referral_taxonomy": both(_own_slug, _taxonomy),
    "open_data:referral_terms": _own_slug,
    "open_data:referral_term": both(_own_slug, _term),
}
