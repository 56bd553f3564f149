"""Invented people with an account: one for each role of Trafford, and Charlie of another service.

Real places, invented people, on `.test` addresses that reach nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core import clock
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import Translated, said
from branchline.people.actions import enrol_device, invite_colleague, organisation_of_service
from branchline.people.models import (
    Account,
    Device,
    Membership,
    MembershipBranch,
    Organisation,
    OrganisationKind,
    Partnership,
)
from branchline.people.queries import open_invitations
from branchline.places.models import Branch, Service

HOME, ELSEWHERE = "trafford", "newcastle-upon-tyne"


@dataclass(frozen=True)
class DemoPerson:
    """Somebody whose part one may play. `at` is where they work, in words."""

    email: str
    name: str
    role: str
    at: str
    sentence: "str | Promise"
    icon: str
    service: str | None

    @property
    def first_name(self) -> str:
        """For the button."""
        return self.name.split()[0]


@dataclass(frozen=True)
class Part:
    """One of the cast: who, as what, for which organisation and service, at which branches."""

    email: str
    name: str
    role: Role | None
    organisation: str
    service: str | None
    sentence: "str | Promise"
    icon: str
    branches: Sequence[str] = ()
    language: str = "en"


@dataclass(frozen=True)
class Employer:
    """An organisation of the demo."""

    name: Translated
    kind: OrganisationKind
    services: Sequence[str] = ()


EMPLOYERS = {
    "trafford": Employer(said("Trafford Libraries"), OrganisationKind.LIBRARY_SERVICE, [HOME]),
    "newcastle": Employer(
        said("Newcastle Libraries"), OrganisationKind.LIBRARY_SERVICE, [ELSEWHERE]
    ),
    "council": Employer(said("Trafford Council"), OrganisationKind.COUNCIL, [HOME]),
    "good-company": Employer(
        said("Good Company, an invented charity"), OrganisationKind.PARTNER, [HOME, ELSEWHERE]
    ),
    "network": Employer(said("National libraries network"), OrganisationKind.NETWORK),
    "operator": Employer(said("Those who run this Branchline"), OrganisationKind.NETWORK),
}

CAST: Sequence[Part] = (
    Part(
        "sam.branch@trafford.test", "Sam Adeyemi", Role.BRANCH_STAFF, "trafford", HOME,
        _("Makes events and sees who is coming at Sale and Stretford."), "library",
        ["Sale", "Stretford"],
    ),
    Part(
        "erin.events@trafford.test", "Erin Kowalska", Role.EVENTS_LEAD, "trafford", HOME,
        _("Plans events for every branch of Trafford."), "calendar-days",
    ),
    Part(
        "mina.manager@trafford.test", "Mina Chaudhry", Role.SERVICE_MANAGER, "trafford", HOME,
        _("Runs the service: people, tablets, figures, everything."), "key-round",
    ),
    Part(
        "cal.caller@trafford.test", "Cal Brennan", Role.CALLER, "trafford", HOME,
        _("Rings people for a chat, as a volunteer."), "phone",
    ),
    Part(
        "petra.champion@trafford.test", "Petra Lindqvist", Role.CHAMPION, "trafford", HOME,
        _("Helps people to get online, as a volunteer."), "hand-heart",
    ),
    Part(
        "pat.partner@goodcompany.test", "Pat Whitworth", Role.PARTNER_WORKER, "good-company", HOME,
        _("Works for a charity that sends people to the library, and hears what became of it."), "handshake",
    ),
    Part(
        "coral.councillor@council.test", "Coral Hughes", Role.COUNCILLOR, "council", HOME,
        _("Looks after a ward: what the library does there."), "landmark",
    ),
    Part(
        "nia.network@network.test", "Nia Prosser", Role.NETWORK, "network", None,
        _("Sees the country’s picture, and nobody’s residents."), "route", language="cy",
    ),
    Part(
        "olu.operator@branchline.test", "Olu Martins", Role.OPERATOR, "operator", None,
        _("Keeps this installation running."), "settings",
    ),
    Part(
        "rosa.reader@home.test", "Rosa Lindqvist", None, "", None,
        _("Has an account of her own, and works for nobody here."), "book-open",
    ),
    Part(
        "charlie.manager@newcastle.test", "Charlie Robson", Role.SERVICE_MANAGER, "newcastle", ELSEWHERE,
        _("Manages another library service, and must see nothing of Trafford’s."), "shield",
    ),
)  # fmt: skip


def demo_people() -> list[DemoPerson]:
    """The cast that is in the database, in the order of the script. Two queries."""
    kept = set(
        Account.objects.filter(email__in=[p.email for p in CAST]).values_list("email", flat=True)
    )
    names = {s.slug: str(s.name) for s in Service.objects.filter(slug__in=[HOME, ELSEWHERE])}
    return [
        DemoPerson(
            part.email,
            part.name,
            str(part.role.label) if part.role else str(_("Reader")),
            names.get(part.service or "", str(_("Everywhere"))),
            part.sentence,
            part.icon,
            part.service if part.role else None,
        )
        for part in CAST
        if part.email in kept
    ]


def at_the_desk(email: str) -> Acting:
    """One of the cast who does something at the desk; nobody's name where they are not here."""
    account = Account.objects.filter(email=email).first()
    return Acting(actor=Actor("account", account.pk) if account else None, channel=Channel.DESK)


def load(*, now: datetime) -> None:
    """Put the cast into the database. Running it again changes nothing."""
    services = {s.slug: s for s in Service.objects.filter(slug__in=[HOME, ELSEWHERE])}
    organisations = {key: _organisation(employer, services) for key, employer in EMPLOYERS.items()}
    for part in CAST:
        account = _account(part)
        organisation = organisations.get(part.organisation)
        if part.role is None or organisation is None:
            continue
        if part.service is None or part.service in services:
            where = services.get(part.service or "")
            _membership(part, part.role, account, organisation, where, now)
    if HOME in services:
        _at_home(services[HOME], now)


def _at_home(service: Service, now: datetime) -> None:
    """Something on every page of the desk: somebody who has been asked, and a tablet."""
    by = at_the_desk("mina.manager@trafford.test")
    with scope(service.pk):
        if not open_invitations(now=now).exists():
            invite_colleague(
                email="idris.invited@trafford.test",
                name="Idris Pugh",
                role=Role.BRANCH_STAFF,
                organisation=organisation_of_service(service=service),
                branches=None,
                key=f"demo-invitation-{now:%Y-%m-%d}",
                by=by,
                now=now,
            )
        branch = Branch.objects.open().filter(service=service).order_by("pk").first()
        if branch is not None and not Device.objects.filter(retired_at__isnull=True).exists():
            name = str(_("Front desk"))
            enrol_device(
                branch=branch, name=name, key=f"demo-tablet-{now:%Y-%m-%d}", by=by, now=now
            )


def _organisation(employer: Employer, services: dict[str, Service]) -> Organisation | None:
    served = [services[slug] for slug in employer.services if slug in services]
    if employer.services and not served:
        return None
    if employer.kind == OrganisationKind.LIBRARY_SERVICE:
        kept, _made = Organisation.objects.get_or_create(
            service=served[0], defaults={"kind": employer.kind, "name": employer.name}
        )
        return kept
    kept, _made = Organisation.objects.get_or_create(
        kind=employer.kind, name__en=employer.name.en, defaults={"name": employer.name}
    )
    for service in served:
        Partnership.objects.get_or_create(
            organisation=kept, service=service, defaults={"began_on": clock.today()}
        )
    return kept


def _account(part: Part) -> Account:
    account = Account.objects.filter(email=part.email).first()
    if account is None:
        account = Account.objects.create_user(part.email, name=part.name, language=part.language)
    EmailAddress.objects.get_or_create(
        user=account, email=part.email, defaults={"verified": True, "primary": True}
    )
    return account


def _membership(
    part: Part,
    role: Role,
    account: Account,
    organisation: Organisation,
    service: Service | None,
    now: datetime,
) -> None:
    if Membership.objects.filter(account=account, role=role, service=service).exists():
        return
    branches = [b for b in Branch.objects.filter(service=service) if _named(b, part.branches)]
    membership = Membership.objects.create(
        account=account,
        organisation=organisation,
        service=service,
        role=role,
        all_branches=not branches,
        valid_from=in_london(now).date(),
    )
    MembershipBranch.objects.bulk_create(
        [MembershipBranch(membership=membership, branch=branch) for branch in branches]
    )


def _named(branch: Branch, names: Sequence[str]) -> bool:
    return branch.name.en.removesuffix(" Library") in names
