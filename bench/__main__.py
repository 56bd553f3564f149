"""`make bench`: everything that must be reached, in one table. `SCALE=national make bench` for the big one.

Runs on a database of its own, which is removed at the end; nothing of yours is touched.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from .measure import BEST_OF, HEAD, Measured, timed
from .own import branchline, installation

PARTS = ("generate", "pages", "bookings", "hot", "members", "calls", "start", "rota")
GENERATE_LIMIT = 15 * 60.0


def main() -> int:
    """Print the table; non-zero when something was not reached."""
    options = _options()
    rows: list[Measured] = []
    with installation(kept=options.kept, keep=options.keep) as environment:
        for measured in _measure(options, environment):
            print(measured.row(), file=sys.stderr, flush=True)
            rows.append(measured)
    size = options.kept or f"the scale “{options.scale}”"
    print(f"\nBranchline at {size}, {os.cpu_count()} cores.\n\n{HEAD}")
    print("\n".join(measured.row() for measured in rows))
    print(
        f"\nPages: each address {BEST_OF} times, the quickest counts; the reference is /robots.txt beside it."
    )
    return 0 if all(measured.reached for measured in rows) else 1


def _measure(options: argparse.Namespace, environment: dict[str, str]) -> Iterator[Measured]:
    if "start" in options.only:
        from .starting import second_start

        yield second_start()
    if "rota" in options.only:
        from .rota import rota

        yield rota()
    if not set(options.only) - {"start", "rota"}:
        return
    from branchline.commands.serve import free_port

    os.environ |= environment | {"BRANCHLINE_ADDRESS": f"http://localhost:{free_port(19_200)}"}
    if set(options.only) <= {"start", "calls"}:
        branchline("migrate", environment=environment)
    elif options.kept is None:
        words = ("generate", "--scale", options.scale)
        took = timed(lambda: branchline(*words, environment=environment))
        yield Measured(f"branchline {' '.join(words)}", [took], limit=GENERATE_LIMIT)
    import django

    django.setup()
    if "pages" in options.only:
        from .pages import pages

        branchline("manage", "collectstatic", "--noinput", "-v0", environment=environment)
        yield from pages(os.environ["BRANCHLINE_ADDRESS"], called=options.pages)
    if "bookings" in options.only:
        from .bookings import bookings

        yield bookings()
    if "hot" in options.only:
        from .hot_event import hot_event

        branchline("manage", "collectstatic", "--noinput", "-v0", environment=environment)
        yield from hot_event(os.environ["BRANCHLINE_ADDRESS"])
    if "members" in options.only:
        from .members import members

        yield from members()
    if "calls" in options.only:
        from .calls import calls

        branchline("manage", "collectstatic", "--noinput", "-v0", environment=environment)
        yield from calls()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--scale", choices=["town", "national"], default=os.environ.get("SCALE", "town")
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument(
        "--pages",
        nargs="+",
        default=[""],
        metavar="WORD",
        help="only pages with such words in their names",
    )
    parser.add_argument("--keep", action="store_true", help="leave the database to look at")
    parser.add_argument("--kept", type=Path, metavar="FOLDER", help="measure on one that was kept")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
