"""The shape of input."""

from .asking import AskForm, NoForm, ReferForm, RuleForm, WishForm, YesForm
from .deeds import MoveForm, PerhapsWordsForm, TestForm, WordsForm
from .kindness import DaysForm, NewsForm
from .kits import CaseForm, IntoCaseForm, MoveCaseForm, PartForm, PutSimForm, SimForm
from .labels import LabelsForm
from .loans import BookForm, ExtendForm, LendForm, PartsForm, SwapForm
from .stock import DeviceForm, KnownForm, ModelForm, known_of

__all__ = [
    "BookForm",
    "AskForm",
    "CaseForm",
    "DaysForm",
    "DeviceForm",
    "ExtendForm",
    "IntoCaseForm",
    "KnownForm",
    "LabelsForm",
    "LendForm",
    "ModelForm",
    "MoveCaseForm",
    "MoveForm",
    "NewsForm",
    "NoForm",
    "PartForm",
    "PartsForm",
    "PerhapsWordsForm",
    "PutSimForm",
    "ReferForm",
    "RuleForm",
    "SimForm",
    "SwapForm",
    "TestForm",
    "WishForm",
    "WordsForm",
    "YesForm",
    "known_of",
]
