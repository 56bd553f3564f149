"""The cable between one visitor and the house: pulled out, nothing gets through, not even what a service worker asks."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from branchline.commands.serve import free_port

PORTS = 19100


class Cable:
    """Forwards every connection to a port of this machine, until it is pulled out."""

    def __init__(self, to: int, port: int) -> None:
        self.to, self.port = to, port
        self.connections: set[socket.socket] = set()
        self.listening: socket.socket | None = None
        self.plug_in()

    @property
    def address(self) -> str:
        """Where the house is found through this cable."""
        return f"http://localhost:{self.port}"

    def plug_in(self) -> None:
        """Let everything through."""
        self.listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=[self.listening], daemon=True).start()

    def pull_out(self) -> None:
        """Cut what is under way, and let nothing new through."""
        if self.listening is not None:
            # Closing alone does not wake the thread that accepts.
            with suppress(OSError):
                self.listening.shutdown(socket.SHUT_RDWR)
            self.listening.close()
            self.listening = None
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        self.connections.clear()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                near, _address = listening.accept()
                far = socket.create_connection(("127.0.0.1", self.to))
            except OSError:
                return
            self.connections |= {near, far}
            for pair in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while said := source.recv(65536):
                sink.sendall(said)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def cable(house: str) -> Iterator[Cable]:
    """A cable to the house at this address."""
    laid = Cable(int(house.rsplit(":", 1)[1]), free_port(PORTS))
    try:
        yield laid
    finally:
        laid.pull_out()
