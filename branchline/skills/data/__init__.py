"""The framework of skills, as versioned data in code: it changes by a release, never by hand.

A version stays here for as long as somebody may have answered by it.
"""

from .eds_2018 import EDS_2018
from .shapes import Area, Can, Framework, Task
from .views import Answers, AreaView, area_view, by_area, has_all_tasks, has_skills

__all__ = [
    "FRAMEWORKS",
    "TODAYS",
    "Answers",
    "Area",
    "AreaView",
    "Can",
    "Framework",
    "Task",
    "area_view",
    "by_area",
    "framework",
    "has_all_tasks",
    "has_skills",
]

FRAMEWORKS: dict[str, Framework] = {each.key: each for each in (EDS_2018,)}
TODAYS = EDS_2018
"""By which plans that begin today are made."""


def framework(key: str) -> Framework:
    """The version of a key like `eds-2018`. Raises KeyError."""
    return FRAMEWORKS[key]
