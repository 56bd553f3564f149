"""An event before it is saved: its card as the public will see it, its dates in words and one by one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from branchline.places.models import Branch

from ..forms import EventForm
from ..models import BY_AREA, Details, Setting
from ..parts import ages_in_words, series_in_words
from ..parts.where import ICONS
from ..queries import PreviewDay, preview_dates
from .warning import warnings_of


@dataclass(frozen=True)
class Preview:
    """What the page prints of it."""

    title: Any
    summary: Any
    place: Any
    icon: str
    ages: str
    starts_at: datetime
    ends_at: datetime
    series: str
    days: list[PreviewDay]
    warnings: list[str]
    drop_in: bool
    capacity: int | None


def preview_of(form: EventForm, branch: Branch, now: datetime) -> Preview | None:
    """Of a form that has been read. None when its rule gives no date: saving says why. Three queries."""
    details, timing = form.details(), form.timing()
    days = preview_dates(timing=timing, branch=branch)
    if not days:
        return None
    return Preview(
        title=details.title,
        summary=details.summary,
        place=_place(details, branch),
        icon=ICONS[Setting(details.setting)],
        ages=ages_in_words(details),
        starts_at=days[0].starts_at,
        ends_at=days[0].ends_at,
        series=series_in_words(timing),
        days=days,
        warnings=warnings_of(details=details, timing=timing, branch=branch, now=now),
        drop_in=details.capacity is None,
        capacity=details.capacity,
    )


def _place(details: Details, branch: Branch) -> Any:
    if details.setting == Setting.ONLINE:
        return Setting.ONLINE.label
    if details.venue is None:
        return branch.name
    return details.venue.area if details.venue.kind in BY_AREA else details.venue.name
