"""What hundreds ask at once is planned once: PostgreSQL keeps the statement, and then its plan too."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branchline.core import prepared

PLANS = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s"


@pytest.mark.django_db
def test_a_statement_is_kept_and_planned_no_more_than_five_times() -> None:
    for number in range(20):
        with prepared.run("SELECT %s::bigint AS asked_often", [number]) as cursor:
            assert cursor.fetchone() == (number,)
    with connection.cursor() as cursor:
        cursor.execute(PLANS, ["%AS asked_often"])
        assert cursor.fetchall() == [(15, 5)]


@pytest.mark.django_db
def test_whoever_counts_queries_hears_its_words_each_time() -> None:
    with CaptureQueriesContext(connection) as queries:
        for number in range(8):
            prepared.run("SELECT %s::bigint AS counted_too", [number]).close()
    assert {each["sql"] for each in queries.captured_queries} == {
        "SELECT %s::bigint AS counted_too"
    }
