"""The cable between one visitor and the house: pulled out, nothing gets through, not even what a service worker asks."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Cable:
    """Forwards every connection to a port of this machine, until it is pulled out.

    It listens all the time, also pulled out: a port that was let go could be somebody else's by then.
    """

    def __init__(self, to: int) -> None:
        self.to, self.plugged = to, True
        self.connections: set[socket.socket] = set()
        self.turn = threading.Lock()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """Where the house is found through this cable."""
        return f"http://localhost:{self.port}"

    def plug_in(self) -> None:
        """Let everything through."""
        with self.turn:
            self.plugged = True

    def pull_out(self) -> None:
        """Cut what is under way, and let nothing new through."""
        with self.turn:
            self.plugged = False
            for connection in self.connections:
                _cut(connection)
            self.connections.clear()

    def take_away(self) -> None:
        """Pulled out for good."""
        self.pull_out()
        # Closing alone does not wake the thread that accepts.
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self.listening.accept()
            except OSError:
                return
            with self.turn:
                if self.plugged:
                    self._join(near)
                else:
                    _cut(near)

    def _join(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self.to))
        except OSError:
            _cut(near)
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


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@contextmanager
def cable(house: str) -> Iterator[Cable]:
    """A cable to the house at this address."""
    laid = Cable(int(house.rsplit(":", 1)[1]))
    try:
        yield laid
    finally:
        laid.take_away()
