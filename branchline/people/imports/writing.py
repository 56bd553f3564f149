"""A batch of members, written: what the file says anew, where nobody here has changed it since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from branchline.core import ledger
from branchline.core.clock import in_london
from branchline.core.ids import public_id
from branchline.core.importing.writing import Writer
from branchline.core.scoping import current_service_id
from branchline.messages.models import Route
from branchline.people.actions.indexing import index_each
from branchline.people.actions.privacy import RESIDENTS_KEPT_FOR
from branchline.people.actions.residents import CARD, who
from branchline.people.actions.sources import erased_among
from branchline.people.actions.wishes import tell_outbox
from branchline.people.actions.written import account_of
from branchline.people.measures import RESIDENT_ADDED
from branchline.people.models import (
    THROUGH_A_FILE,
    ExternalId,
    Mark,
    MarkKind,
    MemberSource,
    Part,
    PartChange,
    Resident,
    ResidentRoute,
)
from branchline.people.models.names import in_order
from branchline.people.queries.retention import chosen_lengths, length_of
from branchline.places.queries import LivesAt, who_live_at

from .by_hand import emptied_by_hand, removed_by_hand
from .in_words import changes_in_words
from .member import Member, Said, digest

Values = dict[str, Any]


class Batch:
    """Reads all that is known of these members in a handful of queries, then writes in as many."""

    def __init__(self, members: Sequence[Member], into: Writer, *, system: str) -> None:
        self.system = system
        self.into, self.today = into, in_london(into.now).date()
        self.service_id = current_service_id()
        cards = [member.card for member in members]
        known = ExternalId.objects.filter(system=CARD, value__in=cards).select_related("resident")
        self.known = {card.value: card for card in known}
        numbers = [card.resident_id for card in self.known.values()]
        self.sources = {
            source.external_id_id: source
            for source in MemberSource.objects.filter(external_id__in=self.known.values())
        }
        self.routes: dict[int, list[ResidentRoute]] = defaultdict(list)
        for route in ResidentRoute.objects.filter(resident__in=numbers):
            self.routes[route.resident_id].append(route)
        self.marks: dict[int, list[Mark]] = defaultdict(list)
        for mark in Mark.objects.filter(resident__in=numbers, lifted_at__isnull=True):
            self.marks[mark.resident_id or 0].append(mark)
        self.removed, self.emptied = removed_by_hand(numbers), emptied_by_hand(numbers)
        chosen = chosen_lengths().get("people.residents")
        self.kept_for = RESIDENTS_KEPT_FOR
        if chosen is not None:
            self.kept_for = min(self.kept_for, length_of(chosen.months))
        self.erased = erased_among(set(cards) - set(self.known))
        self.homes = who_live_at(m.postcode.replace(" ", "") for m in members if m.postcode)
        self.kept_ours = 0
        self._residents: list[Values] = []
        self._routes: list[tuple[str, Values]] = []
        self._moved: list[Values] = []
        self._parts: list[tuple[str, tuple[Route, str, str]]] = []
        self._cards: list[tuple[str, Member]] = []
        self._joined: list[str] = []
        self._touched: set[str] = set()

    def say(self, member: Member) -> Said:
        """Decide what becomes of a member, and note what is to be written."""
        card = self.known.get(member.card)
        if card is None:
            return self._join(member)
        if any(mark.kind == MarkKind.DECEASED for mark in self.marks[card.resident_id]):
            self.into.unchanged += 1
            return Said.DEAD
        return self._change(member, card)

    def write(self) -> None:
        """Everything noted, in the order in which rows stand on one another."""
        upsert = self.into.upsert
        numbers = upsert(Resident, ("public_id",), self._residents, count=False)
        by_public_id = {card.resident.public_id: card.resident_id for card in self.known.values()}
        by_public_id |= {key[0]: number for key, number in numbers.items()}
        new_cards = [
            {"system": CARD, "value": member.card, "resident_id": by_public_id[whose],
             "service_id": self.service_id}
            for whose, member in self._cards
            if member.card not in self.known
        ]  # fmt: skip
        cards = upsert(ExternalId, ("system", "value"), new_cards, count=False)
        added = [{"resident_id": by_public_id[whose], **values} for whose, values in self._routes]
        fixed = {"service_id": self.service_id, "made_at": self.into.now}
        upsert(ResidentRoute, ("resident_id", "route", "address"), added, fixed=fixed, count=False)
        upsert(ResidentRoute, ("public_id",), self._moved, count=False)
        parts = [self._part(by_public_id[whose], *said) for whose, said in self._parts]
        upsert(PartChange, ("public_id",), parts, count=False)
        of_card = {card.value: card.pk for card in self.known.values()}
        of_card |= {key[1]: number for key, number in cards.items()}
        says = [self._source(of_card[member.card], member) for _whose, member in self._cards]
        fixed = {"service_id": self.service_id, "first_at": self.into.now}
        upsert(MemberSource, ("external_id_id",), says, fixed=fixed, count=False)
        self._settle(by_public_id)

    def _join(self, member: Member) -> Said:
        if member.is_child(self.today):
            return Said.CHILD
        if member.active and member.active < self.today - self.kept_for:
            return Said.LONG_AGO
        if member.card in self.erased:
            return Said.ERASED
        whose = public_id()
        preferred = member.preferred if member.preferred in member.ways else ""
        self._residents.append(
            {
                "public_id": whose,
                "service_id": self.service_id,
                **self._named(member.name),
                **self._home(member.postcode),
                "born_on": member.born_on,
                "language": member.language or "en",
                "preferred_route": preferred or str(next(iter(member.ways), "")),
                "note": member.note,
                "made_at": self.into.now,
                "seen_on": member.active or self.today,
            }
        )
        self._routes += [(whose, self._route(r, a)) for _slot, r, a in member.routes]
        self._cards.append((whose, member))
        self._joined.append(whose)
        self.into.added += 1
        return Said.TAKEN

    def _change(self, member: Member, card: ExternalId) -> Said:
        resident, source = card.resident, self.sources.get(card.pk)
        before: Mapping[str, str] = source.said if source else {}
        values = self._news(member, resident, before, known=source is not None)
        if digest(member.note) != before.get("note") and member.note not in resident.note:
            # below what colleagues have written, never in its place
            values["note"] = f"{resident.note}\n{member.note}".strip()
        if member.active and member.active > resident.seen_on:
            values["seen_on"] = member.active
        noted = len(self._parts)
        routed = self._reroute(member, resident, before, known=source is not None)
        if routed and not resident.preferred_route and not self.routes[resident.pk]:
            values["preferred_route"] = str(routed[0])
        if values or routed:
            self.into.changed += 1
            parts = changes_in_words(
                resident, values, [said for _whose, said in self._parts[noted:]]
            )
            self.into.changing(member.line, resident.pk, resident.name, parts)
            self._touched.add(resident.public_id)
        else:
            self.into.unchanged += 1
        if values:
            self._residents.append({"public_id": resident.public_id, **values})
        self._cards.append((resident.public_id, member))
        return Said.TAKEN

    def _news(
        self, member: Member, resident: Resident, before: Mapping[str, str], *, known: bool
    ) -> Values:
        """Fields to write: what the file has changed and nobody here has; at first only empty ones."""
        says = {
            "name": member.name, "born_on": member.born_on, "postcode": member.postcode,
            "language": member.language,
        }  # fmt: skip
        values: Values = {}
        for name, value in says.items():
            current = getattr(resident, name)
            if not value or value == current or digest(_plain(value)) == before.get(name):
                continue
            if current in (None, ""):
                # a colleague has emptied what a file, or they themselves, had said
                ours = name in before or (resident.pk, name) in self.emptied
            else:
                ours = not known or before.get(name) != digest(_plain(current))
            if ours:
                self.kept_ours += 1
            elif name == "name":
                values |= self._named(member.name)
            elif name == "postcode":
                values |= self._home(member.postcode)
            else:
                values[name] = value
        return values

    def _reroute(
        self, member: Member, resident: Resident, before: Mapping[str, str], *, known: bool
    ) -> list[Route]:
        """Note routes to add, or to move to a new address. Says which."""
        there, news = self.routes[resident.pk], []
        says = {address for _slot, _route, address in member.routes}
        for slot, route, address in member.routes:
            same = [r for r in there if r.route == route]
            said_before = before.get(slot)
            # A second number of the file's own is no second opinion on what stands here.
            others = [r for r in same if slot == str(route) or r.address not in says]
            if address in {r.address for r in same} or said_before == digest(address):
                continue
            moved = next((r for r in same if digest(r.address) == said_before), None)
            if moved is not None:
                self._parts.append((resident.public_id, (route, moved.address, address)))
                self._moved.append(
                    {"public_id": moved.public_id, "address": address, "proven_at": None,
                     "vouched_by_id": account_of(self.into.by)}
                )  # fmt: skip
            elif (
                said_before is None
                and not others
                and (resident.pk, str(route), address) not in self.removed
            ):
                self._parts.append((resident.public_id, (route, "", address)))
                self._routes.append((resident.public_id, self._route(route, address)))
            else:
                self.kept_ours += 1  # removed or replaced here: theirs to say
                continue
            news.append(route)
        return news

    def _source(self, number: int, member: Member) -> Values:
        """What an earlier file had said stays known where this one is silent."""
        card = self.known.get(member.card)
        source = self.sources.get(card.pk) if card else None
        return {
            "external_id_id": number,
            "said": (dict(source.said) if source else {}) | member.said(),
            "system": self.system or (source.system if source else ""),
            "active_on": member.active or (source.active_on if source else None),
            "branch_id": member.branch_id or (source.branch_id if source else None),
        }

    @property
    def taken(self) -> list[Member]:
        """Whom we took, new or known."""
        return [member for _whose, member in self._cards]

    def _part(self, number: int, route: Route, before: str, after: str) -> Values:
        return {
            "public_id": public_id(), "service_id": self.service_id, "resident_id": number,
            "part": Part.ROUTE.value, "route": str(route), "before": before, "after": after,
            "account_id": account_of(self.into.by), "through": THROUGH_A_FILE, "at": self.into.now,
        }  # fmt: skip

    def _settle(self, numbers: Mapping[str, int]) -> None:
        """What follows from the rows: search keys, the ledger, and marks for new addresses."""
        joined = {numbers[whose] for whose in self._joined}
        changed = {numbers[whose] for whose in self._touched}
        residents = index_each(joined | changed, new=joined)
        ledger.record_each(
            kind=RESIDENT_ADDED,
            by=self.into.by,
            now=self.into.now,
            each=[
                (who(one, self.into.now), {"resident_record": one.public_id})
                for one in residents
                if one.pk in joined
            ],
        )
        for number in changed:
            for mark in self.marks[number]:
                tell_outbox(mark, by=self.into.by, now=self.into.now)

    def _named(self, name: str) -> Values:
        return {"name": name, "sort_name": in_order(name)[:200]}

    def _home(self, postcode: str) -> Values:
        home: LivesAt | None = self.homes.get(postcode.replace(" ", ""))
        return {
            "postcode": postcode,
            "ward_code": home.ward_code if home else "",
            "ward_vintage": home.ward_vintage if home else None,
            "quintile": home.quintile if home else None,
        }

    def _route(self, route: Route, address: str) -> Values:
        # Staff vouch for what their own library system says, as they do for what they type.
        return {
            "route": str(route),
            "address": address,
            "vouched_by_id": account_of(self.into.by),
        }


def _plain(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
