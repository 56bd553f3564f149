"""The shape of what staff write."""

from .caption_files import BringInForm, CaptionFileForm, read_subtitles, too_many
from .captions import CaptionsForm, LineFields
from .permission import PermissionForm
from .questions import QuestionForm
from .replays import ReplayForm
from .run_sheet import CopyForm, ItemForm, RhymeForm

__all__ = [
    "BringInForm",
    "CaptionFileForm",
    "read_subtitles",
    "too_many",
    "CaptionsForm",
    "CopyForm",
    "ItemForm",
    "PermissionForm",
    "LineFields",
    "QuestionForm",
    "ReplayForm",
    "RhymeForm",
]
