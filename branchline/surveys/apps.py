"""Nameplate of the room surveys."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import DeskPage, Retention, Room, Source


class SurveysConfig(Room):
    """See README.md.

    Answers belong to nobody we could name, so there is nothing to export about a person and nothing of
    theirs to find and erase: `export_about` and `forget` stay as they are.
    """

    name = "branchline.surveys"
    floor = 4
    title = _("Surveys")

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import SEE_SURVEYS

        return [DeskPage(_("Surveys"), "surveys:desk", SEE_SURVEYS, order=60, below=("words",))]

    def sources(self) -> Sequence[Source]:
        return [
            Source(
                what=_("Questions on wellbeing and loneliness"),
                whose="Office for National Statistics",
                licence="Open Government Licence v3.0",
                licence_address="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
                statement="Questions on wellbeing and loneliness: Office for National Statistics, licensed"
                " under the Open Government Licence v3.0.",
            )
        ]

    def retention(self) -> Sequence[Retention]:
        from .actions.forget import (
            REMARKS_KEPT,
            RESPONSES_KEPT,
            forget_old_remarks,
            forget_old_responses,
        )

        return [
            Retention(
                what=_("What people wrote in their own words when we asked them"),
                kept_for=REMARKS_KEPT,
                because=_(
                    "Two years let us report and compare with the year before. People sometimes write"
                    " names, so we keep their words no longer."
                ),
                remove=lambda now: forget_old_remarks(now=now),
            ),
            Retention(
                what=_("Answers to surveys, as codes that belong to nobody"),
                kept_for=RESPONSES_KEPT,
                because=_(
                    "Grants may be audited and contracts disputed for six years. Nothing in these rows"
                    " says who answered."
                ),
                remove=lambda now: forget_old_responses(now=now),
            ),
        ]

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
