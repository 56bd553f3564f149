"""The demo's residents are invented, varied, and put in once."""

import pytest

from branchline.core.scoping import scope
from branchline.people.demo import residents
from branchline.people.demo.names import TRAFFORD
from branchline.people.models import Contact, Duplicate, Mark, Resident, ResidentRoute
from branchline.places.models import Service

from .conftest import NOW


@pytest.fixture
def trafford(db: None) -> Service:
    from branchline.core.words import said

    return Service.objects.create(slug="trafford", name=said("Trafford"), nation="england")


def test_loading_twice_changes_nothing(trafford: Service) -> None:
    for _ in range(2):
        residents.load(now=NOW)
        with scope(trafford.pk):
            assert Resident.objects.count() == len(TRAFFORD) == 60
            assert Duplicate.objects.count() >= 2
            assert Mark.objects.count() == 3


def test_nobody_is_real(trafford: Service) -> None:
    residents.load(now=NOW)
    with scope(trafford.pk):
        reached: list[ResidentRoute | Contact] = [
            *ResidentRoute.objects.all(),
            *Contact.objects.all(),
        ]
        for way in reached:
            assert (
                way.address.endswith("@example.test")
                or way.address.startswith(("07700900", "01614960"))
                or way.route == "letter"
            ), way.address
        assert all(
            "Invented for the demo of Trafford." in one.note for one in Resident.objects.all()
        )
