"""Where a page of dates continues: behind the last one's distance band, start and public id."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from branchline.core.paging import read_cursor, write_cursor


@dataclass(frozen=True)
class Cursor:
    """The last row shown. Its first condition on `starts_at` alone is what the index serves."""

    band: int
    starts_at: datetime
    public_id: str

    def __str__(self) -> str:
        return write_cursor([self.band, self.starts_at.isoformat(), self.public_id])

    @classmethod
    def read(cls, said: str | None) -> "Cursor | None":
        """From an address. A mangled cursor begins again at the first page."""
        values = read_cursor(said, 3) if said and len(said) < 300 else None
        if values is None or "\0" in values[2]:
            return None
        try:
            read = cls(int(values[0]), datetime.fromisoformat(values[1]), values[2])
        except ValueError:
            return None
        return read if read.starts_at.tzinfo and 0 <= read.band < 100 else None

    def beyond(self) -> Q:
        """Rows after this one in the order (starts_at, public_id)."""
        return Q(starts_at__gte=self.starts_at) & (
            Q(starts_at__gt=self.starts_at) | Q(public_id__gt=self.public_id)
        )

    def before(self) -> Q:
        """Rows after this one in the order (-starts_at, -public_id)."""
        return Q(starts_at__lte=self.starts_at) & (
            Q(starts_at__lt=self.starts_at) | Q(public_id__lt=self.public_id)
        )
