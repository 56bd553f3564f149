"""Writes of the room. Door."""

from .forget import KEPT_FOR, forget_old_plans, forget_plans
from .plans import Outcome, PlanFacts, begin_plan, change_plan, consent_words, end_plan
from .sessions import Went, check_skills, log_session

__all__ = [
    "KEPT_FOR",
    "Outcome",
    "PlanFacts",
    "Went",
    "begin_plan",
    "change_plan",
    "check_skills",
    "consent_words",
    "end_plan",
    "forget_old_plans",
    "forget_plans",
    "log_session",
]
