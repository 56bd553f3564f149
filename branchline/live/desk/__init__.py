"""The staff's pages: what goes out live, and the studio."""

from .broadcasts import broadcasts, plan
from .studio import end, panic, send, studio

__all__ = ["broadcasts", "end", "panic", "plan", "send", "studio"]
