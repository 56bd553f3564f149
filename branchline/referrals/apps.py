"""Nameplate of the room referrals."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import DeskPage, PersonPage, Retention, Room


class ReferralsConfig(Room):
    """See README.md."""

    name = "branchline.referrals"
    floor = 4
    title = _("Referrals")

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import ANSWER_REFERRALS, SEE_REFERRALS

        return [
            DeskPage(_("Referrals"), "referrals:desk", SEE_REFERRALS, order=35),
            DeskPage(_("People to help"), "referrals:partner", ANSWER_REFERRALS, order=36),
        ]

    def person_pages(self) -> Sequence[PersonPage]:
        from .permits import MAKE_REFERRALS

        return [
            PersonPage(_("Pass on to a partner"), "referrals:desk_of", MAKE_REFERRALS, order=20)
        ]

    def record_pages(self) -> "Mapping[str, str | Promise]":
        return {
            "referrals:desk_of": _("What they were passed on for"),
            "referrals:desk_referral": _("One referral of theirs"),
            "referrals:partner_referral": _("One referral of theirs, by the partner"),
        }

    def retention(self) -> Sequence[Retention]:
        from branchline.people.queries import length_of

        from .actions import forget_old_referrals
        from .actions.forget import KEPT_FOR

        return [
            Retention(
                what=_("To which partner somebody was passed on, and what came of it"),
                kept_for=KEPT_FOR,
                because=_(
                    "Counted from the last step: long enough to ask what was promised, and to compare a year"
                    " with the one before."
                ),
                remove=lambda now, kept_for: forget_old_referrals(now=now, kept_for=kept_for),
                name="referrals.referrals",
                least=length_of(3),
            )
        ]

    def export_about(self, person: str) -> Mapping[str, Any]:
        from .queries import about

        return about(person)

    def forget(self, person: str, *, now: datetime) -> int:
        from .actions import forget_person

        return forget_person(person=person, now=now)

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
