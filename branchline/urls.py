"""The addresses of the house, assembled from the rooms' nameplates.

`/` national · `/{service}/…` public · `/{service}/desk/…` staff · `/api/v1/{service}/…` machines (`/api/v1/…` of the whole country too) ·
`/cy/…` the same in Welsh.
"""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

import branchline.core.addresses  # noqa: F401  (registers the converter)
from branchline.core.open_data.api import addresses as open_data
from branchline.core.rooms import rooms


def _rooms() -> list[Any]:
    """One namespace per room over all of its audiences."""
    places = {
        "national": "",
        "public": "<service:service_slug>/",
        "desk": "<service:service_slug>/desk/",
        "api": "api/v1/<service:service_slug>/",
    }
    merged: list[Any] = []
    for room in rooms():
        patterns = [
            path(prefix, include(found))
            for audience, prefix in places.items()
            if (found := room.urls(audience))
        ]
        merged.append(path("", include((patterns, room.short))))
    return merged


urlpatterns = [
    *i18n_patterns(
        *_rooms(),
        path("", include((open_data(), "open_data"))),
        path("account/", include("allauth.urls")),
        prefix_default_language=False,
    ),
]
