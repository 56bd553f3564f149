"""Nameplate of the room people."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import DeskPage, Retention, Room, SitePage

if TYPE_CHECKING:
    from branchline.core.generating import Country


class PeopleConfig(Room):
    """See README.md."""

    name = "branchline.people"
    floor = 3
    title = _("People")

    def site_pages(self) -> Sequence[SitePage]:
        return [
            SitePage(_("Sign in as one of the cast"), national="people:demo", order=10, demo=True)
        ]

    def desk_pages(self) -> Sequence[DeskPage]:
        from . import permits

        return [
            DeskPage(
                _("Residents"), "people:residents", permits.SEE_RESIDENTS, 30, "people:contacts"
            ),
            DeskPage(_("What we keep"), "people:kept", permits.SEE_RETENTION, 95),
            DeskPage(
                _("People who work here"),
                "people:colleagues",
                permits.SEE_COLLEAGUES,
                80,
                "people:partners",
            ),
            DeskPage(_("My times"), "people:my_times", permits.MY_TIMES, 78),
            DeskPage(_("Shared tablets"), "people:devices", permits.SEE_DEVICES, 85),
            DeskPage(_("Roles"), "people:roles", permits.SEE_ROLES, 90),
        ]

    def record_pages(self) -> "Mapping[str, str | Promise]":
        return {
            "people:resident": _("Their record"),
            "people:contact": _("Their contact"),
            "people:duplicate": _("Perhaps the same person"),
            "people:copy_of": _("A copy of what we hold"),
            "people:file_of": _("A copy of what we hold"),
            "core:file": _("What a file of members would change"),
        }

    def retention(self) -> Sequence[Retention]:
        from . import actions, queries
        from .actions import colleagues, privacy, sign_ins, workers

        return [
            Retention(
                _("Whom we asked to work here"),
                colleagues.KEPT_FOR,
                _("Counted from the day an invitation closes: long enough to ask again."),
                lambda now: actions.forget_old_invitations(now=now),
            ),
            Retention(
                _("Where colleagues and readers are signed in"),
                sign_ins.KEPT_FOR,
                _("Counted from the last sign: by then they are signed out there."),
                lambda now: actions.forget_old_sign_ins(now=now),
            ),
            Retention(
                _("Workers who no longer work here"),
                workers.KEPT_FOR,
                _(
                    "Counted from their last day: long enough to answer a question about their work, and to write a reference."
                ),
                lambda now: actions.forget_old_workers(now=now),
            ),
            Retention(
                _("Residents’ records"),
                privacy.RESIDENTS_KEPT_FOR,
                _("Counted from the last sign of them: long enough to come back after an illness."),
                lambda now, kept_for: actions.forget_old_residents(now=now, kept_for=kept_for),
                name="people.residents",
                least=queries.length_of(12),
            ),
            Retention(
                _("Contacts: who booked without an account"),
                privacy.CONTACTS_KEPT_FOR,
                _(
                    "Counted from the last thing they asked for, so that they need not say it all again."
                ),
                lambda now, kept_for: actions.forget_old_contacts(now=now, kept_for=kept_for),
                name="people.contacts",
                least=queries.length_of(3),
            ),
            Retention(
                _("Who opened whose record"),
                privacy.READS_KEPT_FOR,
                _("Long enough for a person to ask who has seen their record."),
                lambda now, kept_for: actions.forget_old_reads(now=now, kept_for=kept_for),
                name="people.reads",
                least=queries.length_of(12),
            ),
            Retention(
                _("What a record said before it was changed"),
                privacy.HISTORY_KEPT_FOR,
                _("Long enough to find a mistake and put it right."),
                lambda now, kept_for: actions.forget_old_history(now=now, kept_for=kept_for),
                name="people.history",
                least=queries.length_of(3),
            ),
            Retention(
                _("What two records were before they became one"),
                privacy.UNDO_KEPT_FOR,
                _("A merge can be undone for a year; then it is for good."),
                lambda now: actions.settle_old_merges(now=now),
            ),
        ]

    def export_about(self, person: str) -> Mapping[str, Any]:
        from .queries import about

        return about(person)

    def forget(self, person: str, *, now: datetime) -> int:
        from .actions import forget

        return forget(person=person, now=now)

    def demo(self, *, now: datetime) -> None:
        from .demo import accounts, members, residents, workers

        accounts.load(now=now)
        residents.load(now=now)
        workers.load(now=now)
        members.load(now=now)

    def generate(self, country: "Country") -> None:
        from .demo.country import generate

        generate(country)

    def consistent(self) -> Sequence[str]:
        from .demo.recount import consistent

        return consistent()
