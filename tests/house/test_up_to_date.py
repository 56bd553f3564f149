"""Each room's tables are made in one step; a database that went the single steps has them already."""

import pytest
from django.db import connections

from branchline.commands.database import bring_up_to_date


def forget(condition: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"DELETE FROM django_migrations WHERE {condition}")


NOT_YOUNGER = "app NOT IN ('calls', 'concerns', 'devices', 'referrals', 'skills')"
"""Rooms that never went by single steps."""


@pytest.mark.race
def test_who_went_the_single_steps_has_nothing_to_do(own_database: str) -> None:
    forget(f"name = '0001_room' AND {NOT_YOUNGER}")
    assert bring_up_to_date(quiet=True) is False


@pytest.mark.race
def test_who_stopped_between_them_is_told_what_to_do(own_database: str) -> None:
    forget("name = '0001_room' OR (app = 'events' AND name > '0007')")
    with pytest.raises(SystemExit, match="starts over"):
        bring_up_to_date(quiet=True)
