"""Nameplate of the ground floor."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from .rooms import Check, DeskPage, Retention, Room, SitePage


class CoreConfig(Room):
    """No domain: clock, scoping, ledger, figures, files, jobs, errors, design system."""

    name = "branchline.core"
    floor = 0
    title = _("The house")

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import BRING_IN_FILES

        return [DeskPage(_("Bring in a file"), "core:files", BRING_IN_FILES, 75)]

    def site_pages(self) -> Sequence[SitePage]:
        return [
            SitePage(
                _("Where our data comes from"),
                national="core:sources",
                order=40,
                footer=True,
                name="sources",
            ),
            SitePage(_("Open data"), national="core:open_data", order=45, footer=True),
        ]

    def checks(self, *, now: datetime) -> Sequence[Check]:
        from .doctor import checks

        return checks(now=now)

    def retention(self) -> Sequence[Retention]:
        from . import files
        from .importing import actions
        from .offline import forgetting

        return [
            Retention(
                _("What a file that was brought in has changed"),
                files.LONGEST_FOR_A_TIME,
                _("Long enough to find a mistake and undo it."),
                lambda now: actions.forget_old(now=now),
            ),
            Retention(
                _("Files that are needed for a time only: letters to print, lists brought in"),
                files.LONGEST_FOR_A_TIME,
                _("To find and undo a mistake; most go after 30 days"),
                files.drop_expired,
            ),
            Retention(
                _("What was counted and ticked on a device, press by press"),
                forgetting.OPERATIONS_KEPT,
                _("Long enough to look into a number for a year’s return; the numbers stay."),
                lambda now: forgetting.forget_old_operations(now=now),
            ),
        ]
