"""A council's mail server: STARTTLS, a name and a password, and lines that break at the worst moment."""

import asyncio
import gc
import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from branchline.core import clock

from .conftest import Desk, free_port


class Post:
    """Keeps what it was given, over which line; may drop the line with the message in its hands."""

    def __init__(self) -> None:
        self.taken: list[bool] = []
        self.drops = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(session.ssl is not None and session.authenticated is True)
        if self.drops:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 taken"

    def check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: Any) -> AuthResult:  # fmt: skip
        good = isinstance(said, LoginPassword) and said == LoginPassword(b"library", b"secret")
        return AuthResult(success=good, handled=False)


def certificate(folder: Path) -> Path:
    """Of a machine called localhost, signed by itself, key and all in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "mail.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def post(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """Nothing is taken without STARTTLS and the password; our side believes this certificate only."""
    path, taken = certificate(tmp_path), Post()
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    controller = Controller(
        taken,
        hostname="localhost",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=taken.check,
    )
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", controller.port
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = True, False
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "library", "secret"
    yield taken
    controller.stop()


@pytest.fixture
def mail(desk: Desk, post: Post, settings: Any) -> Desk:
    settings.BRANCHLINE_CARRIERS = {"email": "smtp", "sms": "file"}
    return desk


def test_it_goes_over_a_safe_line_with_our_name(mail: Desk, post: Post) -> None:
    assert mail.deliver(mail.write()).state == "sent"
    assert post.taken == [True]


def test_a_wrong_password_is_told_in_words_and_waits(mail: Desk, post: Post, settings: Any) -> None:
    settings.EMAIL_HOST_PASSWORD = "old"
    message = mail.deliver(mail.write())
    assert message.state == "queued"
    assert "name and password" in message.trouble
    assert post.taken == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_server_that_nobody_vouches_for_gets_nothing(
    mail: Desk, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate(tmp_path / "other")))
    assert mail.deliver(mail.write()).state == "queued"
    assert post.taken == []
    gc.collect()  # The peer of the test drops its socket with a word when nobody trusts it.


def test_a_line_that_breaks_after_the_words_asks_a_person(mail: Desk, post: Post) -> None:
    post.drops = True
    message = mail.deliver(mail.write())
    assert message.state == "uncertain"
    post.drops = False
    assert mail.deliver(message, message.due_at + timedelta(days=1)).state == "uncertain"
    assert len(post.taken) == 1
