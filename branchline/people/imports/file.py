"""What only the file as a whole tells: the order of its dates, and which code means which library."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core.importing.columns import plain_heading
from branchline.core.scoping import current_service_id
from branchline.places.models import Branch

from .cells import Day

LEAST_OF_A_NAME = 3
"""Letters of a code that may stand for a name: ALT for Altrincham."""
SHOWN = 12


class DayOrder:
    """Day or month first: 03-09-1948 is told by the file's other dates, 03-25-1951 among them."""

    def __init__(self) -> None:
        self.only_month_first = self.only_day_first = 0

    def look(self, days: Iterable[Day | None]) -> None:
        """Take these into account."""
        for written in days:
            if written is None or written.day_first == written.month_first:
                continue
            self.only_month_first += written.day_first is None
            self.only_day_first += written.month_first is None

    @property
    def month_first(self) -> bool:
        """Only where more dates can't be meant otherwise than say the contrary: one slip turns no file round."""
        return self.only_month_first > self.only_day_first


class Libraries:
    """The service's libraries by what a library system calls them: the name, or a code that begins it."""

    def __init__(self) -> None:
        self.named: dict[str, int] = {}
        self.names: dict[int, str] = {}
        for branch in Branch.objects.open().filter(service=current_service_id()):
            self.names[branch.pk] = str(branch.name)
            for name in {str(branch.name), str(branch.name).removesuffix(" Library")}:
                self.named[plain_heading(name)] = branch.pk
        self.read_as: dict[str, int] = {}
        self.unknown: Counter[str] = Counter()

    def find(self, code: str) -> int | None:
        """Which library; None where no name here begins so, or two do."""
        plain = plain_heading(code)
        if plain in self.named:
            return self.named[plain]
        begun = {pk for name, pk in self.named.items() if name.startswith(plain)}
        if len(plain) >= LEAST_OF_A_NAME and len(begun) == 1:
            self.read_as[code] = begun.pop()
            return self.read_as[code]
        self.unknown[code] += 1
        return None

    def in_words(self) -> list[str]:
        """What was made of codes, so that somebody can see whether it is right."""
        said = []
        if self.read_as:
            pairs = [f"{code} – {self.names[pk]}" for code, pk in sorted(self.read_as.items())]
            said.append(
                _("We read these codes as your libraries: %(pairs)s.")
                % {"pairs": "; ".join(pairs[:SHOWN])}
            )
        if self.unknown:
            n = self.unknown.total()
            codes = ", ".join(f"“{code[:40]}”" for code, _n in self.unknown.most_common(SHOWN))
            said.append(
                ngettext(
                    "We don’t know the library of %(n)s person: %(codes)s. They come without one.",
                    "We don’t know the library of %(n)s people: %(codes)s. They come without one.",
                    n,
                )
                % {"n": f"{n:,}", "codes": codes}
            )
        return said
