"""What a file of beats comes to: the numbers of a broadcast's certificate, worked out again by anybody."""

import argparse
import sys
from pathlib import Path


def run(options: argparse.Namespace) -> int:
    """`branchline certificate FILE`. Asks no database."""
    from branchline.live.stream.tally import NotBeats, percent_apart, tally_file

    try:
        found = tally_file(Path(options.file), pace=options.pace)
    except FileNotFoundError:
        print(f"There is no file {options.file}.", file=sys.stderr)
        return 2
    except NotBeats as broken:
        print(
            f"Line {broken.line} of {options.file} is no line of beats, so nothing can be added up.",
            file=sys.stderr,
        )
        return 2
    each = f"{found.minutes_each:.1f}" if found.minutes_each is not None else "–"
    percent = percent_apart(found.minutes, found.given_minutes)
    apart = f"{percent:.1f} %" if percent is not None else "not known"
    for words, value in (
        ("Screens at the fullest moment", f"{found.peak:,}"),
        ("Screens that stayed for a minute or more", f"{found.stayed:,}"),
        ("Screens at all", f"{found.screens:,}"),
        ("Minutes on each screen", each),
        ("Minutes on all screens, as they said", f"{found.minutes:,}"),
        ("Minutes given to players", f"{found.given_minutes:,}"),
        ("The two are apart by", apart),
        ("People, as they told us", f"{found.people:,} before {found.told:,} screens"),
        ("Fingerprint (SHA-256)", found.digest),
    ):
        print(f"{words}: {value}")
    if options.digest and options.digest != found.digest:
        print(
            "The file is not the one that the certificate was made from: a line differs.",
            file=sys.stderr,
        )
        return 1
    return 0
