"""What somebody asks of a campaign, as it stands in the address and in the form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core.design.dates import short_day_words
from branchline.events.models import Audience
from branchline.places.models import Service
from branchline.places.queries import Part

from ..models import Campaign
from ..queries import Asked

LONGEST = 100
WARD = re.compile(r"[A-Z][0-9]{8}")
MOST_CHIPS = 14
"""Days that fit as chips; a longer campaign is narrowed by place and age only."""


@dataclass(frozen=True)
class Filters:
    """From the words of an address. Anything that is not on offer counts as not asked."""

    asked: Asked
    near: str = ""
    everything: bool = False
    after: str = ""

    @property
    def nothing(self) -> bool:
        """Whether somebody has just come in."""
        return not (self.asked.narrowed or self.near or self.everything or self.after)

    @classmethod
    def read(
        cls,
        given: Mapping[str, Any],
        *,
        campaign: Campaign,
        regions: Sequence[Part],
        services: Sequence[Service],
    ) -> "Filters":
        """What of it is on offer in this campaign."""
        days = {day.isoformat(): day for day in campaign.days}
        asked = Asked(
            day=days.get(str(given.get("day", ""))),
            region=_one_of(given.get("where"), [region.slug for region in regions]),
            service=_one_of(given.get("service"), [service.slug for service in services]),
            audience=_one_of(given.get("who"), Audience.values),
            online=given.get("how") == "online",
            ward=_code(given.get("ward")),
        )
        near = " ".join(str(given.get("near", "")).replace("\0", " ").split())[:LONGEST]
        everything = given.get("all") == "1"
        return cls(asked, near, everything, str(given.get("after", ""))[:200])

    def address(self, path: str, **changed: Any) -> str:
        """The shareable address of this list, or of one that differs a little; from its first page."""
        near = changed.pop("near", self.near)
        after = changed.pop("after", "")
        still = changed.pop("still", "")
        everything = changed.pop("everything", self.everything)
        asked = replace(self.asked, **changed)
        said = {
            "near": near,
            "day": asked.day.isoformat() if asked.day else "",
            "where": asked.region,
            "service": asked.service,
            "who": asked.audience,
            "how": "online" if asked.online else "",
            "ward": asked.ward,
            "all": "1" if everything else "",
            "after": after,
            "still": still,
        }
        words = {name: value for name, value in said.items() if value}
        return f"{path}?{urlencode(words)}" if words else path

    def days(self, path: str, campaign: Campaign, today: date) -> list[dict[str, Any]]:
        """For the template: a chip for each day that is not over."""
        days = [day for day in campaign.days if day >= today] or campaign.days
        if len(days) > MOST_CHIPS:
            return []
        language = get_language()
        chips = [(_("All days"), None), *((short_day_words(day, language), day) for day in days)]
        return [
            {
                "title": title,
                "address": self.address(path, day=day),
                "current": day == self.asked.day,
            }
            for title, day in chips
        ]

    def fields(
        self, *, regions: Sequence[Part], services: Sequence[Service], online: bool
    ) -> list[dict[str, Any]]:
        """For the component `filters`."""
        where = [(region.slug, region.name) for region in regions]
        whose = [(each.slug, str(each.name)) for each in services]
        fields = [
            _field("where", _("Where"), _("Everywhere"), where, self.asked.region),
            _field("service", _("Library service"), _("Every service"), whose, self.asked.service),
            _field("who", _("Who for"), _("Everyone"), Audience.choices, self.asked.audience),
        ]
        if online or self.asked.online:
            how = [("online", _("Online only"))]
            chosen = "online" if self.asked.online else ""
            fields.append(_field("how", _("How"), _("Any way"), how, chosen))
        return fields


def _code(given: Any) -> str:
    """The code of a ward, as the Office for National Statistics writes it."""
    return given if isinstance(given, str) and WARD.fullmatch(given) else ""


def _one_of(given: Any, known: Sequence[str]) -> str:
    return given if isinstance(given, str) and given in known else ""


def _field(
    name: str, label: str, nothing: str, choices: Sequence[tuple[Any, Any]], chosen: str
) -> dict[str, Any]:
    return {
        "name": name,
        "id": f"filter-{name}",
        "label": label,
        "options": [
            {"value": value, "title": title, "chosen": value == chosen}
            for value, title in [("", nothing), *choices]
        ],
    }
