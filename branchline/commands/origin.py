"""What the process of the live origin loads: a small application without Django's, and an end when its server ends."""

import os
import resource
from multiprocessing import parent_process

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "branchline.settings")

from branchline.core.processes import end_with_parent
from branchline.live.origin import application as made

if server := parent_process():
    end_with_parent(server.pid or 0)

# Every viewer is an open connection; what an account may open at most is often far more than what it starts with.
_soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (_hard, _hard))

application = made()
