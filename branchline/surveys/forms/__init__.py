"""The shape of input: answers from the public, from paper, and what staff fill in."""

from .answering import AnswerFields, AnswerForm, PaperForm
from .planning import AskedForm, OpenForm, StrikeForm
from .reading_out import ReadOutForm

__all__ = [
    "AnswerFields",
    "AnswerForm",
    "AskedForm",
    "OpenForm",
    "PaperForm",
    "ReadOutForm",
    "StrikeForm",
]
