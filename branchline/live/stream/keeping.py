"""What is kept when a broadcast is over, and how it goes: from the public place at once, from the disk in time."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from .elsewhere import there_file
from .house import House, counts_of


def put_away(house: House) -> None:
    """Out of the public place: nobody has an address of it any more. Again changes nothing."""
    there_file(house.root, house.prefix).unlink(missing_ok=True)
    if house.public.is_dir() and not house.kept.exists():
        house.kept.parent.mkdir(parents=True, exist_ok=True)
        house.public.replace(house.kept)


def remove_recording(house: House) -> None:
    """All pictures and sounds, for good. The journal stays: it says when what was sung, and nobody is in it."""
    for folder in _folders(house):
        shutil.rmtree(folder, ignore_errors=True)


def remove_rehearsals(root: Path, broadcast: str, *, but: str) -> None:
    """What nobody saw, and that it was; each had an address of its own. `but`: the prefix of the one that may run. The
    spool is the broadcast's and stays."""
    for journal in (root / "journal").glob(f"{broadcast}-*.jsonl"):
        prefix = journal.stem.removeprefix(f"{broadcast}-")
        if prefix == but:
            continue
        house = House(root, broadcast, prefix, journal.stem)
        counts = counts_of(root, prefix)
        for folder in (house.cutting, house.public, house.kept, counts):
            shutil.rmtree(folder, ignore_errors=True)
        house.state.unlink(missing_ok=True)
        house.journal.unlink(missing_ok=True)


def _folders(house: House) -> Iterator[Path]:
    yield house.root / "spool" / house.broadcast
    yield house.root / "cutting" / house.showing
    yield house.public
    yield house.kept
