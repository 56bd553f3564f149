"""What `branchline doctor` looks at on the ground floor; other rooms add their own checks.

A folder of the house's own concerns: each check is a function that gives one finding.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from ..rooms import Check
from . import database, installation, machine, post, stored, work


def checks(*, now: datetime) -> Sequence[Check]:
    """Database first: without it half of the others can't look."""
    found = [database.answers()]
    if found[0].well:
        found += _asked(
            database.extensions, database.roles, database.walls, lambda: database.same_time(now)
        )
        migrations = database.migrations()
        found.append(migrations)
        if migrations.well:
            found += _asked(
                lambda: work.heard(now), lambda: work.jobs(now), lambda: stored.files(now)
            )
    return [
        *found,
        *_asked(
            post.mail, machine.storage, machine.disk, machine.time_zone, installation.secret_key,
            installation.https, installation.static_files, installation.welsh,
            lambda: installation.backup(now),
        ),
    ]  # fmt: skip


def _asked(*questions: Callable[[], Check]) -> Iterator[Check]:
    for ask in questions:
        yield ask()
