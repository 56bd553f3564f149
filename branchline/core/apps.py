"""Nameplate of the ground floor."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from .rooms import Check, Room


class CoreConfig(Room):
    """No domain: clock, scoping, ledger, figures, files, jobs, errors, design system."""

    name = "branchline.core"
    floor = 0
    title = _("The house")

    def checks(self, *, now: datetime) -> Sequence[Check]:
        from .doctor import checks

        return checks(now=now)
