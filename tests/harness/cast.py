"""Everybody who may stand before a page: every role of any service, a reader, nobody, and a tablet."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from branchline.core.permits import Holding, Permit, Reach, Role

if TYPE_CHECKING:
    from django.test import Client

    from branchline.people.models import Account, Organisation
    from branchline.places.models import Service

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PIN = "502741"


@dataclass(frozen=True)
class Visitor:
    """Who visits: a role (None: a reader with an account) at a service (None: everywhere)."""

    name: str
    role: Role | None = None
    at: str | None = None
    signed_in: bool = True
    on_tablet: bool = False

    def may(self, permit: Permit, slug: str) -> bool:
        """Whether they hold a permit in a service, by the permit alone."""
        if self.role is None or self.at not in {None, slug}:
            return False
        role = Role.BRANCH_STAFF if self.on_tablet else self.role
        return permit.allows([Holding(role, Reach(None))])


def everybody(*slugs: str) -> list[Visitor]:
    """Nobody, a reader, the national roles, and all others at each of these services."""
    from branchline.people.models.accounts import NATIONAL_ROLES

    return [
        Visitor("nobody", signed_in=False),
        Visitor("reader"),
        *(Visitor(role.value, role) for role in sorted(NATIONAL_ROLES)),
        *(
            Visitor(f"{role.value} of {slug}", role, slug)
            for slug in slugs
            for role in Role
            if role not in NATIONAL_ROLES
        ),
        *(
            Visitor(f"tablet of {slug}", Role.SERVICE_MANAGER, slug, on_tablet=True)
            for slug in slugs
        ),
    ]


def client_for(visitor: Visitor) -> "Client":
    """A test client that is this visitor; their account is made when there is none."""
    from django.test import Client

    client = Client()
    if visitor.on_tablet:
        _stand_at_tablet(client, visitor)
    elif visitor.signed_in:
        client.force_login(account_of(visitor), backend=BACKEND)
    return client


def cookies_of(visitor: Visitor, house: str) -> list[Any]:
    """The same visitor's cookies, for a browser context."""
    client = client_for(visitor)
    kept = (settings.SESSION_COOKIE_NAME, "branchline_tablet")
    return [
        {"name": name, "value": client.cookies[name].value, "url": house}
        for name in kept
        if name in client.cookies
    ]


def account_of(visitor: Visitor) -> "Account":
    """An invented person of that role; the demo's own where it has one."""
    from branchline.core import clock
    from branchline.people.demo import CAST
    from branchline.people.models import Account, Membership
    from branchline.places.queries import service_at

    for part in CAST:
        if (part.role, part.service) == (visitor.role, visitor.at):
            kept = Account.objects.filter(email=part.email).first()
            if kept is not None:
                return kept
    email = f"{visitor.name.replace(' ', '.').replace('_', '-')}@walk.test"
    account = Account.objects.filter(email=email).first()
    if account is None:
        account = Account.objects.create_user(email, name=visitor.name.capitalize())
        service = service_at(slug=visitor.at) if visitor.at else None
        if visitor.role is not None:
            Membership.objects.create(
                account=account,
                organisation=_organisation(visitor.role, service),
                service=service,
                role=visitor.role,
                all_branches=True,
                valid_from=clock.today(),
            )
    return account


def _organisation(role: Role, service: "Service | None") -> "Organisation":
    from branchline.core.words import said
    from branchline.people.models import Organisation, OrganisationKind, Partnership

    kinds = {
        Role.PARTNER_WORKER: OrganisationKind.PARTNER,
        Role.COUNCILLOR: OrganisationKind.COUNCIL,
    }
    if service is None:
        kind = OrganisationKind.NETWORK
    else:
        kind = kinds.get(role, OrganisationKind.LIBRARY_SERVICE)
    if kind == OrganisationKind.LIBRARY_SERVICE:
        kept, _made = Organisation.objects.get_or_create(
            service=service, defaults={"kind": kind, "name": said("A library")}
        )
        return kept
    made = Organisation.objects.create(kind=kind, name=said("An invented organisation"))
    if service is not None:
        Partnership.objects.create(organisation=made, service=service)
    return made


def _stand_at_tablet(client: "Client", visitor: Visitor) -> None:
    """Enrol a tablet at the service's first branch, choose a PIN, and give it there."""
    from django.http import HttpResponse
    from django.urls import reverse

    from branchline.core import clock
    from branchline.core.acting import job
    from branchline.core.scoping import scope
    from branchline.people.actions import choose_pin, enrol_device
    from branchline.people.middleware import at_tablet
    from branchline.places.models import Branch
    from branchline.places.queries import service_at

    assert visitor.at
    service = service_at(slug=visitor.at)
    assert service is not None
    person = account_of(Visitor(visitor.name, visitor.role, visitor.at))
    now = clock.now()
    with scope(service.pk):
        branch = Branch.objects.open().filter(service=service).order_by("pk").first()
        assert branch is not None
        enrolled = enrol_device(
            branch=branch, name="Counter", key=f"walk-{now:%Y%m%d%H%M%S%f}", by=job("walk"), now=now
        )
        choose_pin(account=person, pin=PIN, by=job("walk"), now=now)
    answer = HttpResponse()
    at_tablet.remember(answer, enrolled)
    client.cookies.load({at_tablet.COOKIE: answer.cookies[at_tablet.COOKIE].value})
    answered = client.post(
        reverse("people:tablet", args=[visitor.at]), {"person": person.public_id, "pin": PIN}
    )
    assert answered.status_code == 302, "the PIN opens the tablet"
