"""No clock but `core.clock`: not in Python, not in SQL, not in a template."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from branchline.core.rooms import Room
from tests.harness.each import for_each

HOUSE = Path(__file__).resolve().parents[2] / "branchline"
ASKS_FOR_TIME = re.compile(
    r"timezone\.now|datetime\.now\(|datetime\.utcnow|date\.today\(|auto_now|time\.time\(|"
    r"\bNow\(\)|(?<![.\w])now\(\)|CURRENT_TIMESTAMP|CURRENT_DATE|LOCALTIME"
)
SQL_ASKS_FOR_TIME = r"\mnow\(|current_(timestamp|date|time)\M|localtime|clock_timestamp|'now'"
# Functions of packages: the queue runs by the clock on the wall; row history writes what that clock said.
OF_PACKAGES = ("procrastinate", "pgtrigger", "_pgh")


def python_files() -> Iterator[Path]:
    for path in sorted(HOUSE.rglob("*.py")):
        if "migrations" not in path.parts and "tests" not in path.parts:
            yield path


@for_each(path.relative_to(HOUSE) for path in python_files())
def test_nobody_has_a_clock_of_their_own(path: Path) -> None:
    if path == Path("core/clock.py"):
        return
    asked = ASKS_FOR_TIME.findall((HOUSE / path).read_text())
    assert not asked, f"{path} asks {asked}; use core.clock"


def test_no_template_asks_for_the_time() -> None:
    asking = [
        str(path)
        for path in HOUSE.glob("*/templates/**/*")
        if path.is_file() and re.search(r"{%\s*now\b|datetime\.today", path.read_text())
    ]
    assert not asking


@pytest.mark.django_db
def test_no_column_has_the_time_as_its_default() -> None:
    ours = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if isinstance(apps.get_app_config(model._meta.app_label), Room)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT adrelid::regclass::text FROM pg_attrdef"
            " WHERE adrelid::regclass::text = ANY(%s) AND pg_get_expr(adbin, adrelid) ~* %s",
            [ours, SQL_ASKS_FOR_TIME],
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_no_function_or_policy_in_the_database_asks_for_the_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND prosrc ~* %s",
            [SQL_ASKS_FOR_TIME],
        )
        found = [name for (name,) in cursor.fetchall() if not name.startswith(OF_PACKAGES)]
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE coalesce(qual, '') || coalesce(with_check, '') ~* %s",
            [SQL_ASKS_FOR_TIME],
        )
        assert found == []
        assert cursor.fetchall() == []
