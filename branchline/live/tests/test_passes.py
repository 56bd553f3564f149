"""A pass opens one session of one broadcast, for a day's event, and nothing else."""

import time

import pytest
from django.core import signing

from branchline.live.passes import LASTS, SALT, Pass, give_pass, read_pass


def test_a_pass_says_whose_it_is() -> None:
    assert read_pass(give_pass(broadcast="abcdefghij", session=3)) == Pass("abcdefghij", 3)


def test_a_pass_that_was_changed_is_nobodys() -> None:
    given = give_pass(broadcast="abcdefghij", session=3)
    told, when, mark = given.split("~")
    assert read_pass(f"abcdefghij.4~{when}~{mark}") is None
    assert read_pass(f"kbcdefghij.3~{when}~{mark}") is None
    assert read_pass(f"{told}~{when}~{mark[:-1]}") is None
    assert read_pass("") is None


def test_a_signature_for_another_purpose_opens_nothing() -> None:
    other = signing.TimestampSigner(salt="another", sep="~").sign("abcdefghij.3")
    assert read_pass(other) is None
    without_session = signing.TimestampSigner(salt=SALT, sep="~").sign("abcdefghij")
    assert read_pass(without_session) is None


def test_a_pass_is_over_after_half_a_day_and_a_clock_put_back_an_hour_spoils_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = give_pass(broadcast="abcdefghij", session=3)
    moment = time.time()
    for seconds, opens in ((-3600, True), (3600, True), (LASTS.total_seconds() + 60, False)):
        monkeypatch.setattr(time, "time", lambda later=seconds: moment + later)
        assert (read_pass(given) is not None) is opens
