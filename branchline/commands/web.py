"""What a process of the web server loads: the application, and an end when the server ends.

Else the processes of a server that was killed would keep the port, and answer with the old release beside
the new one.
"""

from multiprocessing import parent_process

from branchline.core.processes import end_with_parent
from branchline.wsgi import application

__all__ = ["application"]

if server := parent_process():
    end_with_parent(server.pid or 0)
