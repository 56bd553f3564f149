"""Settings, all from the environment with safe defaults. `docs/settings.md` lists every variable."""

from .accounts import *  # noqa: F403
from .base import *  # noqa: F403
from .database import *  # noqa: F403
from .live import *  # noqa: F403
from .messages import *  # noqa: F403
from .security import *  # noqa: F403
from .telephones import *  # noqa: F403
