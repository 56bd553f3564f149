"""The outline of the country, from the room's own data."""

import gzip
import json
from functools import cache
from pathlib import Path

from branchline.core.design.maps import Area

COAST = Path(__file__).parents[1] / "data" / "coast.json.gz"


@cache
def coast() -> Area:
    """The outline of the United Kingdom, read once. No query."""
    rings = json.loads(gzip.decompress(COAST.read_bytes()))
    return Area([[(lon, lat) for lon, lat in ring] for ring in rings])
