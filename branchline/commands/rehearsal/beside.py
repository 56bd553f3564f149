"""Two ladders beside each other: each is played on the same town, from the same Monday, in a database and a process of its
own. So neither knows of the other, and how busy the machine is changes nothing but how long it takes.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context

import psycopg
from django.db import connections

from branchline.core.clock import in_london, london

from .figures import Figures, figures_of
from .play import Play
from .scene import Ladder, make_scene
from .town import Town, make_town

BEGINS = london(2026, 10, 5, 9)
"""A Monday. Always the same, so that the same seed is the same table whenever it is played."""
SLUG = "rehearsal"
Says = Callable[[str], None]


def beside(
    *, seed: int, people: int, callers: int, calls: int, ladders: Sequence[Ladder], says: Says
) -> list[Figures]:
    """Play all of them at once, within `scratch()`; `says` is a function of a module. Raises ValueError for a town that
    can't be."""
    town = make_town(seed=seed, people=people, callers=callers, begins=BEGINS)
    with (
        _copies(len(ladders)) as copies,
        ProcessPoolExecutor(len(ladders), mp_context=get_context("fork")) as pool,
    ):
        played = [
            pool.submit(_in_its_own, name, town, ladder, calls, says)
            for name, ladder in zip(copies, ladders, strict=True)
        ]
        try:
            return [each.result() for each in played]
        except BaseException:
            # Else the others would play to their end before anything is put away.
            for process in active_children():
                process.kill()
            raise


@contextmanager
def _copies(count: int) -> Iterator[list[str]]:
    """Databases like the one that was prepared, and as empty. Nobody may be connected to it."""
    given = connections["owner"].get_connection_params()
    connections.close_all()
    reach = {key: given[key] for key in ("user", "password", "host", "port") if given.get(key)}
    names = [f"{given['dbname']}_{n}" for n in range(count)]
    with psycopg.connect(dbname="postgres", autocommit=True, **reach) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{given["dbname"]}"')
        try:
            yield names
        finally:
            for name in names:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _in_its_own(name: str, town: Town, ladder: Ladder, calls: int, says: Says) -> Figures:
    for alias in ("default", "owner"):
        connections.databases[alias]["NAME"] = name
    return play_one(town, ladder, calls=calls, slug=SLUG, says=says)


def play_one(town: Town, ladder: Ladder, *, calls: int, slug: str, says: Says) -> Figures:
    """Play one ladder in a service of that address, which must not be there yet, and count. `says` hears how far it is."""
    scene = make_scene(town, ladder, slug=slug)
    says(f"{ladder.name}: {len(town.people):,} people and {len(town.callers)} callers are there")
    play = Play(
        scene,
        calls,
        lambda moment, made: says(
            f"{ladder.name}: {in_london(moment):%A %-d %B}, {made:,} of {calls:,} calls"
        ),
    )
    play.run()
    says(f"{ladder.name}: {play.stage.made:,} calls by {play.requests:,} requests")
    return figures_of(play)
