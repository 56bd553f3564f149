"""Every view says who may come in, and every address belongs to a view that does."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from branchline.core.permits import Role
from branchline.core.rooms import rooms
from branchline.core.scoping import scope
from branchline.people.models.accounts import NATIONAL_ROLES
from branchline.places.queries import service_at
from tests.harness.addresses import addresses
from tests.harness.cast import Visitor, client_for
from tests.harness.each import for_each
from tests.harness.samples import SAMPLES

HOME, ELSEWHERE = "trafford", "newcastle-upon-tyne"
LOCAL_ROLES = frozenset(Role) - frozenset(NATIONAL_ROLES)
# Permits that open no page of their own: an importer's, asked on the page of its files; what managers see among
# concerns.
WITHIN_A_PAGE = {"events.bring_in_sessions", "people.bring_in_members", "concerns.see_clocks"}


def views(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in patterns:
        where = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views(entry.url_patterns, where)
        elif isinstance(entry, URLPattern):
            yield where, entry.callback


OURS = [
    (where, view)
    for where, view in views(get_resolver().url_patterns)
    if view.__module__.startswith("branchline") or hasattr(view, "permit")
]


def test_there_are_views() -> None:
    assert len(OURS) > 20


@for_each(OURS)
def test_every_view_has_a_permit(address: tuple[str, Any]) -> None:
    view = address[1]
    assert hasattr(view, "permit"), f"{view.__module__}.{view.__name__} has no mark of core.pages"


@for_each(OURS)
def test_every_page_of_the_desk_needs_a_permit_of_the_desk(address: tuple[str, Any]) -> None:
    from branchline.core.permits import PUBLIC

    where, view = address
    if "/desk/" in where:
        assert view.audience in {"desk", "account", "tablet"}
        assert view.permit is not PUBLIC


def test_every_permit_opens_a_page_to_some_and_closes_it_to_others(demo_database: str) -> None:
    """The first page of each: in for a role that holds it here, 404 for one that doesn't, and for strangers."""
    service = service_at(slug=HOME)
    assert service is not None
    with scope(service.pk):
        pages = [page for page in addresses(HOME, SAMPLES) if page.audience == "desk"]
    first = {page.view.permit: page for page in reversed(pages)}
    declared = {permit for room in rooms() for permit in room.permits() if permit.roles}
    assert {p.name for p in declared - set(first)} <= WITHIN_A_PAGE, "a permit that opens no page"
    wrong: list[str] = []
    for permit, page in first.items():
        manager = Role.SERVICE_MANAGER
        role = manager if manager in permit.roles else min(permit.roles)
        inside = Visitor("inside", role, None if role in NATIONAL_ROLES else HOME)
        outside = [Visitor(f"{r} elsewhere", r, ELSEWHERE) for r in permit.roles & LOCAL_ROLES]
        outside += [Visitor(f"{r} here", r, HOME) for r in LOCAL_ROLES - permit.roles]
        if client_for(inside).get(page.path).status_code == 404:
            wrong.append(f"{permit.name}: {page.path} stays shut to {inside.role}")
        wrong += [
            f"{permit.name}: {page.path} opens to {visitor.name}"
            for visitor in outside
            if client_for(visitor).get(page.path).status_code != 404
        ]
    assert not wrong, "\n".join(wrong)


FIRST_PAGES = {
    Role.BRANCH_STAFF: "today",
    Role.EVENTS_LEAD: "today",
    Role.SERVICE_MANAGER: "today",
    Role.CALLER: "calls",
    Role.CHAMPION: "learners",
    Role.PARTNER_WORKER: "referred",
    Role.COUNCILLOR: "ward-by-ward",
}
"""Who has no page of the desk yet begins with what their role may do. The national roles work at no service's desk."""


def test_the_desk_leads_every_role_to_the_first_page_of_its_own_navigation(
    demo_database: str,
) -> None:
    assert set(FIRST_PAGES) == LOCAL_ROLES
    desk = f"/{HOME}/desk/"
    for role, first in FIRST_PAGES.items():
        client = client_for(Visitor(f"{role} begins", role, HOME))
        assert client.get(desk).headers["Location"] == f"{desk}{first}", role
        page = client.get(f"{desk}{first}")
        assert page.status_code == 200, role
        named = [entry["address"] for entry in page.context["desk_pages"]]
        assert named[:1] in ([f"{desk}{first}"], []), role
        assert client.get(f"/{ELSEWHERE}/desk/").status_code == 404, role
    for role in NATIONAL_ROLES:
        assert client_for(Visitor(f"{role} begins", role)).get(desk).status_code == 404, role
    assert client_for(Visitor("begins", signed_in=False)).get(desk).status_code == 302
