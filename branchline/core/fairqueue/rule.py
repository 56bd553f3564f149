"""The rule of a queue: data that is published with it. In words: README.md, "The rule, exactly"."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

HIGHEST = 999_999_999
WIDTH = 12
"""Digits of a line's number in an order; as many as a queue will never have lines."""


class Tie(StrEnum):
    """What decides between equals."""

    FIRST_COME = "first_come"
    LOTTERY = "lottery"


@dataclass(frozen=True)
class Criterion:
    """One fact that is compared; by itself a low number comes first."""

    fact: str
    high_first: bool = False

    def rank(self, facts: Mapping[str, int]) -> int:
        """The fact as a number of which the lowest is first. A fact nobody gave counts as 0."""
        value = facts.get(self.fact, 0)
        return HIGHEST - value if self.high_first else value


@dataclass(frozen=True)
class Rule:
    """Who is next. `skip_cap`: how often an entry may be passed over; None: without limit.

    `kinds`: facts that say of what a size consists, such as adults and children; a filling may limit each.
    """

    name: str
    tie: Tie = Tie.FIRST_COME
    criteria: tuple[Criterion, ...] = ()
    skip_cap: int | None = 0
    kinds: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it stands in the first line of the log."""
        return {
            "name": self.name,
            "tie": self.tie.value,
            "criteria": [
                {"fact": c.fact, "first": "high" if c.high_first else "low"} for c in self.criteria
            ],
            "skip_cap": self.skip_cap,
            "kinds": list(self.kinds),
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Rule":
        """Back from the log."""
        return cls(
            name=said["name"],
            tie=Tie(said["tie"]),
            criteria=tuple(Criterion(c["fact"], c["first"] == "high") for c in said["criteria"]),
            skip_cap=said["skip_cap"],
            kinds=tuple(said.get("kinds", ())),
        )

    def facts_of(self, given: Mapping[str, int], *, size: int) -> dict[str, int]:
        """What the log keeps of the facts of an entry. Its kinds add up to its size."""
        names = [*(criterion.fact for criterion in self.criteria), *self.kinds]
        facts = {name: given.get(name, 0) for name in names}
        check_facts(facts)
        if self.kinds and sum(facts[kind] for kind in self.kinds) != size:
            raise ValueError("the kinds of an entry add up to its size")
        return facts

    def order(self, facts: Mapping[str, int], *, joined: int, ticket: str, late: bool) -> str:
        """A text that sorts as the rule does. `ticket` is empty where there is no draw yet."""
        ranks = [f"{criterion.rank(facts):0{len(str(HIGHEST))}d}" for criterion in self.criteria]
        last = ticket if self.tie is Tie.LOTTERY and not late else f"{joined:0{WIDTH}d}"
        return "·".join(["1" if late else "0", *ranks, last])


def check_facts(facts: Mapping[str, int]) -> None:
    """Facts are whole numbers that fit; anything else is a mistake in our code."""
    for name, value in facts.items():
        if type(value) is not int or not 0 <= value <= HIGHEST:
            raise ValueError(f"the fact {name} is a whole number from 0 to {HIGHEST:,}")
