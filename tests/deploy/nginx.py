"""Debian's nginx with the configuration of `deploy/`: only ports, paths and the name are changed."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any

from branchline.commands.children import begin, end

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""
MISSING = "nginx is not installed: `apt install nginx-light`, then run again"
HOST = "libraries.test"
HERE = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes
    cookies: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Front:
    """nginx, listening."""

    plain: int
    secure: int
    certificate: Path

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        host: str = HOST,
        tls: bool = True,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Answer:
        """One request, whatever name it claims. Raises OSError when nothing is answered."""
        connection = HTTPConnection(host, self.secure if tls else self.plain, timeout=60)
        connection.sock = socket.create_connection((HERE, connection.port), timeout=60)
        if tls:
            trust = ssl.create_default_context(cafile=str(self.certificate))
            connection.sock = trust.wrap_socket(connection.sock, server_hostname=host)
        try:
            connection.request(method, path, body, {"Host": host, **(headers or {})})
            said = connection.getresponse()
            cookies = tuple(said.headers.get_all("Set-Cookie", []))
            return Answer(said.status, said.headers, said.read(), cookies)
        finally:
            connection.close()


@contextmanager
def in_front(
    *, web: int, plain: int, secure: int, static: Path, home: Path, origin: int = 8100
) -> Iterator[Front]:
    """nginx before the web server at port `web`, with its folders below `home`."""
    certificate, key = _certificate(home)
    ours = (DEPLOY / "nginx.conf").read_text()
    for theirs, here in (
        ("libraries.example.org", HOST),
        (f"/etc/letsencrypt/live/{HOST}/fullchain.pem", str(certificate)),
        (f"/etc/letsencrypt/live/{HOST}/privkey.pem", str(key)),
        ("/var/lib/branchline/static/", f"{static}/"),
        ("http://127.0.0.1:8000", f"http://{HERE}:{web}"),
        ("server 127.0.0.1:8100", f"server {HERE}:{origin}"),
        ("listen 80", f"listen {HERE}:{plain}"),
        ("listen 443", f"listen {HERE}:{secure}"),
        ("listen [::]:80", f"listen [::1]:{plain}"),
        ("listen [::]:443", f"listen [::1]:{secure}"),
    ):
        assert theirs in ours, f"deploy/nginx.conf no longer says {theirs}"
        ours = ours.replace(theirs, here)
    with _running(ours, home, plain):
        yield Front(plain, secure, certificate)


@contextmanager
def at_the_edge(*, secure: int, behind: int, home: Path) -> Iterator[Front]:
    """An edge that fetches from the house at port `behind`; it writes its log into `home`."""
    certificate, key = _certificate(home)
    ours = (DEPLOY / "nginx-edge.conf").read_text()
    for theirs, here in (
        ("live.libraries.example.org", HOST),
        ("server libraries.example.org:443", f"server {HERE}:{behind}"),
        ("libraries.example.org", HOST),
        (f"/etc/letsencrypt/live/{HOST}/fullchain.pem", str(certificate)),
        (f"/etc/letsencrypt/live/{HOST}/privkey.pem", str(key)),
        ("/var/cache/nginx/branchline", f"{home}/cache"),
        ("/var/log/nginx/branchline-live.log", f"{home}/live.log"),
        ("listen 443", f"listen {HERE}:{secure}"),
        ("listen [::]:443", f"listen [::1]:{secure}"),
    ):
        assert theirs in ours, f"deploy/nginx-edge.conf no longer says {theirs}"
        ours = ours.replace(theirs, here)
    with _running(ours, home, secure):
        yield Front(0, secure, certificate)


@contextmanager
def _running(ours: str, home: Path, port: int) -> Iterator[None]:
    if not _speaks_ipv6():
        ours = "\n".join(line for line in ours.splitlines() if "[::1]" not in line)
    (home / "branchline.conf").write_text(ours)
    (home / "nginx.conf").write_text(_debian(home))
    command = [NGINX, "-p", str(home), "-e", str(home / "errors"), "-c", str(home / "nginx.conf")]
    subprocess.run([*command, "-t", "-q"], check=True)
    child = begin(command)
    try:
        _wait_for(port)
        yield
    finally:
        end([child])


def _wait_for(port: int, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection((HERE, port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _debian(home: Path) -> str:
    """What stands around a site in Debian's /etc/nginx/nginx.conf, in folders of our own."""
    folders = "".join(
        f"{kind}_temp_path {home}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{'user root;' if os.geteuid() == 0 else ''}\nworker_processes 1;\ndaemon off;\n"
        f"pid {home}/pid;\nevents {{ worker_connections 256; }}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n{folders}"
        f"include {home}/branchline.conf;\n}}\n"
    )


def _certificate(home: Path) -> tuple[Path, Path]:
    """A certificate of one day that signs itself."""
    certificate, key = home / "fullchain.pem", home / "privkey.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={HOST}",
         "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


def _speaks_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
