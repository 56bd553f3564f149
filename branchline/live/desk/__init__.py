"""The staff's pages: what goes out live, and the studio."""

from .broadcasts import broadcasts, plan
from .counts import beats, counts, watching
from .embedding import embedding
from .obs import obs, obs_key, obs_take_over
from .replays import put_up, replay, take_down
from .run_sheet import add, change, copy, move, remove, rhyme, run_sheet
from .studio import end, panic, send, studio

__all__ = [
    "add",
    "beats",
    "broadcasts",
    "change",
    "copy",
    "counts",
    "embedding",
    "end",
    "move",
    "obs",
    "obs_key",
    "obs_take_over",
    "panic",
    "plan",
    "put_up",
    "remove",
    "replay",
    "rhyme",
    "run_sheet",
    "send",
    "studio",
    "take_down",
    "watching",
]
