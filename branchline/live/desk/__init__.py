"""The staff's pages: what goes out live, its run sheet, the studio, OBS, the figures and the replay."""

from .broadcasts import broadcasts, plan
from .caption_files import captions_bring_in, captions_original, captions_upload
from .captions import captions, captions_back, captions_file
from .counts import beats, counts, watching
from .cue_sheet import chapters, cue_sheet_csv
from .embedding import embedding
from .obs import obs, obs_key, obs_on_air, obs_take_over
from .permissions import attach, permission
from .questions import all_aside, put, questions, take
from .rehearsal import rehearsal
from .replays import put_up, replay, take_down
from .run_sheet import add, change, copy, move, remove, rhyme, run_sheet
from .studio import now, send, studio
from .studio_buttons import check, end, here, panic, stop
from .words import tapped, words, words_now

__all__ = [
    "captions",
    "captions_back",
    "captions_bring_in",
    "captions_file",
    "captions_original",
    "captions_upload",
    "chapters",
    "cue_sheet_csv",
    "tapped",
    "words",
    "words_now",
    "add",
    "all_aside",
    "attach",
    "beats",
    "broadcasts",
    "change",
    "check",
    "copy",
    "counts",
    "embedding",
    "end",
    "here",
    "move",
    "now",
    "obs",
    "obs_key",
    "obs_on_air",
    "obs_take_over",
    "panic",
    "permission",
    "plan",
    "put",
    "put_up",
    "questions",
    "rehearsal",
    "remove",
    "replay",
    "rhyme",
    "run_sheet",
    "send",
    "stop",
    "studio",
    "take",
    "take_down",
    "watching",
]
