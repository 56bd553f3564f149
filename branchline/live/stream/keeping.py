"""What is kept when a broadcast is over, and how it goes: from the public place at once, from the disk in time."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from .house import House


def put_away(house: House) -> None:
    """Out of the public place: nobody has an address of it any more. Again changes nothing."""
    if house.public.is_dir() and not house.kept.exists():
        house.kept.parent.mkdir(parents=True, exist_ok=True)
        house.public.replace(house.kept)


def remove_recording(house: House) -> None:
    """All pictures and sounds, for good. The journal stays: it says when what was sung, and nobody is in it."""
    for folder in _folders(house):
        shutil.rmtree(folder, ignore_errors=True)


def remove_rehearsal(house: House) -> None:
    """What nobody saw, and that it was. The spool is the broadcast's and stays."""
    for folder in (house.root / "cutting" / house.showing, house.public, house.kept):
        shutil.rmtree(folder, ignore_errors=True)
    house.journal.unlink(missing_ok=True)


def _folders(house: House) -> Iterator[Path]:
    yield house.root / "spool" / house.broadcast
    yield house.root / "cutting" / house.showing
    yield house.public
    yield house.kept
