"""The rota as a flow: what the solver takes, and what it answers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from .facts import (
    LAST_HOUR,
    LISTENS,
    LOAD,
    MOST,
    OnCall,
    Wanted,
    left_out_costs,
    may_ring,
    quarters,
    worth,
)


class Network:
    """The flow as the solver takes it: nodes are numbers, the lines first; an arc is a start, an end, room and a price."""

    def __init__(self, wanted: Sequence[Wanted], callers: Sequence[OnCall], a_slot: int) -> None:
        self.wanted = wanted
        self.callers = {each.key: each for each in callers}
        self.end = len(wanted)
        self.nodes = len(wanted) + 1
        self.arcs: list[tuple[int, int, int, int]] = []
        self.means: dict[int, tuple[OnCall, int]] = {}
        self.hours: dict[tuple[int, int], int] = {}
        self.pools: dict[tuple[int, str, bool, int], int | None] = {}
        self.working: dict[int, list[OnCall]] = defaultdict(list)
        for caller in callers:
            self._add_week(caller, a_slot)
        nobody = left_out_costs(wanted)
        for line, each in enumerate(wanted):
            self.arcs.append((line, self.end, 1, nobody * each.priority))
            self._add_line(line, each)

    def _node(self) -> int:
        self.nodes += 1
        return self.nodes - 1

    def _add_week(self, caller: OnCall, a_slot: int) -> None:
        week = self._node()
        for quarter, room in enumerate(quarters(caller.most)):
            self.arcs.append((week, self.end, room, LOAD * quarter))
        for slot in sorted(caller.slots):
            hour = self.hours[caller.key, slot] = self._node()
            self.means[hour] = caller, slot
            self.working[slot].append(caller)
            self.arcs.append((hour, week, a_slot, 0))

    def _add_line(self, line: int, each: Wanted) -> None:
        known = (each.usual, each.last[0] if each.last else None)
        own = [self.callers[key] for key in dict.fromkeys(known) if key in self.callers]
        # Whoever must not be rung by somebody keeps out of the pool: it would forget that.
        for caller in self.callers.values() if each.apart else own:
            if may_ring(each, caller):
                for slot in sorted(each.slots & caller.slots):
                    price = MOST - worth(each, caller, slot)
                    self.arcs.append((line, self.hours[caller.key, slot], 1, price))
        if not each.apart:
            for slot in sorted(each.slots):
                self._add_to_pool(line, each, slot)

    def _add_to_pool(self, line: int, each: Wanted, slot: int) -> None:
        pool = self._pool(each, slot)
        if pool is not None:
            same = each.last is not None and each.last[1] == slot
            self.arcs.append((line, pool, 1, 0 if same else LAST_HOUR))

    def _pool(self, each: Wanted, slot: int) -> int | None:
        """The node of all who need the same in this hour; none where nobody can give it."""
        need = each.round, each.language, each.hears_badly, slot
        if need not in self.pools:
            able = [caller for caller in self.working[slot] if may_ring(each, caller)]
            self.pools[need] = self._join(self._node(), each, able, slot) if able else None
        return self.pools[need]

    def _join(self, pool: int, each: Wanted, able: Sequence[OnCall], slot: int) -> int:
        for caller in able:
            heard = LISTENS if each.hears_badly and caller.listens else 0
            price = MOST - LAST_HOUR - heard
            self.arcs.append((pool, self.hours[caller.key, slot], len(self.wanted), price))
        return pool

    def solve(self) -> tuple[dict[int, tuple[OnCall, int]], int]:
        """{line: caller and hour}, and the cost."""
        # Numbers and solver together are 60 MB of libraries, which nobody needs but who plans a week.
        import numpy as np
        from ortools.graph.python import min_cost_flow

        solver = min_cost_flow.SimpleMinCostFlow()
        starts, ends, room, prices = np.array(self.arcs, dtype=np.int64).T
        arcs = solver.add_arcs_with_capacity_and_unit_cost(starts, ends, room, prices)
        lines = np.arange(len(self.wanted))
        solver.set_nodes_supplies(lines, np.ones_like(lines))
        solver.set_node_supply(self.end, -len(self.wanted))
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise RuntimeError(f"the rota has no optimum: {status}")
        flows = solver.flows(arcs)
        return self._read(
            [(*self.arcs[arc][:2], int(flows[arc])) for arc in np.flatnonzero(flows)]
        ), solver.optimal_cost()

    def _read(self, flows: Iterable[tuple[int, int, int]]) -> dict[int, tuple[OnCall, int]]:
        """Who of a pool goes to whom makes no difference: they need the same, and nobody there is known to them."""
        chosen: dict[int, tuple[OnCall, int]] = {}
        waiting: dict[int, list[int]] = defaultdict(list)
        offered: dict[int, list[int]] = defaultdict(list)
        for start, end, units in flows:
            if start < self.end and end in self.means:
                chosen[self.wanted[start].key] = self.means[end]
            elif start < self.end < end:
                waiting[end].append(start)
            elif end in self.means:
                offered[start] += [end] * units
        for pool, lines in waiting.items():
            for line, hour in zip(lines, offered[pool], strict=True):
                chosen[self.wanted[line].key] = self.means[hour]
        return chosen
