"""Forms of the room: the shape of input only."""

from .callees import WaysForm
from .calling import CallForm, HandBackForm
from .packs import PackForm
from .rounds import EndForm, PutOnForm, RoundForm
from .scripts import ScriptForm

__all__ = [
    "CallForm",
    "EndForm",
    "HandBackForm",
    "PackForm",
    "PutOnForm",
    "RoundForm",
    "ScriptForm",
    "WaysForm",
]
