"""`branchline recording`: what is in the recording of a broadcast, and each session as one film."""

import argparse
import os
import sys


def run(options: argparse.Namespace) -> int:
    """Reads the live folder alone: it works while the product runs, and while it does not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "branchline.settings")
    from django.conf import settings

    from branchline.live.stream.house import spool_of
    from branchline.live.stream.recording import as_one_file, room_for, sessions_of

    root = settings.BRANCHLINE_LIVE_FOLDER
    found = sessions_of(root, options.broadcast)
    if not found:
        print(
            f"There is no recording of {options.broadcast}. Its name stands in the address of its page.",
            file=sys.stderr,
        )
        return 2
    before = None
    for one in found:
        if before is not None and one.began > before.ended:
            print(f"Then nobody sent for {one.began - before.ended:.0f} seconds.")
        before = one
        missing = sum(len(gap) for gap in one.gaps)
        print(
            f"Session {one.session}: {one.chunks} chunks, {one.seconds:.0f} seconds, {one.size / 1e6:.1f} MB,"
            f" {missing} missing" + (f" ({_said(one.gaps)})" if missing else "")
        )
        if options.into is None:
            continue
        options.into.mkdir(parents=True, exist_ok=True)
        spool = spool_of(root, options.broadcast, one.session)
        if not room_for(spool, options.into):
            print("  There is too little room for it on that disk.", file=sys.stderr)
            return 1
        film = as_one_file(spool, options.into / f"{options.broadcast}-{one.session}")
        print(f"  {film}" if film else "  It can’t be read.")
    return 0


def _said(gaps: list[range]) -> str:
    return ", ".join(str(g.start) if len(g) == 1 else f"{g.start}–{g.stop - 1}" for g in gaps)
