"""On a champion's phone and at the desk: who sees whom, what is typed stays, a double press is once."""

import re
from typing import Any

from django.test import Client

from branchline.core.permits import Role
from branchline.people.actions import note_death
from branchline.people.models import Account, Doing, MarkSource, RecordRead
from branchline.people.tests.conftest import account, works
from branchline.people.tests.residents import key, resident
from branchline.skills.data import TODAYS, Can
from branchline.skills.models import Plan, Session, SkillCheck

from .conftest import NOW, Learning, champion


def at(learning: Learning, rest: str) -> str:
    return f"/{learning.cast.service.slug}/desk/{rest}"


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def post(client: Client, path: str, **given: Any) -> Any:
    return client.post(path, {"key": key(), **given})


CANARIES = ("Okafor", "4711", "M33", "Allergic", "Sale Library", "07700", "maud@")
"""What a record says, and no champion reads."""


def test_a_champion_reads_a_first_name_and_a_goal_and_nothing_else(learning: Learning) -> None:
    learning.maud.refresh_from_db()
    plan = learning.plan()
    there = f"learners/{plan.public_id}"
    pages = ["learners", there, f"{there}/can/before", f"{there}/can/after"]
    for path in pages:
        page = words(learning.phone.get(at(learning, path)))
        assert "Maud" in page, path
        assert "See my grandson on a screen" in page, path
        assert learning.maud.public_id not in page, path
        assert [each for each in CANARIES if each in page] == [], path
    paper = learning.phone.get(at(learning, f"{there}/can/before/paper.pdf"))
    assert paper.content[:5] == b"%PDF-"
    for path in ("skills", f"skills/plans/{plan.public_id}", "skills/results", f"skills/of/{learning.maud.public_id}"):  # fmt: skip
        assert learning.phone.get(at(learning, path)).status_code == 404, path


def test_written_down_in_under_a_minute_and_once(learning: Learning) -> None:
    plan = learning.plan()
    path = at(learning, f"learners/{plan.public_id}")
    page = words(learning.phone.get(path))
    assert "Make a video call" in page.split("<details")[0]
    assert "No health details" in page
    once = re.findall(r'name="key" value="([^"]+)"', page)[0]
    given = {"key": once, "tasks": ["C6"], "minutes": "45", "next_step": "Ring him", "held_on": NOW.date().isoformat()}  # fmt: skip
    for _press in range(2):
        answer = learning.phone.post(path, given)
        assert answer["Location"] == at(learning, "learners")
    assert Session.objects.get().tasks == ["C6"]
    home = words(learning.phone.get(at(learning, "learners")))
    assert "Next: Ring him" in home
    assert "You wanted to do next: Ring him" in words(learning.phone.get(path))


def test_what_is_missing_is_said_and_what_was_typed_stays(learning: Learning) -> None:
    path = at(learning, f"learners/{learning.plan().public_id}")
    page = words(post(learning.phone, path, tasks=["S10"], note="Went well", held_on="2026-09-02"))
    assert "Choose how long it took." in page
    assert 'value="Went well"' in page
    assert re.search(r'value="S10" ?checked', page)
    assert '<details class="govuk-details" open>' in page
    assert "not one to come" in words(post(learning.phone, path, minutes="30", held_on="2026-09-02"))  # fmt: skip


def test_nobody_elses_learners(learning: Learning) -> None:
    """Pia is a champion too; Bob is staff, and leads nobody; Charlie works elsewhere."""
    plan, pia = learning.plan(), account("Pia")
    works(pia, learning.cast.organisation, learning.cast.service, Role.CHAMPION)
    champion("Pia Invented", pia, learning.alice)
    for person in (pia, learning.cast.bob, learning.cast.charlie):
        client = learning.browser(person)
        for path in (f"learners/{plan.public_id}", f"learners/{plan.public_id}/can/before"):
            assert client.get(at(learning, path)).status_code == 404
            assert post(client, at(learning, path), minutes="30").status_code == 404
    assert "Nobody is waiting for you" in words(learning.browser(pia).get(at(learning, "learners")))
    assert "not a digital champion yet" in words(learning.browser(learning.cast.bob).get(at(learning, "learners")))  # fmt: skip
    note_death(person=learning.maud, source=MarkSource.FAMILY, by=learning.alice, now=NOW)
    assert "Maud" not in words(learning.phone.get(at(learning, "learners")))
    assert learning.phone.get(at(learning, f"learners/{plan.public_id}")).status_code == 404


def test_a_champion_is_told_what_is_missing(learning: Learning) -> None:
    learning.petra.trainings.all().delete()
    page = words(learning.phone.get(at(learning, "learners")))
    assert "Something is missing before the next session" in page
    assert "Digital champion: not seen yet." in page
    learning.petra.doing = [Doing.CALLS]
    learning.petra.save()
    assert "not a digital champion yet" in words(learning.phone.get(at(learning, "learners")))


def test_begun_from_a_record_changed_asked_and_ended(learning: Learning) -> None:
    bob = learning.browser(learning.cast.bob)
    record = words(bob.get(at(learning, f"people/residents/{learning.maud.public_id}")))
    here = at(learning, f"skills/of/{learning.maud.public_id}")
    assert here in record
    assert "With what will they go on afterwards?" in words(bob.get(here))
    given = {"goal": "See my grandson", "onward": "gifted", "branch": learning.cast.sale.public_id, "champion": ""}  # fmt: skip
    assert "Write what they want to do" in words(post(bob, here, **given | {"goal": ""}))
    assert "Choose the library." in words(post(bob, here, **given | {"branch": learning.cast.hale.public_id}))  # fmt: skip
    there = post(bob, here, **given, tasks=["C6"])["Location"]
    page = words(bob.get(there))
    assert "Nobody leads yet" in page
    assert "A device that is given to them" in page
    assert "Begin the plan" not in words(bob.get(here))
    changed = post(bob, f"{there}/change", **given | {"champion": learning.petra.public_id, "onward": "unknown"})  # fmt: skip
    assert changed["Location"] == there
    assert "Ask at the next session" in words(bob.get(there))
    for moment, answer in (("before", Can.HELP), ("after", Can.ALONE)):
        path = f"{there}/can/{moment}"
        assert "Choose an answer for at least one task." in words(post(bob, path))
        said = dict.fromkeys(TODAYS.tasks, answer.value)
        assert post(bob, path, **said)["Location"] == there
        assert "Asked before" in words(bob.get(path))
        assert bob.get(f"{path}/paper.pdf").content[:5] == b"%PDF-"
    assert bob.get(f"{there}/can/never").status_code == 404
    assert SkillCheck.objects.count() == 2
    assert "7 of 7 tasks" in words(bob.get(there))
    end = {"ending": "reached", "came_to": "own", "words": "I ring him every Sunday"}
    assert "Ask whether we may keep their words" in words(post(bob, f"{there}/end", **end))
    assert post(bob, f"{there}/end", **end, consent_how="in_person")["Location"] == there
    assert "I ring him every Sunday" in words(bob.get(there))
    assert set(RecordRead.objects.values_list("page", flat=True)) >= {"skills:desk_of", "skills:desk_plan", "skills:desk_check"}  # fmt: skip


def test_lists_and_results(learning: Learning) -> None:
    bob = learning.browser(learning.cast.bob)
    assert "Nobody learns here yet" in words(bob.get(at(learning, "skills")))
    plan = learning.plan(champion=None)
    learning.plan(resident(learning.cast, "Ann Sugden"), branch=learning.cast.hale)
    page = words(bob.get(at(learning, "skills")))
    assert "Maud Okafor" in page
    assert "Ann Sugden" not in page, "Bob works at Sale"
    assert "1 learner has no champion yet" in words(bob.get(at(learning, "today")))
    for show in ("nobody", "quiet", "running", "ended", "nonsense"):
        assert learning.browser().get(at(learning, "skills"), {"show": show}).status_code == 200
    assert "fewer than 10" in words(learning.browser().get(at(learning, "skills/results")))
    assert "Sgiliau" in words(bob.get(f"/cy{at(learning, 'skills')}"))
    assert bob.get(at(learning, f"skills/plans/{plan.public_id}")).status_code == 200


def test_plans_of_another_library_are_none_of_their_business(learning: Learning) -> None:
    hal: Account = account("Hal")
    works(hal, learning.cast.organisation, learning.cast.service, Role.BRANCH_STAFF, learning.cast.hale)  # fmt: skip
    there = f"skills/plans/{learning.plan().public_id}"
    for person in (hal, learning.cast.charlie):
        client = learning.browser(person)
        for path in (there, f"{there}/change", f"{there}/end", f"{there}/can/before", f"{there}/can/before/paper.pdf"):  # fmt: skip
            assert client.get(at(learning, path)).status_code == 404, path
            assert post(client, at(learning, path)).status_code == 404, path
    assert Plan.objects.get().is_running
    assert "Maud" not in words(learning.browser(hal).get(at(learning, f"skills/of/{learning.maud.public_id}"))).replace("Maud Okafor", "")  # fmt: skip


def test_somebody_who_has_died_begins_nothing(learning: Learning) -> None:
    note_death(person=learning.maud, source=MarkSource.FAMILY, by=learning.alice, now=NOW)
    page = words(learning.browser().get(at(learning, f"skills/of/{learning.maud.public_id}")))
    assert "No plan can begin." in page
    assert "Begin the plan" not in page
