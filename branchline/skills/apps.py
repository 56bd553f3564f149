"""Nameplate of the room skills."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from branchline.core.rooms import DeskLink, DeskPage, PersonPage, Retention, Room, Source


class SkillsConfig(Room):
    """See README.md."""

    name = "branchline.skills"
    floor = 6
    title = _("Skills")

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import COORDINATE, LEAD

        return [
            DeskPage(_("My learners"), "skills:desk_mine", LEAD, order=3),
            DeskPage(_("Skills"), "skills:desk", COORDINATE, order=29),
        ]

    def person_pages(self) -> Sequence[PersonPage]:
        from .permits import BEGIN

        return [PersonPage(_("Learning to be online"), "skills:desk_of", BEGIN, order=42)]

    def waiting(self, request: Any) -> Sequence[DeskLink]:
        from .permits import COORDINATE
        from .queries import how_many_without

        allowed = COORDINATE.allows(request.holdings)
        n = how_many_without(visible=COORDINATE.visible(request.holdings)) if allowed else 0
        if not n:
            return []
        title = ngettext(
            "%(n)s learner has no champion yet", "%(n)s learners have no champion yet", n
        ) % {"n": n}
        return [DeskLink(title, reverse("skills:desk", args=[request.service.slug]), "users")]

    def sources(self) -> Sequence[Source]:
        return [
            Source(
                what=_("Essential Digital Skills: the tasks of the framework, in our own words"),
                whose="Department for Education",
                licence="Open Government Licence v3.0",
                licence_address="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
                statement="© Crown copyright 2018. Contains public sector information licensed under the Open"
                " Government Licence v3.0.",
            )
        ]

    def record_pages(self) -> "Mapping[str, str | Promise]":
        return {
            "skills:desk": _("A list of who learns to be online"),
            "skills:desk_of": _("Their plans to learn to be online"),
            "skills:desk_plan": _("What they want to learn, and how it goes"),
            "skills:desk_check": _("What they say that they can do"),
        }

    def retention(self) -> Sequence[Retention]:
        from branchline.people.queries import length_of

        from .actions import KEPT_FOR, forget_old_plans

        return [
            Retention(
                what=_("What people wanted to learn, what they could do, and the sessions"),
                kept_for=KEPT_FOR,
                because=_(
                    "Counted from the end of a plan: long enough to ask again after a year, and to compare a year"
                    " with the one before."
                ),
                remove=lambda now, kept_for: forget_old_plans(now=now, kept_for=kept_for),
                name="skills.plans",
                least=length_of(3),
            )
        ]

    def export_about(self, person: str) -> Mapping[str, Any]:
        from .queries import about

        return about(person)

    def forget(self, person: str, *, now: datetime) -> int:
        from .actions import forget_plans

        return forget_plans(person=person)

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
