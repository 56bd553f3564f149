"""Every address, walked as everybody: nothing falls over, strangers see 404, nobody sees another's rows."""

from typing import Any

import pytest
from django.test import Client

from branchline.core.scoping import scope
from branchline.places.queries import service_at
from tests.harness.addresses import Address, addresses, named_views
from tests.harness.samples import SAMPLES
from tests.harness.signing_in import client_of

HOME, ELSEWHERE = "trafford", "newcastle-upon-tyne"


def walk(slug: str) -> list[Address]:
    service = service_at(slug=slug)
    assert service is not None
    with scope(service.pk):
        return list(addresses(slug, SAMPLES))


def test_every_address_that_names_something_has_a_sample() -> None:
    named = {name for name, _view, _of_service, further in named_views() if further}
    assert named == set(SAMPLES)


@pytest.mark.walk
def test_every_page_as_everybody(demo_database: str) -> None:
    """One walk, one database: each page as nobody, as our manager, and as a manager from elsewhere."""
    ours = walk(HOME)
    assert len(ours) > 40
    visitors: dict[str, Any] = {
        "nobody": Client(),
        "manager": client_of("Service manager", "Trafford Libraries"),
        "stranger": client_of("Service manager", "Newcastle upon Tyne Libraries"),
    }
    wrong: list[str] = []
    for page in ours:
        for who, client in visitors.items():
            for prefix in ("", "/cy"):
                status = client.get(prefix + page.path).status_code
                if status not in expected(page, who):
                    wrong.append(f"{status} for {who}: {prefix}{page.path} ({page.name})")
    assert not wrong, "\n".join(wrong)


def expected(page: Address, who: str) -> set[int]:
    """Which answers are right."""
    if page.audience == "desk":
        return {"nobody": {302}, "stranger": {404}, "manager": {200, 302, 404, 405}}[who]
    if page.audience == "account":
        return {302, 404} if who == "nobody" else {200, 302, 404, 405}
    return {200, 302, 404, 405}


@pytest.mark.walk
def test_nobody_sees_a_word_of_another_service(demo_database: str) -> None:
    """What names our people, bookings and messages never appears to a stranger or to nobody."""
    from branchline.people.models import Contact, Resident

    service = service_at(slug=HOME)
    assert service is not None
    with scope(service.pk):
        secrets = {contact.address for contact in Contact.objects.all()}
        secrets |= {contact.public_id for contact in Contact.objects.all()}
        secrets |= {resident.public_id for resident in Resident.objects.all()}
        secrets |= {"CANARY-trafford", "T2400117"}
    assert secrets
    leaks: list[str] = []
    for client in (Client(), client_of("Service manager", "Newcastle upon Tyne Libraries")):
        for page in [*walk(HOME), *walk(ELSEWHERE)]:
            if page.name in {"events:cancel", "messages:mailbox"}:
                continue  # the link is the secret; the mailbox shows the demo's own copies
            body = client.get(page.path).content.decode(errors="replace")
            leaks += [
                f"{secret} on {page.path}"
                for secret in secrets
                if secret in body and secret not in page.path
            ]
    assert not leaks, "\n".join(leaks[:20])
