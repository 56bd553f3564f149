"""What follows from the answers: by skill and by task. Pure; nothing of it is stored.

By skill (Lloyds Bank, Essential Digital Skills): somebody has the skill who can do at least one task of the area alone,
and has Essential Digital Skills with one in each of the five. By task: all that is relevant to them. What is not
relevant is left out; what was not asked is not known, and never a no.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .shapes import Area, Can, Framework

Answers = Mapping[str, str]
"""{task id: a value of `Can`}; a task that was not asked is missing."""


@dataclass(frozen=True)
class AreaView:
    """One area: of how many relevant tasks that were asked they can do how many alone. `missing`: not asked."""

    area: Area
    can: int
    relevant: int
    missing: int

    @property
    def left_out(self) -> bool:
        """Nothing of it is relevant to them."""
        return not self.relevant and not self.missing

    @property
    def has(self) -> bool | None:
        """Whether they have the skill; None: not known, or not relevant to them."""
        if self.can:
            return True
        return None if self.missing or self.left_out else False

    @property
    def all_tasks(self) -> bool | None:
        """Whether they can do all that is relevant to them; None: not known, or not relevant."""
        if self.can < self.relevant:
            return False
        return None if self.missing or self.left_out else True


def area_view(area: Area, answers: Answers) -> AreaView:
    """One area by its answers."""
    said = [answers[task.id] for task in area.tasks if task.id in answers]
    relevant = [each for each in said if each != Can.NOT_MINE]
    return AreaView(area, relevant.count(Can.ALONE), len(relevant), len(area.tasks) - len(said))


def by_area(framework: Framework, answers: Answers) -> list[AreaView]:
    """What comes first, then each area."""
    return [area_view(part, answers) for part in framework.parts]


def has_skills(framework: Framework, answers: Answers) -> bool | None:
    """At least one task in each of the five areas; an area of which nothing is relevant is left out. None: not known."""
    views = [area_view(area, answers) for area in framework.areas]
    return _all_of([view.has for view in views if not view.left_out])


def has_all_tasks(framework: Framework, answers: Answers) -> bool | None:
    """All tasks of the five areas that are relevant to them. None: not known."""
    views = [area_view(area, answers) for area in framework.areas]
    return _all_of([view.all_tasks for view in views if not view.left_out])


def _all_of(found: list[bool | None]) -> bool | None:
    if False in found:
        return False
    return None if None in found or not found else True
