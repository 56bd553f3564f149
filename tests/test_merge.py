"""`branchline merge`: the operator makes one service part of another, and sees first what that does."""

from argparse import Namespace
from contextlib import nullcontext

import pytest

from branchline.commands import merge
from branchline.places.models import Service
from branchline.places.queries import slug_now
from branchline.places.tests.cast import make_cast


def test_the_operator_reads_what_would_happen_then_does_it(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = make_cast()
    monkeypatch.setattr(merge, "running", nullcontext)  # the test's database runs already
    given = {"service": "birchwood", "into": "alderley"}
    assert merge.run(Namespace(**given, yes=False)) == 0
    told = capsys.readouterr().out
    assert "Councils that Alderley Libraries serves from today as well: Birchwood." in told
    assert "Libraries shown with those of Alderley Libraries: 1." in told
    assert "/birchwood/" in told
    assert "Nothing has changed" in told
    assert Service.objects.get(pk=cast.birchwood.pk).slug == "birchwood"
    assert merge.run(Namespace(**given, yes=True)) == 0
    assert slug_now(old_slug="birchwood") == "alderley"


def test_what_cannot_be_merged_is_refused_in_words(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_cast()
    monkeypatch.setattr(merge, "running", nullcontext)
    assert merge.run(Namespace(service="nowhere", into="alderley", yes=True)) == 1
    assert "There is no library service called “nowhere”." in capsys.readouterr().err
    assert merge.run(Namespace(service="alderley", into="alderley", yes=True)) == 1
    assert "part of another already" in capsys.readouterr().err
