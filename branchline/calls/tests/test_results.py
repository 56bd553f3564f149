"""What came of the calls: a funder's page, with made, accepted and felt apart, and no small number of people."""

import re
from datetime import date, timedelta

from branchline.calls import queries
from branchline.calls.actions import Need
from branchline.calls.models import CallNeed, NeedKind, NeedState, Outcome, Urgency
from branchline.calls.queries import Period, results
from branchline.core import clock
from branchline.people.tests.conftest import signed_in

from .conftest import NOW, Calls

PAGE = "/alice/desk/calls/rounds/results"
TODAY = Period(NOW.date(), NOW.date())


def words(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_made_accepted_and_felt_are_told_apart(calls: Calls) -> None:
    for n in range(12):
        calls.put_on(f"Maud {n}")
    for n in range(11):
        calls.next(calls.nadia)
        needs = [Need(NeedKind.FOOD, Urgency.SOON)] if n < 3 else []
        calls.report(calls.nadia, minutes=20 if n else None, needs=needs)
    calls.next(calls.nadia)
    calls.report(calls.nadia, Outcome.NO_ANSWER)
    CallNeed.objects.filter(pk=CallNeed.objects.latest("pk").pk).update(
        state=NeedState.MET, closed_at=NOW
    )
    found = results(TODAY)
    assert (found.calls, found.talks, found.timed, found.hours, found.callers) == (12, 11, 10, 3, 1)
    assert (str(found.people), str(found.heard), str(found.waiting)) == (
        "12",
        "11",
        "fewer than 10",
    )
    food = found.all_needs
    assert (food.heard, food.taken_up, food.accepted, food.met) == (3, 3, 0, 1)
    assert dict(found.outcomes) == {Outcome.ANSWERED.label: 11, Outcome.NO_ANSWER.label: 1}
    assert (
        results(Period(NOW.date() - timedelta(days=9), NOW.date() - timedelta(days=1))).calls == 0
    )


def test_the_period_is_chosen_in_days_and_the_last_day_counts(calls: Calls) -> None:
    calls.put_on("Maud")
    calls.next(calls.nadia)
    calls.report(calls.nadia, minutes=5)
    alice = signed_in(calls.cast.alice)
    with clock.at(NOW + timedelta(days=1)):
        assert queries.usual_period(now=clock.now()).last == NOW.date()
        page = words(alice.get(PAGE).content)
        assert "Calls made 1 · by 1 caller" in page
        assert "People heard fewer than 10" in page
        one = words(alice.get(f"{PAGE}?first=2026-08-01&last=2026-08-31").content)
        assert "No calls in these weeks" in one
        turned = words(alice.get(f"{PAGE}?first=2026-09-02&last=2026-08-31").content)
        assert "This is before the first day." in turned
        assert "Write a day like" in words(alice.get(f"{PAGE}?first=soon&last=").content)
    assert signed_in(calls.cast.charlie).get(PAGE).status_code == 404
    change = date(2026, 3, 29)
    assert queries.Period(change, change).ends == clock.london(2026, 3, 30)
