"""The nearest branches, by the index, in true order."""

from random import Random

from django.db import connection

from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.places.models import Branch, Service
from branchline.places.queries import branches_near, metres_between
from branchline.places.queries.nearby import FarFrom

from .cast import Cast, branch


def scatter(service: Service, n: int) -> list[Branch]:
    """Branches all over the country, from a fixed seed."""
    dice = Random(7)
    with scope(service.pk):
        return Branch.objects.bulk_create(
            Branch(
                service=service,
                name=said(f"Library {number}"),
                lat=dice.uniform(50, 59),
                lon=dice.uniform(-6, 1.7),
                position="exact",
            )
            for number in range(n)
        )


def test_near_me_agrees_with_measuring_every_branch(cast: Cast) -> None:
    scatter(cast.alderley, 400)
    everyone = [b for b in Branch.objects.all() if b.lat is not None and b.lon is not None]
    for lat, lon in ((53.42, -2.32), (50.3, -4.9), (58.6, -3.2), (51.5, 0.0)):
        by_hand = sorted(everyone, key=lambda b: metres_between(lat, lon, b.lat or 0, b.lon or 0))
        assert [n.branch.pk for n in branches_near(lat, lon, limit=12)] == [
            b.pk for b in by_hand[:12]
        ]


def test_near_me_uses_the_index_and_one_query(
    cast: Cast, django_assert_num_queries: object
) -> None:
    scatter(cast.alderley, 3000)
    with connection.cursor() as cursor:  # rows of this transaction are unknown to the planner
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    rows = Branch.objects.for_the_public().filter(lat__isnull=False).order_by(FarFrom(53.4, -2.3))
    assert "places_branch_point" in rows[:20].explain()
    for limit in (2, 40):
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert [str(n.branch.service.slug) for n in branches_near(53.4, -2.3, limit=limit)]


def test_a_known_distance() -> None:
    """London to Edinburgh by the great circle: about 534 km."""
    assert abs(metres_between(51.5074, -0.1278, 55.9533, -3.1883) - 534_000) < 2_000


def test_prisons_closed_and_mobile_libraries_are_left_out(cast: Cast) -> None:
    here = {"lat": 53.4201, "lon": -2.3201}
    branch(cast.alderley, "HMP Alder", kind="prison", **here)
    branch(cast.alderley, "Gone Library", closed_on="2020-01-01", **here)
    van = branch(cast.alderley, "Van", kind="mobile", **{**here, "position": "approximate"})
    names = [str(n.branch) for n in branches_near(53.42, -2.32)]
    assert names[:2] == ["Market Library", "Canal Library"]
    assert not {"HMP Alder", "Gone Library", "Van"} & set(names)
    assert van in [n.branch for n in branches_near(53.42, -2.32, mobile=True)]


def test_one_service_and_a_radius(cast: Cast) -> None:
    assert [str(n.branch) for n in branches_near(53.42, -2.32, service_id=cast.birchwood.pk)] == [
        "Hill Library"
    ]
    assert [str(n.branch) for n in branches_near(53.42, -2.32, within_metres=100)] == [
        "Market Library"
    ]
