"""`branchline appoint`: how a real installation gets its first manager."""

from argparse import Namespace
from contextlib import nullcontext

import pytest

from branchline.commands import appoint
from branchline.core.words import said
from branchline.people.models import Membership
from branchline.places.models import Service


def test_the_operator_appoints_by_the_command_line(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Service.objects.create(slug="alice", name=said("Alice’s libraries"), nation="england")
    # The test's database runs already.
    monkeypatch.setattr(appoint, "running", nullcontext)
    given = Namespace(service="alice", email="Fay@Example.test", name="Fay")
    assert appoint.run(given) == 0
    assert "fay@example.test manages" in capsys.readouterr().out
    kept = Membership.objects.get(account__email="fay@example.test")
    assert (kept.role, kept.account.name) == ("service_manager", "Fay")
    assert appoint.run(given) == 1
    assert "already has that role" in capsys.readouterr().err
    assert appoint.run(Namespace(service="nowhere", email="a@b.test", name="")) == 1
