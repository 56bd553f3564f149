"""Work a queue out again from its published log: `python checker.py queue.jsonl`.

Written from README.md alone and on purpose without the code of the queue: it needs Python and nothing
else, so that whoever doubts an order can copy this one file and look.
"""

import hashlib
import hmac
import json
import sys
from collections.abc import Iterable
from typing import Any

NOTHING = "0" * 64
ALLOWED = {
    "paused": ({"waiting"}, "paused"),
    "resumed": ({"paused"}, "waiting"),
    "left": ({"waiting", "paused"}, "left"),
    "accepted": ({"offered"}, "accepted"),
    "declined": ({"offered"}, "declined"),
    "expired": ({"offered"}, "expired"),
    "put_off": ({"offered"}, "paused"),
}


class Wrong(Exception):
    """The log doesn't keep its own rule."""


class Check:
    """One queue, worked out line by line."""

    def __init__(self) -> None:
        self.rule: dict[str, Any] = {}
        self.commitment = ""
        self.seed = b""
        self.before = NOTHING
        self.count = 0
        self.closed = False
        self.entries: dict[str, dict[str, Any]] = {}
        self.due: list[tuple[str, str]] = []
        """What the last filling must be followed by: (offered or skipped, entry)."""

    def read(self, text: str | bytes) -> None:
        """Check one line. Raises `Wrong`."""
        line = json.loads(text)
        said = line.pop("hash")
        plain = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        self.count += 1
        self.must(line["n"] == self.count, "a line is missing or out of order")
        self.must(line["before"] == self.before, "doesn't follow the line before")
        self.must(hashlib.sha256(plain.encode()).hexdigest() == said, "was changed")
        self.must((self.count == 1) == (line["what"] == "opened"), "the first line opens the queue")
        if self.due and line["what"] not in {"offered", "skipped"}:
            raise Wrong(f"line {self.count}: the filling before should go on with {self.due[0]}")
        step = getattr(self, f"on_{line['what']}", self.on_step)
        step(line)
        self.before = said

    def must(self, true: bool, complaint: str) -> None:
        """Complain with the number of the line."""
        if not true:
            raise Wrong(f"line {self.count}: {complaint}")

    def on_opened(self, line: dict[str, Any]) -> None:
        self.rule, self.commitment = line["facts"]["rule"], line["facts"]["commitment"]

    def on_joined(self, line: dict[str, Any]) -> None:
        self.must(not self.closed, "somebody joined a closed queue")
        self.must(line["entry"] not in self.entries, "joined twice")
        facts = dict(line["facts"])
        size = facts.pop("size")
        self.must(size >= 1, "waits for nothing")
        self.adds_up(size, facts)
        late = self.rule["tie"] == "lottery" and bool(self.seed)
        self.entries[line["entry"]] = {
            "size": size, "facts": facts, "joined": self.count, "late": late,
            "state": "waiting", "skipped": 0,
        }  # fmt: skip

    def on_changed(self, line: dict[str, Any]) -> None:
        entry = self.entry(line)
        self.must(line["facts"]["size"] < entry["size"], "grew without joining again")
        now = {kind: line["facts"][kind] for kind in self.kinds}
        self.must(
            all(now[kind] <= entry["facts"][kind] for kind in now),
            "grew of a kind without joining again",
        )
        self.adds_up(line["facts"]["size"], now)
        entry["size"], entry["facts"] = line["facts"]["size"], entry["facts"] | now

    def on_drawn(self, line: dict[str, Any]) -> None:
        secret = bytes.fromhex(line["facts"]["secret"])
        self.must(not self.seed, "drawn twice")
        self.must(
            hashlib.sha256(secret).hexdigest() == self.commitment,
            "the secret is not the one that was promised when the queue opened",
        )
        self.seed = hashlib.sha256(secret + bytes.fromhex(self.before)).digest()

    def on_closed(self, line: dict[str, Any]) -> None:
        self.must(not self.closed, "closed twice")
        self.closed = True

    def on_filled(self, line: dict[str, Any]) -> None:
        """Work out whom the free places go to."""
        left: int = line["facts"]["places"]
        free: dict[str, int] = dict(line["facts"].get("of", {}))
        passed: list[tuple[str, str]] = []
        offers, skips = [], []
        for name in sorted(
            (n for n, e in self.entries.items() if e["state"] == "waiting"), key=self.place_of
        ):
            entry = self.entries[name]
            if left < 1:
                break
            # Who joined before kinds were told apart counts whole for each.
            needs = {kind: entry["facts"].get(kind, entry["size"]) for kind in free}
            if entry["size"] <= left and all(needs[kind] <= free[kind] for kind in free):
                left -= entry["size"]
                free = {kind: free[kind] - needs[kind] for kind in free}
                offers.append(("offered", name))
                skips += passed
                passed = []
            elif self.rule["skip_cap"] is not None and entry["skipped"] >= self.rule["skip_cap"]:
                break
            else:
                passed.append(("skipped", name))
        self.must(bool(offers), "a filling without an offer")
        self.due = offers + skips

    def on_offered(self, line: dict[str, Any]) -> None:
        self.expect(line)
        self.entry(line)["state"] = "offered"

    def on_skipped(self, line: dict[str, Any]) -> None:
        self.expect(line)
        entry = self.entry(line)
        entry["skipped"] += 1
        self.must(line["facts"]["times"] == entry["skipped"], "counts the skips wrongly")

    def on_step(self, line: dict[str, Any]) -> None:
        """Every other line moves one entry from a state to the next."""
        self.must(line["what"] in ALLOWED, f"nobody knows what “{line['what']}” is")
        before, after = ALLOWED[line["what"]]
        entry = self.entry(line)
        self.must(entry["state"] in before, f"{line['what']}, but was {entry['state']}")
        entry["state"] = after

    @property
    def kinds(self) -> list[str]:
        """The facts of which a size consists, where the rule tells them apart."""
        found: list[str] = self.rule.get("kinds", [])
        return found

    def adds_up(self, size: int, facts: dict[str, int]) -> None:
        """A size is the sum of its kinds."""
        whole = sum(facts[kind] for kind in self.kinds)
        self.must(not self.kinds or whole == size, "is not as many as its kinds add up to")

    def entry(self, line: dict[str, Any]) -> dict[str, Any]:
        """The entry of a line."""
        self.must(line["entry"] in self.entries, "is about somebody who never joined")
        return self.entries[line["entry"]]

    def expect(self, line: dict[str, Any]) -> None:
        """Offers and skips come in the order that the rule gives."""
        said = (line["what"], line["entry"])
        self.must(
            bool(self.due) and self.due[0] == said, f"{said} where the rule says {self.due[:1]}"
        )
        self.due.pop(0)

    def place_of(self, name: str) -> tuple[Any, ...]:
        """What an entry is sorted by: rules 1 to 3."""
        entry = self.entries[name]
        ranks = [
            -entry["facts"][c["fact"]] if c["first"] == "high" else entry["facts"][c["fact"]]
            for c in self.rule["criteria"]
        ]
        drawn = self.rule["tie"] == "lottery" and not entry["late"]
        self.must(not drawn or bool(self.seed), "places were given before the draw")
        ticket = hmac.new(self.seed, name.encode(), hashlib.sha256).hexdigest() if drawn else ""
        return (entry["late"], *ranks, ticket, entry["joined"])

    def end(self) -> None:
        """Nothing is missing at the end."""
        self.must(self.count > 0, "the log is empty")
        self.must(not self.due, f"the last filling should go on with {self.due[:1]}")


def check(lines: Iterable[str | bytes]) -> Check:
    """Work the whole log out. Raises `Wrong` with the number of the first line that is."""
    queue = Check()
    for line in lines:
        queue.read(line)
    queue.end()
    return queue


def main(arguments: list[str]) -> int:
    """Say whether the log keeps its rule, and how it stands."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python checker.py queue.jsonl\n")
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:  # noqa: PTH123  (the file stands alone)
            queue = check(file)
    except (Wrong, ValueError, KeyError) as problem:
        sys.stdout.write(f"NOT as its rule says: {problem}\n")
        return 1
    states: dict[str, int] = {}
    for entry in queue.entries.values():
        states[entry["state"]] = states.get(entry["state"], 0) + 1
    told = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    sys.stdout.write(f"As its rule says: {queue.count} lines, {told or 'nobody joined'}.\n")
    sys.stdout.write(f"Last hash {queue.before}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
