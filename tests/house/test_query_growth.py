"""No page asks the database more when there is more to show.

Every page that can be fetched is counted on the demo after a busy day, as a service manager, and again when there is five
times as much of everything. So a new list is held to it from the day it has an address. A list that shows a
page of its rows only would look steady with any number of queries: there the same question asked again and
again within one request is the sign.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.places.models import Branch
from branchline.places.queries import service_at
from tests.harness.addresses import addresses
from tests.harness.busy_day import live_through
from tests.harness.cast import Visitor, client_for
from tests.harness.multiplying import multiply
from tests.harness.samples import SAMPLES

AGAIN_AND_AGAIN = 4
"""As often may one page ask the same question (of different things) before it counts as a loop."""

A_COPY = (
    "three questions to the outbox for each way to reach one person: a handful, in a file made once"
)
# Pages that may ask more when there is more, and why.
MAY_GROW = {"people:resident_copy": A_COPY, "people:resident_file": A_COPY}
# Pages that may ask the same question again and again, and why.
MAY_REPEAT = MAY_GROW | {
    "messages:letter": "one booking, composed for each route and language as the worker would: eight"
}
# Tables without a row after a busy day, which no page lists. The list may only shrink.
NOT_IN_THE_DEMO = {"core.Tries", "people.ErasedCard", "places.FormerSlug"}
ONE_FOR_EACH_SERVICE = {
    "calls.RotaWeek", "concerns.SafeguardingHours", "devices.EligibilityRule", "devices.RungDay", "messages.Sender",
    "people.RetentionRun",
}  # fmt: skip
ONE_FOR_EACH_PORT = {"live.PushDoor"}

BOOKKEEPING = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SELECT set_config")


@dataclass(frozen=True)
class Fetched:
    """What one page asked, without the values, and how much it said."""

    questions: Counter[str]
    size: int
    status: int

    @property
    def asked(self) -> int:
        return self.questions.total()

    @property
    def loop(self) -> tuple[str, int]:
        """The question asked most often."""
        return max(self.questions.items(), key=lambda pair: pair[1], default=("", 0))


def shape(sql: str) -> str:
    """The question without its values."""
    sql = re.sub(r"'(?:[^']|'')*'", "?", sql)
    sql = re.sub(r"\b\d+(?:\.\d+)?\b", "?", sql)
    return re.sub(r"\?(?:::\w+(?:\[\])?)?(?:, \?(?:::\w+(?:\[\])?)?)+", "?…", sql)


def questions(queries: CaptureQueriesContext) -> Counter[str]:
    said = (query["sql"] for query in queries.captured_queries)
    return Counter(shape(sql) for sql in said if not sql.startswith(BOOKKEEPING))


def fetch(client: Client, path: str) -> Fetched:
    reset_queries()  # Django keeps 9,000 of all pages together, and says so in a warning
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return Fetched(questions(queries), len(body), answer.status_code)


def test_a_loop_is_noticed(demo_database: str) -> None:
    """The measure itself: one question for each branch is seen for what it is."""
    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk), CaptureQueriesContext(connection) as queries:
        for branch in list(Branch.objects.all()[:9]):
            Branch.objects.get(pk=branch.pk)
    assert max(questions(queries).values()) == 9


def test_no_page_asks_more_when_there_is_more(demo_database: str, settings: Any) -> None:
    settings.BRANCHLINE_DEMO = True
    service = service_at(slug="trafford")
    assert service is not None
    live_through(service)
    with scope(service.pk):
        pages = {page.path: page.name for page in addresses("trafford", SAMPLES)}
    client = client_for(Visitor("manager", Role.SERVICE_MANAGER, "trafford"))
    few = {path: fetch(client, path) for path in pages}
    copied = multiply()
    many = {path: fetch(client, path) for path in pages}
    same = {label for label, rows in copied.rows.items() if not rows}
    assert same <= NOT_IN_THE_DEMO | ONE_FOR_EACH_SERVICE | ONE_FOR_EACH_PORT, (
        f"give the demo a row of each: {same - NOT_IN_THE_DEMO}"
    )
    fallen = [f"{path}: {many[path].status}" for path in pages if many[path].status >= 500]
    assert not fallen, fallen
    wrong: list[str] = []
    for path, name in pages.items():
        before, after = few[path], many[path]
        if after.asked > before.asked and name not in MAY_GROW:
            more = (after.questions - before.questions).most_common(3)
            wrong.append(f"{name} {path}: {before.asked} then {after.asked}\n    {more}")
        question, times = after.loop
        if times > AGAIN_AND_AGAIN and name not in MAY_REPEAT:
            wrong.append(f"{name} {path}: {times} times {question[:300]}")
    grown = [path for path in pages if many[path].size > few[path].size]
    assert len(grown) > 25, f"few lists have grown: {grown}\n{copied.refused}"
    assert not wrong, "\n".join(wrong)
