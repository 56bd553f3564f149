"""Forms of the room: the shape of input only."""

from .asking import AskForm, TakeUpForm
from .callees import WaysForm
from .calling import CallForm, HandBackForm
from .cohorts import COLLECTED, GroundForm, RuleForm, TakeOffForm
from .packs import PackForm
from .results import PeriodForm
from .rounds import EndForm, PutOnForm, RoundForm
from .screening import ScreenedForm
from .scripts import ScriptForm
from .who_rings import ApartForm, UsualForm

__all__ = [
    "COLLECTED",
    "AskForm",
    "TakeUpForm",
    "ApartForm",
    "GroundForm",
    "RuleForm",
    "TakeOffForm",
    "CallForm",
    "EndForm",
    "HandBackForm",
    "PackForm",
    "PeriodForm",
    "PutOnForm",
    "RoundForm",
    "ScreenedForm",
    "ScriptForm",
    "UsualForm",
    "WaysForm",
]
