"""Whoever counts queries hears the words of a prepared statement too.

Django asks psycopg what it sent last; psycopg forgets the words of a statement that PostgreSQL keeps. Then what
was asked for is told, without its values.
"""

from typing import Any

import pytest


def pytest_sessionstart() -> None:
    from django.db.backends.postgresql.operations import DatabaseOperations

    sent = DatabaseOperations.last_executed_query

    def sent_or_asked(operations: DatabaseOperations, cursor: Any, sql: str, params: Any) -> str:
        return sent(operations, cursor, sql, params) or sql

    pytest.MonkeyPatch().setattr(DatabaseOperations, "last_executed_query", sent_or_asked)
