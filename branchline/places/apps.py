"""Nameplate of the room places."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Check, DeskPage, Room, SitePage, Source

if TYPE_CHECKING:
    from ninja import Router

    from branchline.core.generating import Country


class PlacesConfig(Room):
    """See README.md."""

    name = "branchline.places"
    floor = 1
    title = _("Places")

    def ready(self) -> None:
        from branchline.core.scoping import know_services

        from .queries import service_ids

        know_services(service_ids)

    def site_pages(self) -> Sequence[SitePage]:
        return [
            SitePage(
                _("Libraries"),
                national="places:libraries",
                service="places:service_libraries",
                order=20,
            )
        ]

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import CHANGE_SERVICE, SEE_BRANCHES

        return [
            DeskPage(
                _("Libraries"),
                "places:desk_libraries",
                SEE_BRANCHES,
                order=70,
                further="places:desk_drafts",
            ),
            DeskPage(_("Our service"), "places:desk_service", CHANGE_SERVICE, order=75),
        ]

    def sources(self) -> Sequence[Source]:
        from .sources import SOURCES

        return SOURCES

    def checks(self, *, now: datetime) -> Sequence[Check]:
        from django.conf import settings

        from .queries import hosts_of_services, missing_files

        unknown = [
            _(
                "%(host)s belongs to a library service, but BRANCHLINE_HOSTS doesn’t name it, so nobody gets in there."
            )
            % {"host": host}
            for host in hosts_of_services()
            if host not in settings.BRANCHLINE_OTHER_HOSTS
        ]
        return [
            Check("libraries", well=False, sentence=sentence)
            for sentence in [*missing_files(), *unknown]
        ] or [
            Check(
                "libraries",
                well=True,
                sentence=str(_("Services, libraries and postcodes are here.")),
            )
        ]

    def open_data(self) -> "Sequence[Router]":
        from .api import router

        return [router]

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)

    def generate(self, country: "Country") -> None:
        from .demo.country import generate

        generate(country)

    def consistent(self) -> Sequence[str]:
        from .demo.country import consistent

        return consistent()
