"""What a caller says: steps with choices, in versions, in English and Welsh. A version that was used stays as it was."""

from typing import Any

from django.db import models
from django.utils import translation

from branchline.core.ids import PublicIdField
from branchline.places.models import ServicePrivate


class Script(ServicePrivate):
    """One version. `steps`: [{id, say: {en, cy}, ask: {en, cy}, choices: [{id, say: {en, cy}, to}]}], the first
    first; `to` is the id of a later step, or empty: on to the next. A step says or asks (`scripting.py`)."""

    public_id = PublicIdField()
    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    steps = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "name", "version"], name="calls_script_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def spoken(self) -> list[dict[str, Any]]:
        """The steps in the reader's language, as `in_language`."""
        return self.in_language(translation.get_language() or "en")

    def in_language(self, language: str) -> list[dict[str, Any]]:
        """Each step with its `number` (from 1), and each choice with the number that it leads `to`, 0: to the next.
        English where there is no Welsh."""
        numbers = {step["id"]: number for number, step in enumerate(self.steps, start=1)}
        return [
            {
                "id": step["id"],
                "number": numbers[step["id"]],
                "say": _said(step.get("say", {}), language),
                "ask": _said(step.get("ask", {}), language),
                "choices": [
                    {
                        **choice,
                        "say": _said(choice["say"], language),
                        "to": numbers.get(choice["to"], 0),
                    }
                    for choice in step.get("choices", [])
                ],
            }
            for step in self.steps
        ]


def _said(said: dict[str, str], language: str) -> str:
    return said.get(language) or said.get("en", "")
