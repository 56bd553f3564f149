"""The people of a generated country: residents with all that finds and reaches them, and contacts.

Each row is derived from 64 random bits of its resident; nothing is remembered from row to row.
"""

import json
from hashlib import md5
from math import ceil

from branchline.core.clock import in_london
from branchline.core.filling import AT_ONCE, LEDGER, Filling, Moments, bare
from branchline.core.generating import Country, public_ids, read
from branchline.messages.models import Route
from branchline.people.measures import CONSENT_SAID, NEED_RECORDED, RESIDENT_ADDED
from branchline.people.models import REVIEW_AFTER, WORDINGS, AgeBand, Answer, Basis, Need, Purpose
from branchline.people.models.residents import Sort
from branchline.places.demo.country import Home, homes

from .crowd import FAMILY, FIRST, Word, dealt

TABLES = {
    "people_household": ("id", "service_id", "public_id", "name"),
    "people_resident": (
        "id", "service_id", "public_id", "name", "known_as", "sort_name", "born_on", "age_band", "language",
        "spoken_language", "format", "preferred_route", "household_id", "postcode", "ward_code",
        "ward_vintage", "quintile", "note", "made_at", "seen_on",
    ),
    "people_residentroute": (
        "public_id", "service_id", "resident_id", "route", "address", "made_at", "proven_at",
    ),
    "people_externalid": ("public_id", "service_id", "resident_id", "system", "value"),
    "people_residentkey": ("service_id", "resident_id", "sort", "key"),
    "people_consent": (
        "public_id", "service_id", "resident_id", "purpose", "answer", "basis", "wording", "words",
        "evidence", "channel", "said_at", "recorded_at",
    ),
    "people_communicationneed": (
        "public_id", "service_id", "resident_id", "need", "note", "identified_on", "recorded_at", "flagged",
        "may_be_shared", "met_how", "review_on",
    ),
    "people_residenthistory": (
        "pgh_obj_id", "service_id", "name", "known_as", "born_on", "age_band", "language",
        "spoken_language", "format", "preferred_route", "postcode", "note", "pgh_context",
        "pgh_created_at", "pgh_label",
    ),
    "people_contact": (
        "id", "service_id", "public_id", "name", "route", "address", "language", "format", "made_at",
        "seen_at", "proven_at",
    ),
    "people_contactlink": ("public_id", "service_id", "contact_id", "resident_id", "same", "decided_at"),
    **LEDGER,
}  # fmt: skip
DAYS = 1_050
"""Records were begun within three years, in which nobody is forgotten yet."""
HISTORY_DAYS = 700
CONTACTS = 5
"""A contact for every fifth resident."""
TOGETHER = {0: 2, 2: 3}
"""Of every ten residents two live together, and three; by the place of the first of them."""
NEEDS = (Need.TEXT_ONLY, Need.HEARING_LOOP, Need.MORE_TIME, Need.EASY_READ, Need.INTERPRETER)
AGES = (3, 5, 8, 10, 13, 16, 19, 22, 26, 29, 31, 34, 36, 38, 41, 44, 47, 49, 52, 55, 58, 61, 64, 66, 68, 70,
        72, 74, 76, 79, 82, 88)  # fmt: skip
"""Users of libraries: many small children, many over 60 (the shape of the Taking Part survey)."""
NONE = r"\N"
RESEARCH, NEWS = Purpose.RESEARCH, Purpose.NEWS


def generate(country: Country) -> None:
    """Residents by the weights of their services, in one pass."""
    counts = country.shares(country.scale.residents)
    residents = country.reserve("people_resident", counts)
    houses = country.reserve(
        "people_household", {s: n // 10 * len(TOGETHER) for s, n in counts.items()}
    )
    contacts = country.reserve("people_contact", {s: ceil(n / CONTACTS) for s, n in counts.items()})
    at_home = homes(country, {service: max(1, n // 20) for service, n in counts.items()})
    known = {row[0] for row in read("SELECT DISTINCT service_id FROM people_contact")}
    made = 0
    with (
        bare([*TABLES]),
        Filling(TABLES, total=country.scale.residents, what="residents") as filling,
    ):
        register = Register(country, filling)
        for service, numbers in residents.items():
            register.open(
                service, numbers, houses[service], contacts[service], at_home[service],
                numbered=service not in known,
            )  # fmt: skip
            for turn in range(len(numbers)):
                register.write(turn)
                made += 1
                if made == AT_ONCE:
                    filling.send(made)
                    made = 0
        filling.send(made)


class Register:
    """Writes one service's residents after the other. What is the same for all is text already."""

    def __init__(self, country: Country, filling: Filling) -> None:
        self.seed = country.seed
        self.now = country.now.isoformat()
        chance = country.draw("people")
        self.bits = chance.getrandbits
        self.first, self.family = dealt(FIRST, chance), dealt(FAMILY, chance)
        self.moments = Moments(now=country.now, days=DAYS, chance=chance)
        today = in_london(country.now).date()
        self.review = [(day + REVIEW_AFTER).isoformat() for day in self.moments.days]
        self.recent = next(
            n for n, day in enumerate(self.moments.days) if (today - day).days < HISTORY_DAYS
        )
        days = [today.replace(year=today.year - age - 1, month=1 + n % 12, day=1 + n * 7 % 28)
                for n, age in enumerate(AGES * 32)]  # fmt: skip
        self.born = [(day.isoformat(), day.year, day.strftime("%m-%d")) for day in days]
        self.band = [AgeBand.of(age).value for age in range(130)]
        self.ids = {table: public_ids(table) for table in TABLES}
        self.into = {table: filling.into(table) for table in TABLES}

    def open(
        self, service: int, numbers: range, houses: range, contacts: range, homes: list[Home], *,
        numbered: bool,
    ) -> None:  # fmt: skip
        """Begin a service. `numbered`: its contacts may have mobile numbers, of which there are few."""
        self.service, self.numbers, self.houses, self.contacts = service, numbers, houses, contacts
        self.homes, self.numbered = homes, numbered
        self.tens = len(numbers) // 10 * 10

    def write(self, turn: int) -> None:
        """Everything about one resident."""
        bits, number = self.bits(64), self.numbers[turn]
        first = self.first[bits & 1023]
        family, home, house = self._home(turn, bits)
        name = f"{first.said} {family.said}"
        made = bits >> 20 & 4095
        seen = made + (bits >> 32) % (len(self.moments) - made)
        known_as = first.known_as if not bits >> 44 & 3 else ""
        routes = self._routes(number, first, family, home, bits >> 46)
        born, band, band_then = self._age(made, bits >> 8)
        shown = f"{name}\t{known_as}\t"
        kept = f"{born}\t{band}\ten\t\tstandard\t{routes[0][0] if routes else ''}\t"
        public_id = self.ids["people_resident"](number)
        moment = self.moments.text[made]
        self.into["people_resident"](
            f"{number}\t{self.service}\t{public_id}\t{shown}{family.folded} {first.folded}\t{kept}{house}\t"
            f"{home.postcode}\t{home.ward_code}\t{home.ward_vintage}\t{home.quintile}\t\t{moment}\t"
            f"{self.moments.day[seen]}\n"
        )
        self._reach(number, routes, made)
        card = f"2{self.service:04}{number:08}" if bits >> 52 & 7 else ""
        if card:
            self.into["people_externalid"](
                f"{self.ids['people_externalid'](number)}\t{self.service}\t{number}\tcard\t{card}\n"
            )
        self._keys(
            number, {first.folded, family.folded, known_as.lower()}, born, home, routes, card
        )
        if seen >= self.recent and not bits >> 55 & 31:
            self._moved(number, shown, kept, bits, seen)
        self._wishes(number, made, seen, bits >> 40)
        self._ledger(number, public_id, home, made, band_then)
        if turn % CONTACTS == 0:
            self._contact(turn // CONTACTS, number, name, home, routes, bits >> 50)

    def _home(self, turn: int, bits: int) -> tuple[Word, Home, str]:
        """Family name, home and household: the same for those who live together."""
        family, home = self.family[bits >> 10 & 1023], self.homes[(bits >> 24) % len(self.homes)]
        place = turn % 10
        if turn >= self.tens or place > 4:
            return family, home, NONE
        if place in TOGETHER:
            self.together = family, home
            number = self.houses[turn // 10 * 2 + (place > 0)]
            self.house = str(number)
            self.into["people_household"](
                f"{number}\t{self.service}\t{self.ids['people_household'](number)}\t"
                f"{family.said}, {home.street}\n"
            )
        return *self.together, self.house

    def _routes(
        self, number: int, first: Word, family: Word, home: Home, bits: int
    ) -> list[tuple[str, str]]:
        """How they are reached, the preferred way first. One in ten by none."""
        kind = bits & 31
        found = []
        if kind < 17:
            found.append(("email", f"{first.folded}.{family.folded}.{number}@reader.test"))
        if 10 <= kind < 23:
            found.append(("sms", f"07700900{(bits >> 5) % 1000:03}"))
        if 23 <= kind < 27:
            area = "01614960" if bits & 64 else "02079460"
            found.append(("phone", f"{area}{(bits >> 7) % 1000:03}"))
        if 25 <= kind < 29:
            found.append(("letter", f"{1 + (bits >> 7) % 90} {home.street}\\n{home.postcode}"))
        return found

    def _reach(self, number: int, routes: list[tuple[str, str]], made: int) -> None:
        moment = self.moments.text[made]
        for turn, (route, address) in enumerate(routes):
            proven = moment if route == Route.EMAIL.value else NONE
            public_id = self.ids["people_residentroute"](number * 4 + turn)
            self.into["people_residentroute"](
                f"{public_id}\t{self.service}\t{number}\t{route}\t{address}\t{moment}\t{proven}\n"
            )

    def _age(self, made: int, bits: int) -> tuple[str, str, str]:
        """Date of birth or age band as the row has it, and the band when the record was begun."""
        born, year, day = self.born[bits & 1023]
        years = self.moments.year[made] - year - (self.moments.day[made][5:] < day)
        band = self.band[max(0, years)]
        if bits & 3072:
            return born, "", band
        return (NONE, band, band) if bits & 4096 else (NONE, "", "")

    def _keys(
        self, number: int, words: set[str], born: str, home: Home, routes: list[tuple[str, str]], card: str
    ) -> None:  # fmt: skip
        head = f"{self.service}\t{number}\t"
        lines = [f"{head}{Sort.NAME.value}\t{word}\n" for word in sorted(words) if word]
        lines.append(f"{head}{Sort.POSTCODE.value}\t{home.key}\n")
        if born != NONE:
            lines.append(f"{head}{Sort.BIRTH.value}\t{born}\n")
        lines += [
            f"{head}{Sort.ROUTE.value}\t{address}\n"
            for route, address in routes
            if route != "letter"
        ]
        if card:
            lines.append(f"{head}{Sort.CARD.value}\t{card}\n")
        self.into["people_residentkey"]("".join(lines))

    def _moved(self, number: int, shown: str, kept: str, bits: int, seen: int) -> None:
        """What the row said before they moved: the trigger that keeps it sees changes only."""
        before = self.homes[(bits >> 28) % len(self.homes)]
        moment = self.moments.text[seen]
        context = json.dumps({"account": None, "channel": "desk", "device": "", "at": moment})
        self.into["people_residenthistory"](
            f"{number}\t{self.service}\t{shown}{kept}{before.postcode}\t\t{context}\t{moment}\tchanged\n"
        )

    def _wishes(self, number: int, made: int, seen: int, bits: int) -> None:
        """Two in five were asked about news, some about research; a few took it back; some have a need."""
        if bits & 7 < 3:
            self._consent(
                number * 4, number, NEWS, Answer.GIVEN if bits & 24 else Answer.REFUSED, made
            )
            if bits & 24 == 24 and not bits >> 5 & 7 and seen > made:
                self._consent(number * 4 + 1, number, NEWS, Answer.WITHDRAWN, seen)
        if not bits >> 8 & 15:
            self._consent(number * 4 + 2, number, RESEARCH, Answer.GIVEN, made)
        if not bits >> 12 & 31:
            moment = self.moments.text[made]
            self.into["people_communicationneed"](
                f"{self.ids['people_communicationneed'](number)}\t{self.service}\t{number}\t"
                f"{NEEDS[(bits >> 17) % len(NEEDS)].value}\t\t{self.moments.day[made]}\t{moment}\tt\tf\t\t"
                f"{self.review[made]}\n"
            )
            self._happened(NEED_RECORDED.name, moment)

    def _consent(
        self, key: int, number: int, purpose: Purpose, answer: Answer, moment: int
    ) -> None:
        version, words = WORDINGS[purpose]
        said = self.moments.text[moment]
        self.into["people_consent"](
            f"{self.ids['people_consent'](key)}\t{self.service}\t{number}\t{purpose.value}\t{answer.value}\t"
            f"{Basis.CONSENT.value}\t{version}\t{words}\tJoining form\tdesk\t{said}\t{said}\n"
        )
        self._happened(CONSENT_SAID.name, said, f'{{"purpose": "{purpose.value}", "answer": "{answer.value}"}}')  # fmt: skip

    def _happened(self, kind: str, moment: str, links: str = "{}") -> None:
        """A sensitive happening: without a who."""
        self.into["core_happening"](
            f"{self.service}\t{kind}\t{NONE}\t{moment}\t{moment}\t1\t{links}\tdesk\t\t{NONE}\t{NONE}\t\t{NONE}\n"
        )

    def _ledger(self, number: int, public_id: str, home: Home, made: int, band: str) -> None:
        moment, year = self.moments.text[made], self.moments.year[made]
        person = f"resident:{number}"
        pseudonym = md5(f"{self.seed} {year} {person}".encode(), usedforsecurity=False).hexdigest()
        self.into["core_pseudonym"](f"{self.service}\t{year}\t{person}\t{pseudonym}\n")
        self.into["core_happening"](
            f"{self.service}\t{RESIDENT_ADDED.name}\t{NONE}\t{moment}\t{moment}\t1\t"
            f'{{"resident_record": "{public_id}"}}\tdesk\t{home.ward_code}\t{home.ward_vintage}\t'
            f"{home.quintile}\t{band}\t{pseudonym}\n"
        )

    def _contact(
        self, turn: int, resident: int, name: str, home: Home, routes: list[tuple[str, str]], bits: int
    ) -> None:  # fmt: skip
        """Somebody who books: half of them by the email address of a resident, and known to be them."""
        number = self.contacts[turn]
        route, address = routes[0] if routes else ("", "")
        theirs = route == "email"
        if not theirs and self.numbered and turn < 1000:
            route, address = "sms", f"07700900{turn:03}"
        elif not theirs and bits & 3 == 0:
            route, address = "letter", f"{number} {home.street}\\n{home.postcode}"
        elif not theirs:
            route, address = "email", f"contact.{number}@reader.test"
        made = self.moments.text[0]
        self.into["people_contact"](
            f"{number}\t{self.service}\t{self.ids['people_contact'](number)}\t{name}\t{route}\t{address}\ten\t"
            f"standard\t{made}\t{self.now}\t{made if theirs else NONE}\n"
        )
        if theirs and bits & 4:
            self.into["people_contactlink"](
                f"{self.ids['people_contactlink'](number)}\t{self.service}\t{number}\t{resident}\tt\t{made}\n"
            )
