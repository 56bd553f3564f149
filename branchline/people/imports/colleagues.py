"""Colleagues to be invited: the first file of a service that joins."""

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from branchline.core.importing.columns import Column, Row
from branchline.core.importing.importer import Importer
from branchline.core.importing.problems import Wrong, shown
from branchline.core.importing.writing import Writer
from branchline.core.permits import Role
from branchline.core.scoping import current_service_id
from branchline.people import errors
from branchline.people.actions.colleagues import invite_colleague, organisation_of_service
from branchline.people.permits import MANAGE_COLLEAGUES
from branchline.people.queries import roles_of
from branchline.places.models import Branch, Service

EVERYWHERE = frozenset({"", "all", "all branches", "all libraries", "pob llyfrgell"})
_email = EmailValidator()


def email(cell: str) -> str:
    """An email address in our one spelling."""
    try:
        _email(cell)
    except ValidationError:
        raise Wrong(
            _("%(cell)s is not an email address like name@example.org.") % {"cell": shown(cell)}
        ) from None
    return cell.lower()


def role(cell: str) -> Role:
    """A role by its name in either language, or as we write it in code."""
    plain = re.sub(r"[\s_-]+", " ", cell).casefold()
    for one in Role:
        if plain in {one.value.replace("_", " "), str(one.label).casefold()}:
            return one
    names = ", ".join(str(one.label) for one in (Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER, Role.CALLER, Role.CHAMPION))  # fmt: skip
    raise Wrong(_("%(cell)s is no role here. Write one of: %(names)s.") % {"cell": shown(cell), "names": names})  # fmt: skip


class Colleagues(Importer):
    """Each row is an invitation, with every rule of inviting somebody by hand."""

    name = "colleagues"
    title = lazy("Colleagues to invite")
    private = True
    batch = 50
    permit = MANAGE_COLLEAGUES
    lede = lazy(
        "Names, email addresses and roles of those who will work here. Each gets an invitation by email, open"
        " for two weeks."
    )
    promises = (
        lazy("It gives nobody any rights: they begin when a person accepts, signed in."),
        lazy("It writes to nobody twice: who works here already, or has an open invitation, is passed over."),
        lazy("Undoing closes the invitations that nobody has accepted. An email that has gone stays gone."),
    )  # fmt: skip
    columns = (
        Column("email", ("email address", "e-mail", "work email", "mail"), email, required=True, needed=True,
               longest=254, label=lazy("Email")),
        Column("name", ("full name", "colleague", "display name"), longest=200, label=lazy("Name")),
        Column("role", ("job", "role here"), role, required=True, needed=True, longest=60, label=lazy("Role")),
        Column("libraries", ("library", "branch", "branches", "location"), longest=1_000,
               label=lazy("Libraries")),
    )  # fmt: skip
    example = (
        ("Email", "Name", "Role", "Libraries"),
        ("rosa.lind@council.test", "Rosa Lind", "Branch staff", "Sale Library; Urmston Library"),
        ("ali.demir@council.test", "Ali Demir", "Events lead", "All"),
    )

    def key(self, row: Row) -> tuple[str, str] | None:
        return row.text("email"), row.text("role")

    def prepare(self, into: Writer) -> None:
        service = Service.objects.get(pk=current_service_id())
        self.service = service
        self.branches: dict[str, Branch] = {}
        for branch in Branch.objects.open().filter(service=service):
            for name in {str(branch.name), str(branch.name).removesuffix(" Library")}:
                self.branches[name.casefold()] = branch

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """One action a row; what it refuses is a finding, what is there already is as it was."""
        # Here, not before: a dry run takes back an organisation that it had to make.
        self.organisation = organisation_of_service(service=self.service)
        self.roles = set(roles_of(organisation=self.organisation))
        for row in rows:
            with into.row(row, known=(errors.AlreadyInvited, errors.AlreadyWorksHere)):
                self._invite(row, into)

    def _invite(self, row: Row, into: Writer) -> None:
        if row["role"] not in self.roles:
            raise errors.RoleNotGivenHere
        wanted = row.text("libraries").casefold()
        names = [part.strip() for part in re.split(r"[;|]", wanted) if part.strip()]
        unknown = [name for name in names if name not in self.branches]
        if unknown and wanted not in EVERYWHERE:
            sentence = _("there is no library called %(name)s here. Write names as they stand on the page “Libraries”.")  # fmt: skip
            raise Wrong(sentence % {"name": shown(unknown[0])}, "libraries")
        invitation = invite_colleague(
            email=row.text("email"),
            name=row.text("name"),
            role=row["role"],
            organisation=self.organisation,
            branches=None if wanted in EVERYWHERE else [self.branches[name] for name in names],
            key=f"file-{into.run.public_id}-{row.line}",
            by=into.by,
            now=into.now,
        )
        into.made([invitation])
