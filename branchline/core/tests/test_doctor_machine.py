"""The doctor finds what is wrong around the database, by breaking each thing for real."""

import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from branchline.core import clock, files, scoping
from branchline.core.doctor import installation, machine, post, stored
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 5, 10, 30)


@pytest.fixture
def mail_to(settings: Any) -> Any:
    """Points the settings at a mail server on a free port; gives the port."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.BRANCHLINE_CARRIERS = {"email": "smtp", "sms": "notify"}
    return port


@contextmanager
def mail_server(port: int, **options: Any) -> Iterator[None]:
    controller = Controller(object(), hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def test_a_mail_server_that_takes_mail(mail_to: int) -> None:
    with mail_server(mail_to):
        assert post.mail().well


def test_no_mail_server_at_the_port(mail_to: int) -> None:
    found = post.mail()
    assert not found.well
    assert "does not answer. Start it" in found.sentence


def test_a_wrong_password_for_mail(mail_to: int, settings: Any) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "alice", "wrong"

    def nobody(*_: Any) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with mail_server(mail_to, authenticator=nobody, auth_require_tls=False):
        assert "name and password" in post.mail().sentence


def test_a_mail_server_without_encryption(mail_to: int, settings: Any) -> None:
    settings.EMAIL_USE_TLS = True
    with mail_server(mail_to):
        assert "offers no encryption" in post.mail().sentence
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, True
    with mail_server(mail_to):
        assert "does not speak TLS on this port" in post.mail().sentence


def test_a_mail_server_with_a_certificate_of_its_own_making(
    mail_to: int, settings: Any, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    call = f"openssl req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {certificate} -days 2 -subj /CN=mail.test"
    assert os.system(f"{call} 2>/dev/null") == 0
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    settings.EMAIL_USE_TLS = True
    with mail_server(mail_to, tls_context=context):
        assert "can’t be trusted" in post.mail().sentence


def test_no_mail_server_is_set(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "Set EMAIL_URL" in post.mail().sentence


def test_a_storage_that_can_not_be_written(settings: Any, tmp_path: Path) -> None:
    assert machine.storage().well
    blocked = tmp_path / "a-file"
    blocked.touch()
    settings.MEDIA_ROOT = str(blocked)
    assert "Files can’t be kept" in machine.storage().sentence


def test_a_disk_with_less_room_than_we_need(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.disk().well
    monkeypatch.setattr(machine, "LEAST_FREE", 10**18)
    assert "Little room is left" in machine.disk().sentence


@pytest.mark.django_db
def test_a_time_zone_that_is_not_ours(settings: Any) -> None:
    assert machine.time_zone().well
    settings.TIME_ZONE = "Europe/Paris"
    assert not machine.time_zone().well


def test_a_key_that_is_short_or_read_by_others(settings: Any, tmp_path: Path) -> None:
    settings.BRANCHLINE_VAR = tmp_path
    assert installation.secret_key().well
    kept = tmp_path / "secret-key"
    kept.write_text("secret")
    kept.chmod(0o644)
    assert "chmod 600" in installation.secret_key().sentence
    settings.SECRET_KEY = "short"
    assert "50 random characters" in installation.secret_key().sentence


def test_an_address_without_a_certificate_and_a_debug_page(settings: Any) -> None:
    settings.BRANCHLINE_ADDRESS = "http://libraries.test"
    assert "is not https" in installation.https().sentence
    settings.BRANCHLINE_ADDRESS = "https://libraries.test"
    assert "Cookies" in installation.https().sentence
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    assert installation.https().well
    settings.DEBUG = True
    assert "BRANCHLINE_DEBUG" in installation.https().sentence


def test_static_files_that_were_not_collected(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    assert "make assets" in installation.static_files().sentence
    kind = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": kind}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert installation.static_files().well
    next(tmp_path.glob("core/dist/site.*.css")).unlink()
    assert "1 are missing" in installation.static_files().sentence


def test_welsh_that_was_not_compiled(settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [str(tmp_path)]
    words = tmp_path / "cy" / "LC_MESSAGES" / "django.po"
    words.parent.mkdir(parents=True)
    words.touch()
    assert "would be English" in installation.welsh().sentence
    words.with_suffix(".mo").touch()
    assert installation.welsh().well
    os.utime(words, (2**32, 2**32))
    assert "older than their source" in installation.welsh().sentence


def test_a_backup_that_was_never_made_or_long_ago(settings: Any, tmp_path: Path) -> None:
    settings.BRANCHLINE_VAR = tmp_path
    assert "No backup" in installation.backup(NOW).sentence
    note = tmp_path / "last-backup"
    note.touch()
    for age, well in ((timedelta(hours=20), True), (timedelta(days=3), False)):
        moment = (NOW - age).timestamp()
        os.utime(note, (moment, moment))
        assert installation.backup(NOW).well is well


@pytest.fixture
def a_service(
    settings: Any, tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[int]:
    settings.MEDIA_ROOT = str(tmp_path)
    monkeypatch.setattr(scoping, "_all_service_ids", lambda: [1])
    with scope(1):
        yield 1


def kept(name: str) -> Any:
    return files.keep(
        content=name.encode(), name=name, media_type="text/plain", purpose="test", now=NOW
    )


def test_stored_files_that_are_missing_changed_or_nobody_s(a_service: int) -> None:
    later = clock.now() + timedelta(hours=2)
    whole, changed, missing = kept("whole"), kept("changed"), kept("missing")
    assert stored.files(later).well
    Path(default_storage.path(changed.path)).write_bytes(b"CHANGED")
    default_storage.delete(missing.path)
    found = stored.files(later).sentence
    assert "2 of 3 stored files are missing or damaged" in found
    assert whole.public_id not in found
    assert changed.public_id in found
    assert missing.public_id in found


def test_a_file_left_by_a_killed_process_is_told_and_tidied_once_it_is_old(a_service: int) -> None:
    mine = kept("mine")
    stray = default_storage.save(f"{a_service}/aa/stray", ContentFile(b"?"))
    soon, later = clock.now(), clock.now() + timedelta(hours=2)
    assert stored.files(soon).well
    assert "1 files on the disk belong to nothing" in stored.files(later).sentence
    assert stored.tidy(soon) == 0
    assert stored.tidy(later) == 1
    assert not default_storage.exists(stray)
    assert files.content(mine) == b"mine"
    assert stored.files(later).well
