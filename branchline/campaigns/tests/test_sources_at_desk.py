"""Sources at the desk and by the clock."""

from datetime import timedelta

from branchline.campaigns.models import Entry, FedEvent, Joining, Source
from branchline.core import clock
from branchline.core.scoping import scope

from .conftest import NOW, Country
from .feeding import look, name
from .other_system import OtherSystem, calendar, event
from .test_pages import lead_of


def test_a_lead_adds_one_looks_and_decides(
    joined: Joining, country: Country, other: OtherSystem
) -> None:
    client = lead_of(country.alice)
    desk = "/alice/desk/campaigns/libraries-week/sources"
    assert "No other calendar yet" in client.get(desk).content.decode()
    wrong = client.post(f"{desk}/add", {"name": "", "kind": "calendar", "address": "friends"})
    assert "Give it a name" in wrong.content.decode()
    wrong = client.post(f"{desk}/add", {"name": "F", "kind": "calendar", "address": "friends"})
    assert "beginning with https://" in wrong.content.decode()
    given = {
        "name": "Friends",
        "kind": "calendar",
        "address": other.say("/a.ics", calendar(event("Coffee"))),
        "trusted": "",
    }
    client.post(f"{desk}/add", given)
    with scope(country.alice.pk):
        source = Source.objects.get()
    look(joined, source)
    html = client.get(desk).content.decode()
    assert "Waits for you" in html
    with scope(country.alice.pk):
        row = FedEvent.objects.get()
    unsaid = client.post(f"{desk}/judge", {"event": row.public_id}).content.decode()
    assert f'href="#why-{row.public_id}"' in unsaid
    assert "Waits for you" in unsaid, "whoever says neither has left nothing out"
    client.post(f"{desk}/judge", {"event": row.public_id, "then": "refuse", "because": "Not ours"})
    assert "Not ours" in client.get(desk).content.decode()
    client.post(f"{desk}/judge", {"event": row.public_id, "then": "accept"})
    assert [str(entry.title) for entry in Entry.objects.all()] == ["Coffee"]
    assert "Remove it?" in client.get(f"{desk}/{source.public_id}").content.decode()
    client.post(f"{desk}/{source.public_id}", {"then": "remove"})
    assert not Entry.objects.exists()
    assert lead_of(country.charlie).get(f"{desk}/{source.public_id}").status_code == 404


def test_the_worker_looks_at_every_source_by_the_clock(joined: Joining, other: OtherSystem) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from branchline.campaigns.jobs import look_at_all

    source = name(joined, other.say("/a.ics", calendar(event("Coffee"))))
    before = ProcrastinateJob.objects.filter(task_name__endswith="look_at_source").count()
    with clock.at(NOW + timedelta(minutes=15)):
        look_at_all()
    waiting = ProcrastinateJob.objects.filter(task_name__endswith="look_at_source")
    assert waiting.count() == before + 1
    assert waiting.order_by("-id")[0].args["source"] == source.public_id
