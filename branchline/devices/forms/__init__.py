"""The shape of input."""

from .deeds import MoveForm, PerhapsWordsForm, TestForm, WordsForm
from .kits import CaseForm, IntoCaseForm, MoveCaseForm, PartForm, PutSimForm, SimForm
from .labels import LabelsForm
from .loans import BookForm, ExtendForm, LendForm, PartsForm, SwapForm
from .stock import DeviceForm, KnownForm, ModelForm, known_of

__all__ = [
    "BookForm",
    "CaseForm",
    "DeviceForm",
    "ExtendForm",
    "IntoCaseForm",
    "KnownForm",
    "LabelsForm",
    "LendForm",
    "ModelForm",
    "MoveCaseForm",
    "MoveForm",
    "PartForm",
    "PartsForm",
    "PerhapsWordsForm",
    "PutSimForm",
    "SimForm",
    "SwapForm",
    "TestForm",
    "WordsForm",
    "known_of",
]
