"""The shape of input."""

from .deeds import MoveForm, PerhapsWordsForm, TestForm, WordsForm
from .kits import CaseForm, IntoCaseForm, MoveCaseForm, PartForm, PutSimForm, SimForm
from .labels import LabelsForm
from .stock import DeviceForm, KnownForm, ModelForm, known_of

__all__ = [
    "CaseForm",
    "DeviceForm",
    "IntoCaseForm",
    "KnownForm",
    "LabelsForm",
    "ModelForm",
    "MoveCaseForm",
    "MoveForm",
    "PartForm",
    "PerhapsWordsForm",
    "PutSimForm",
    "SimForm",
    "TestForm",
    "WordsForm",
    "known_of",
]
