"""What somebody can do, to be filled in with a pen: A4, as PDF."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from branchline.core.pdf import compile_pdf

from .data import Can
from .models import Moment, Plan

TEMPLATE = Path(__file__).parent / "templates/skills/desk/check.typ"


def check_pdf(plan: Plan, moment: Moment, *, service: str, language: str, now: datetime) -> bytes:
    """A first name and the goal stand on it, and no more of anybody."""
    with override(language):
        data = {
            "language": language,
            "title": _("What can you do?"),
            "service": service,
            "moment": str(moment.label),
            "who": plan.first_name,
            "goal": plan.goal,
            "how": _(
                "Tick one box in each row. Leave out what you are not asked. This is no test."
            ),
            "task": pgettext("in a table", "Task"),
            "answers": [str(each.label) for each in Can],
            "parts": [
                {"title": str(part.title), "tasks": [str(task.words) for task in part.tasks]}
                for part in plan.version.parts
            ],
            "foot": f"{plan.version.source}. {plan.version.licence}.",
            "page": pgettext("of a printed form", "Page %(page)s of %(pages)s")
            % {"page": "{n}", "pages": "{of}"},
        }
        return compile_pdf(template=TEMPLATE, data=data, now=now)
