"""A list of colleagues becomes invitations, by the rules of inviting one; undoing closes what is open."""

import io
from typing import Any

import pytest

from branchline.core.importing.running import Outcome, bring_in
from branchline.core.importing.undoing import undo
from branchline.messages.models import Message
from branchline.people import actions
from branchline.people.imports import Colleagues
from branchline.people.models import Invitation

from .conftest import NOW, Cast, account
from .residents import later

FILE = """Email,Name,Role,Libraries
rosa@council.test,Rosa Lind,Branch staff,Sale
ALI@council.test,Ali Demir,events_lead,all
bob@example.test,Bob,branch staff,
mona@council.test,Mona,Boss,
nia@council.test,Nia,National network,
eve@council.test,Eve,Branch staff,Narnia Library
max@council.test,Max,Service manager,Hale Library
"""


@pytest.fixture(autouse=True)
def files_beside_us(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def bring(cast: Cast, dry_run: bool = False, at: Any = NOW) -> Outcome:
    return bring_in(
        importer=Colleagues(), file=io.BytesIO(FILE.encode()), file_name="staff.csv", by=cast.as_alice,
        now=at, service_id=cast.service.pk, dry_run=dry_run,
    )  # fmt: skip


def test_each_good_row_is_an_invitation_and_each_bad_one_a_sentence(at_alices: Cast) -> None:
    outcome = bring(at_alices)
    run = outcome.run
    assert (run.added, run.unchanged, run.refused) == (2, 1, 4)
    rosa = Invitation.objects.get(email="rosa@council.test")
    assert (rosa.role, rosa.all_branches, rosa.branch_ids) == (
        "branch_staff",
        False,
        [at_alices.sale.pk],
    )
    assert Invitation.objects.get(email="ali@council.test").all_branches
    assert Message.objects.filter(address="rosa@council.test").exists()
    said = " ".join(problem.sentence for problem in outcome.problems)
    for words in (
        "“Boss” is no role here. Write one of: Branch staff",
        "That role can’t be given here.",
        "there is no library called “narnia library” here.",
        "A service manager works for all branches.",
    ):
        assert words in said


def test_a_dry_run_writes_to_nobody_and_a_second_run_neither(at_alices: Cast) -> None:
    assert bring(at_alices, dry_run=True).run.added == 2
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()
    bring(at_alices)
    written = Message.objects.count()
    again = bring(at_alices, at=later(1)).run
    assert (again.added, again.unchanged) == (0, 3)
    assert Message.objects.count() == written


def test_undoing_closes_what_nobody_has_accepted(at_alices: Cast) -> None:
    run = bring(at_alices).run
    ali = Invitation.objects.get(email="ali@council.test")
    person = account("Ali")
    type(person).objects.filter(pk=person.pk).update(email=ali.email)
    person.refresh_from_db()
    actions.accept_invitation(invitation=ali, account=person, by=at_alices.as_alice, now=later(1))
    removed, _restored, kept = undo(run=run, by=at_alices.as_alice, now=later(2))
    assert (removed, kept) == (1, ["ali@council.test was changed since, so it stays."])
    assert not Invitation.objects.filter(email="rosa@council.test").exists()
