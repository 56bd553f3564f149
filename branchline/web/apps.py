"""Nameplate of the room web."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Room, SitePage


class WebConfig(Room):
    """See README.md."""

    name = "branchline.web"
    floor = 9
    title = _("Hall")

    def site_pages(self) -> Sequence[SitePage]:
        """The first page, search, and the statements in the footer."""
        return (
            SitePage(_("Search"), national="web:search", order=80),
            SitePage(_("About Branchline"), national="web:about", order=10, footer=True),
            SitePage(_("Accessibility"), national="web:accessibility", order=20, footer=True),
            SitePage(
                _("Your privacy"), national="web:privacy", order=30, footer=True, name="privacy"
            ),
        )
