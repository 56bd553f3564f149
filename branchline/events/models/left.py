"""How many more people fit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Left:
    """Places that are left of a date: for people, and of adults and of children no more than so many. None: no
    limit of their own."""

    people: int
    adults: int | None = None
    children: int | None = None

    def fit(self, *, adults: int, children: int) -> bool:
        """Whether a party gets in whole."""
        return adults + children <= self.people and not self.lacking(
            adults=adults, children=children
        )

    def lacking(self, *, adults: int, children: int) -> tuple[str, ...]:
        """The kinds of which more come than may."""
        asked = {"adults": adults, "children": children}
        return tuple(kind for kind, free in self.of.items() if asked[kind] > free)

    @property
    def of(self) -> dict[str, int]:
        """The kinds that have a limit of their own, as `core.fairqueue` takes them."""
        kinds = {"adults": self.adults, "children": self.children}
        return {kind: max(0, free) for kind, free in kinds.items() if free is not None}

    @property
    def for_adults(self) -> int:
        """How many adults would fit."""
        return min(self.people, self.of.get("adults", self.people))

    @property
    def for_children(self) -> int:
        """How many children would fit."""
        return min(self.people, self.of.get("children", self.people))

    def room_for(self, kind: str) -> int:
        """How many of a kind would fit."""
        return self.for_children if kind == "children" else self.for_adults

    @property
    def full(self) -> bool:
        """Nobody fits, of no kind."""
        return not self.for_adults and not self.for_children

    @property
    def full_for_some(self) -> bool:
        """One kind fits and the other doesn't."""
        return not self.full and not (self.for_adults and self.for_children)
