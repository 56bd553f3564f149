"""What a caller says: steps with choices, in versions, in English and Welsh. A version that was used stays as it was."""

from typing import Any

from django.db import models
from django.utils import translation

from branchline.core.ids import PublicIdField
from branchline.places.models import ServicePrivate


class Script(ServicePrivate):
    """One version. `steps`: [{id, say: {en, cy}, ask: {en, cy}, choices: [{id, say: {en, cy}, to}]}], the first
    first; `to` is the id of a step, or empty: on to the next."""

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
        """The steps in the reader's language, English where there is no Welsh."""
        return [
            {
                "id": step["id"],
                "say": _in_language(step.get("say", {})),
                "ask": _in_language(step.get("ask", {})),
                "choices": [
                    {**choice, "say": _in_language(choice["say"])}
                    for choice in step.get("choices", [])
                ],
            }
            for step in self.steps
        ]


def _in_language(said: dict[str, str]) -> str:
    return said.get(translation.get_language() or "en") or said.get("en", "")
