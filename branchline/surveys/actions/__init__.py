"""Writes of the room. Door."""

from .answer_survey import answer_survey
from .close_survey import close_survey
from .count_asked import correct_asked, note_asked
from .enter_paper_answers import PaperEntry, enter_paper_answers, take_back_paper_answers
from .forget import forget_old_remarks, forget_old_responses
from .open_survey import open_survey
from .pair_codes import pair_code
from .strike_remark import strike_remark

__all__ = [
    "PaperEntry",
    "answer_survey",
    "close_survey",
    "correct_asked",
    "enter_paper_answers",
    "forget_old_remarks",
    "forget_old_responses",
    "note_asked",
    "open_survey",
    "pair_code",
    "strike_remark",
    "take_back_paper_answers",
]
