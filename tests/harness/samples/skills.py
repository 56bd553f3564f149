"""What the addresses of the room skills name."""

from ..addresses import Sample
from .rows import both, first

PLAN = first("skills.Plan", ended_at__isnull=True)
MINE = first(
    "skills.Plan", ended_at__isnull=True, champion__account__email="petra.champion@trafford.test"
)
"""A learner of the champion of the demo."""
BEFORE = both(PLAN, lambda: ["before"])
MY_BEFORE = both(MINE, lambda: ["before"])

SAMPLES: dict[str, Sample] = {
    "skills:desk_session": MINE,
    "skills:desk_my_check": MY_BEFORE,
    "skills:desk_my_paper": MY_BEFORE,
    "skills:desk_of": first("people.Resident", merged_into__isnull=True),
    "skills:desk_plan": PLAN,
    "skills:desk_change": PLAN,
    "skills:desk_end": PLAN,
    "skills:desk_check": BEFORE,
    "skills:desk_paper": BEFORE,
}
