"""Reads of the room. Door."""

from ..data import SETS, QuestionSet, newest, question_set
from .changes import Change, PairedChanges, changes_since_first, paired_changes
from .exports import answers_as_rows, results_as_rows
from .remarks import remark_by_public_id, remarks_of
from .results import MomentResults, QuestionResult, Results, SetResult, results
from .scoring import band_of, mean_of, share_of
from .surveys import (
    SurveyRow,
    survey_about,
    survey_by_public_id,
    survey_count,
    survey_rows,
    surveys_about,
)

__all__ = [
    "SETS",
    "Change",
    "MomentResults",
    "PairedChanges",
    "QuestionResult",
    "QuestionSet",
    "Results",
    "SetResult",
    "SurveyRow",
    "answers_as_rows",
    "band_of",
    "mean_of",
    "newest",
    "changes_since_first",
    "paired_changes",
    "question_set",
    "remark_by_public_id",
    "remarks_of",
    "results",
    "results_as_rows",
    "share_of",
    "survey_about",
    "survey_by_public_id",
    "survey_count",
    "survey_rows",
    "surveys_about",
]
