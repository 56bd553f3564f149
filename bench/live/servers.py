"""The two who serve: our origin as it really runs, and nginx beside it for the ratio. Both over TLS."""

import ipaddress
import os
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from branchline.commands.children import begin, end
from branchline.commands.live import origin
from branchline.core import clock

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Tls:
    """A certificate for this machine that signs itself, and its key (PKCS #8)."""

    certificate: Path
    key: Path


def certificate(folder: Path) -> Tls:
    """One of a day, made on the spot."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = clock.now()
    here = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(here), critical=False)
        .sign(key, hashes.SHA256())
    )
    tls = Tls(folder / "certificate.pem", folder / "key.pem")
    tls.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    tls.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return tls


@contextmanager
def our_origin(port: int, tls: Tls, environment: Mapping[str, str]) -> Iterator[int]:
    """The origin with its own TLS. Yields its process, which has children."""
    command = origin("127.0.0.1", port)
    secure = ["--ssl-certificate", str(tls.certificate), "--ssl-keyfile", str(tls.key)]
    child = begin([*command[:-1], *secure, command[-1]], {**os.environ, **environment})
    try:
        wait_for(port)
        yield child.pid
    finally:
        end([child])


@contextmanager
def nginx(port: int, tls: Tls, public: Path, home: Path) -> Iterator[int]:
    """nginx on the same files; it says yes to beats and counts nothing."""
    (home / "nginx.conf").write_text(f"""
{"user root;" if os.geteuid() == 0 else ""}
worker_processes 2; worker_rlimit_nofile {os.sysconf("SC_OPEN_MAX")}; daemon off; pid {home}/nginx.pid;
events {{ worker_connections {os.sysconf("SC_OPEN_MAX") - 100}; }}
http {{
  types {{ application/vnd.apple.mpegurl m3u8; video/mp2t ts; text/vtt vtt; }}
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000; keepalive_timeout 120s;
  open_file_cache max=2000 inactive=60s; open_file_cache_valid 1s;
  client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f; uwsgi_temp_path {home}/u;
  scgi_temp_path {home}/s;
  server {{
    listen 127.0.0.1:{port} ssl backlog=8192 reuseport;
    ssl_certificate {tls.certificate}; ssl_certificate_key {tls.key}; ssl_protocols TLSv1.3;
    location /live/ {{ alias {public}/; add_header Cache-Control "public, max-age=1"; }}
    location /beat/ {{ return 204; }}
  }}
}}
""")
    child = begin([NGINX, "-p", str(home), "-e", str(home / "errors"), "-c", f"{home}/nginx.conf"])
    try:
        wait_for(port)
        yield child.pid
    finally:
        end([child])


def wait_for(port: int, seconds: float = 60) -> None:
    """Until somebody listens."""
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def first_in_line(pid: int) -> None:
    """Where we may say so, a process and what it starts come before others on this machine: else a run measures its
    neighbours. Linux shares the processor between sessions first, and only then by the niceness within one."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, -15)
        Path(f"/proc/{pid}/autogroup").write_text("-15")


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for parent in found:
        for listed in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, listed.read_text().split())
    return found


def cpu_seconds(pids: list[int]) -> float:
    """What they have used so far; one that has ended counts nothing."""
    used = 0
    for pid in pids:
        with suppress(FileNotFoundError):
            told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            used += int(told[11]) + int(told[12])
    return used / TICKS


def most_memory(pids: list[int]) -> float:
    """Megabytes that they had at most, all together."""
    found = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                found += int(line.split()[1])
    return found / 1024


def busy_seconds() -> float:
    """What all processes of the machine have used so far."""
    told = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(int(each) for at, each in enumerate(told[:8]) if at not in (3, 4)) / TICKS
