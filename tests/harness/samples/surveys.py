"""What the addresses of the room surveys name."""

from ..addresses import Sample
from .rows import first

SURVEY = first("surveys.Survey")
TWICE = first("surveys.Survey", asked_when="twice", closed_at__isnull=True)

SAMPLES: dict[str, Sample] = {
    "surveys:answer": SURVEY,
    "surveys:thanks": SURVEY,
    "surveys:answer_at": lambda: [*TWICE(), "before"],
    "surveys:desk_survey": SURVEY,
    "surveys:desk_asked": SURVEY,
    "surveys:desk_close": SURVEY,
    "surveys:desk_results_csv": SURVEY,
    "surveys:desk_answers_csv": first("surveys.Survey", closed_at__isnull=False),
    "surveys:desk_paper": SURVEY,
    "surveys:desk_poster": lambda: [*SURVEY(), "en"],
    "surveys:desk_form": lambda: [*SURVEY(), "cy"],
    "surveys:desk_read_out": SURVEY,
    "surveys:desk_enter": SURVEY,
    "surveys:desk_take_back": SURVEY,
    "surveys:desk_remarks": SURVEY,
    "surveys:desk_strike": first("surveys.Remark"),
}
