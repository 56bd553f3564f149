"""Nameplate of the room surveys."""

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Room


class SurveysConfig(Room):
    """See README.md."""

    name = "branchline.surveys"
    floor = 4
    title = _("Surveys")
