"""`branchline merge`: one library service becomes part of another; first it only says what would happen."""

import argparse
import sys

from .database import running


def run(options: argparse.Namespace) -> int:
    """Shows councils, libraries and addresses that move. `--yes` does it; there is no way back."""
    with running():
        from branchline.core import clock
        from branchline.core.errors import Refusal
        from branchline.places.actions import merge_services
        from branchline.places.queries import service_at, what_merging_moves

        gone, into = service_at(slug=options.service), service_at(slug=options.into)
        for slug, found in ((options.service, gone), (options.into, into)):
            if found is None:
                print(f"There is no library service called “{slug}”.", file=sys.stderr)
        if gone is None or into is None:
            return 1
        print("\n".join(what_merging_moves(gone=gone, into=into)))
        if not options.yes:
            print(
                "\nNothing has changed. To do it, say the same again with --yes. Nobody can undo it."
            )
            return 0
        try:
            merge_services(gone=gone, into=into, now=clock.now())
        except Refusal as refusal:
            print(refusal, file=sys.stderr)
            return 1
        print(f"\n{gone} is part of {into} now.")
    return 0
