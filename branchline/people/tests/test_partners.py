"""Alice begins to work with a charity, invites its first worker, and ends it; other services go on."""

import pytest
from django.test import Client

from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.people import actions, errors
from branchline.people.models import Invitation, Organisation, OrganisationKind, Partnership
from branchline.people.queries import holdings_of, organisations_here, partners

from .conftest import NOW, Cast, account, signed_in, works
from .residents import key

TODAY = in_london(NOW).date()


def begin(cast: Cast, name: str = "Good Company") -> Organisation:
    return actions.begin_partnership(
        name=name, kind=OrganisationKind.PARTNER, key=key(), by=cast.as_alice, now=NOW
    )


def test_one_charity_serves_two_services_and_each_sees_its_own_people(cast: Cast) -> None:
    with scope(cast.service.pk):
        ours = begin(cast)
    with scope(cast.elsewhere.pk):
        theirs = begin(cast, "  good   company ")
    assert ours == theirs
    pat, paul = account("Pat"), account("Paul")
    works(pat, ours, cast.service, Role.PARTNER_WORKER)
    works(paul, ours, cast.elsewhere, Role.PARTNER_WORKER)
    with scope(cast.service.pk):
        assert [p.names for p in partners(today=TODAY)] == [["Pat"]]


def test_the_same_partner_is_not_added_twice(at_alices: Cast) -> None:
    begin(at_alices)
    with pytest.raises(errors.AlreadyPartner):
        begin(at_alices, "GOOD COMPANY")


def test_ending_takes_the_desk_here_and_nowhere_else(cast: Cast) -> None:
    with scope(cast.elsewhere.pk):
        begin(cast)
    with scope(cast.service.pk):
        charity = begin(cast)
        pat = account("Pat")
        works(pat, charity, cast.service, Role.PARTNER_WORKER)
        works(pat, charity, cast.elsewhere, Role.PARTNER_WORKER)
        asked = actions.invite_colleague(
            email="paul@example.test", name="Paul", role=Role.PARTNER_WORKER, organisation=charity,
            branches=None, key=key(), by=cast.as_alice, now=NOW,
        )  # fmt: skip
        assert actions.end_partnership(organisation=charity, by=cast.as_alice, now=NOW) == 1
        assert not holdings_of(account_id=pat.pk, service_id=cast.service.pk, today=TODAY)
        assert holdings_of(account_id=pat.pk, service_id=cast.elsewhere.pk, today=TODAY)
        asked = Invitation.objects.get(pk=asked.pk)
        assert asked.withdrawn_at == NOW
        assert charity not in organisations_here()
        with pytest.raises(errors.AlreadyEnded):
            actions.end_partnership(organisation=charity, by=cast.as_alice, now=NOW)
        begin(cast)
        assert [p.organisation for p in partners(today=TODAY)] == [charity], "and may begin again"


def test_alice_does_it_at_the_desk(cast: Cast) -> None:
    alice = signed_in(cast.alice)
    assert b"Nobody yet" in alice.get("/alice/desk/partners").content
    form = alice.get("/alice/desk/partners/add").context["form"]
    given = {"name": "Good Company", "kind": "partner", "key": form["key"].value()}
    missing = alice.post("/alice/desk/partners/add", {**given, "kind": ""})
    assert b"Choose what they are." in missing.content
    assert b"Good Company" in missing.content
    led = alice.post("/alice/desk/partners/add", given)
    charity = Organisation.objects.get(name__en="Good Company")
    assert led.headers["Location"] == f"/alice/desk/colleagues/invite?for={charity.public_id}"
    assert (
        alice.get(led.headers["Location"]).context["form"]["organisation"].value()
        == charity.public_id
    )
    works(account("Pat"), charity, cast.service, Role.PARTNER_WORKER)
    assert b"Pat" in alice.get("/alice/desk/partners").content
    end = f"/alice/desk/partners/{charity.public_id}/end"
    assert b"Pat" in alice.get(end).content
    assert alice.post(end).status_code == 302
    assert alice.get(end).status_code == 404


def test_bob_reads_and_strangers_see_nothing(cast: Cast) -> None:
    with scope(cast.service.pk):
        charity = begin(cast)
    bob, charlie = signed_in(cast.bob), signed_in(cast.charlie)
    # Begun before the day was written down, as in a house that was upgraded.
    Partnership.objects.update(began_on=None)
    assert bob.get("/alice/desk/partners").status_code == 200
    for closed in ("add", f"{charity.public_id}/end"):
        assert bob.post(f"/alice/desk/partners/{closed}").status_code == 404
    assert charlie.get("/alice/desk/partners").status_code == 404
    assert charlie.post(f"/charlie/desk/partners/{charity.public_id}/end").status_code == 404
    assert Client().get("/alice/desk/partners").status_code == 302
