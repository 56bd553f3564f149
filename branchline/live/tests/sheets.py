"""A rhyme time with a run sheet at Alice's, and who works with it."""

from datetime import date, timedelta
from typing import Any

from django.test import Client

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.tests.conftest import NOW, Places, date_of, put_on
from branchline.live import actions
from branchline.live.actions import ItemFacts
from branchline.live.demo.looking import look_at_everything
from branchline.live.models import Basis, Broadcast, RunItem, Source
from branchline.people.models import Account, Membership, Organisation, OrganisationKind
from branchline.places.models import Branch, Service

ON_AIR = NOW + timedelta(minutes=5)
_count = iter(range(10**9))


def planned(at: Places, **more: Any) -> Broadcast:
    """A date of Alice's that goes out live."""
    occurrence = date_of(put_on(at.branch, **more))
    return actions.plan_broadcast(occurrence=occurrence, by=NOBODY, now=NOW)


def on_air(broadcast: Broadcast, *, rehearsal: bool = False) -> Broadcast:
    """Somebody sends."""
    look_at_everything(broadcast, now=ON_AIR)
    actions.begin_sending(
        broadcast=broadcast, source=Source.BROWSER, rehearsal=rehearsal, by=NOBODY, now=ON_AIR
    )
    broadcast.refresh_from_db()
    return broadcast


def ready_now() -> Broadcast:
    """One of a library of its own, by the wall clock, its list looked at: for processes that run beside the test."""
    service = Service.objects.create(slug="alice", name=said("Alice’s libraries"), nation="england")
    with scope(service.pk):
        branch = Branch.objects.create(service=service, name=said("Sale Library"))
        now = clock.now()
        broadcast = Broadcast.objects.create(
            service=service, branch=branch, title=said("Rhyme time"), starts_at=now, made_at=now
        )
        look_at_everything(broadcast, now=now)
    return broadcast


def facts(title: str, *lines: str, **more: Any) -> ItemFacts:
    """Our own words, which may go out."""
    given: dict[str, Any] = {"basis": Basis.OWN, "live_ok": True, "replay_ok": True}
    return ItemFacts(title=said(title), words=[said(line) for line in lines], **(given | more))


def add(broadcast: Broadcast, title: str, *lines: str, **more: Any) -> RunItem:
    """At the end of its sheet."""
    return actions.add_item(
        broadcast=broadcast, facts=facts(title, *lines, **more), by=NOBODY, now=NOW
    )


def staff_of(service: Service, role: Role = Role.BRANCH_STAFF) -> Client:
    """The browser of somebody who works there."""
    with scope(service.pk):
        organisation, _made = Organisation.objects.get_or_create(
            service=service, defaults={"kind": OrganisationKind.LIBRARY_SERVICE}
        )
        account = Account.objects.create_user(f"staff{next(_count)}@example.test", name="Bob")
        Membership.objects.create(
            account=account, organisation=organisation, service=service, role=role,
            all_branches=True, valid_from=date(2020, 1, 1),
        )  # fmt: skip
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
