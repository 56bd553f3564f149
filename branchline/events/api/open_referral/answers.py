"""Published events in the standard's words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.events.models import (
    FROM_THE_BRANCH,
    Access,
    EventState,
    HowToCome,
    ListedEvent,
    MadeFor,
    Setting,
    Spoken,
    Theme,
)
from branchline.events.parts.where import place_of
from branchline.places.models import Service

from .names import AT, Taxonomy, Term, event_uuid, named, taxonomy_of, term_id


@dataclass(frozen=True)
class Teller:
    """Tells of events in one language; `full` makes a path a full address, `pages` names the page of each."""

    language: str
    today: date
    full: Callable[[str], str]
    pages: dict[str, str]

    def service(self, row: ListedEvent, *, full: bool) -> dict[str, Any]:
        """What stands on it; with `full` everything that belongs to it."""
        slug = row.service.slug
        said = {
            "id": event_uuid(row.public_id),
            "name": row.title.text(self.language),
            "description": row.summary.text(self.language) or row.title.text(self.language),
            "url": self.full(
                reverse("events:occurrence", args=[slug, self.pages[row.public_id]])
                if row.public_id in self.pages
                else reverse("events:whats_on", args=[slug])
            ),
            "email": row.service.email or None,
            "status": self._status(row),
            "minimum_age": row.age_from,
            "maximum_age": row.age_to,
            "last_modified": _moment(row.changed_at),
            "organization": self._organisation(row.service),
        }
        return said | self._belonging(row) if full else said

    def _belonging(self, row: ListedEvent) -> dict[str, Any]:
        return {
            "schedules": [self._schedule(row)],
            "service_at_locations": [] if row.setting == Setting.ONLINE else [self.at(row)],
            "languages": [
                {"id": named("language", row.public_id, code), "code": code, "name": _spoken(code)}
                for code in row.languages
            ],
            "cost_options": [self._cost(row)],
            "attributes": [_attribute(row, term) for term in _terms(row)],
        }

    def _status(self, row: ListedEvent) -> str:
        if row.state == EventState.CANCELLED or not row.dates:
            return "defunct"
        return "active" if row.last_day >= self.today else "inactive"

    def _organisation(self, service: Service) -> dict[str, Any]:
        name = service.name.text(self.language)
        return {
            "id": named("organization", service.public_id),
            "name": name,
            "description": service.welcome.text(self.language) or name,
            "email": service.email or None,
            "website": service.website or self.full(reverse("events:home", args=[service.slug])),
        }

    def _schedule(self, row: ListedEvent) -> dict[str, Any]:
        rule = dict(part.split("=", 1) for part in row.rule.split(";")) if row.rule else {}
        calendar = reverse("events:series_calendar", args=[row.service.slug, row.public_id])
        return {
            "id": named("schedule", row.public_id),
            "service_id": event_uuid(row.public_id),
            "valid_from": row.first_day,
            "valid_to": row.last_day,
            "dtstart": row.first_day,
            "freq": rule.get("FREQ"),
            "interval": int(rule["INTERVAL"]) if rule else None,
            "byday": rule.get("BYDAY"),
            "opens_at": f"{row.starts:%H:%M}",
            "closes_at": f"{row.ends:%H:%M}",
            "schedule_link": self.full(calendar),
            "attending_type": str(Setting(row.setting).label),
            "description": f"{HowToCome(row.booking).label}. {_('Times are those of London’s clocks.')}",
        }

    def at(self, row: ListedEvent) -> dict[str, Any]:
        """That it takes place somewhere."""
        location = self._location(row)
        return {
            "id": event_uuid(row.public_id, kind=AT),
            "service_id": event_uuid(row.public_id),
            "location_id": location["id"],
            "description": row.title.text(self.language),
            "location": location,
        }

    def _location(self, row: ListedEvent) -> dict[str, Any]:
        branch = row.branch
        here = row.setting == Setting.IN_PERSON
        whose = branch.public_id if here else row.public_id
        name = branch.name.text(self.language) if here else str(place_of(row))
        facts = [fact for fact in FROM_THE_BRANCH if here and getattr(branch, fact.value)]
        address = {
            "address_1": branch.street,
            "city": branch.town,
            "state_province": branch.county or branch.town,
            "postal_code": branch.postcode,
        }
        known = here and all(address.values())
        return {
            "id": named("location", whose),
            "name": name,
            "latitude": row.lat,
            "longitude": row.lon,
            "addresses": [address | {"id": named("address", whose)}] if known else [],
            "accessibility": [
                {"id": named("accessibility", whose, fact.value), "description": str(fact.label)}
                for fact in facts
            ],
        }

    def _cost(self, row: ListedEvent) -> dict[str, Any]:
        costs = row.cost.text(self.language)
        return {
            "id": named("cost", row.public_id),
            "option": _("Everybody"),
            "amount": None if costs else 0,
            "amount_description": costs or _("Free"),
        }


def page_of(contents: Sequence[Any], *, total: int, page: int, size: int) -> dict[str, Any]:
    """A page as the standard numbers them."""
    pages = -(-total // size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def taxonomy_answer(each: Taxonomy) -> dict[str, Any]:
    """A list of ours."""
    return {"id": each.id, "name": each.name, "description": each.about}


def term_answer(term: Term) -> dict[str, Any]:
    """A word of such a list."""
    taxonomy = taxonomy_of(term)
    return {
        "id": term_id(term),
        "code": term.value,
        "term": str(term.label),
        "taxonomy": taxonomy.name,
        "taxonomy_id": taxonomy.id,
    }


def _terms(row: ListedEvent) -> list[Term]:
    return [
        Theme(row.theme),
        *(MadeFor(word) for word in row.made_for if word in MadeFor.values),
        *(Access(word) for word in row.access if word in Access.values),
    ]


def _attribute(row: ListedEvent, term: Term) -> dict[str, Any]:
    return {
        "id": named("attribute", row.public_id, term.value),
        "link_id": event_uuid(row.public_id),
        "link_type": taxonomy_of(term).word,
        "taxonomy_term_id": term_id(term),
        "taxonomy_term": term_answer(term),
    }


def _spoken(code: str) -> str:
    return str(Spoken(code).label) if code in Spoken.values else code


def _moment(at: datetime) -> str:
    """To the millisecond, as the standard asks."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
