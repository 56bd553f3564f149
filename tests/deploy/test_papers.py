"""A demo that phones trust: its certificate, and the page that teaches them."""

import os
import ssl
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from branchline.commands import authority
from branchline.commands.authority import Papers, papers
from branchline.commands.serve import free_port
from branchline.commands.trust import CERTIFICATE, qr, teaching

ADDRESS = "192.168.7.20"


def greets(
    shown: Papers, name: str, certificate: Path | None = None, key: Path | None = None
) -> bool:
    """Whether somebody who trusts the authority believes this machine that it is `name`."""
    there = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    there.load_cert_chain(certificate or shown.certificate, key or shown.key)
    here = ssl.create_default_context(cafile=shown.authority)
    to_there, to_here = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = here.wrap_bio(to_here, to_there, server_hostname=name)
    server = there.wrap_bio(to_there, to_here, server_side=True)
    for _ in range(4):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLCertVerificationError:
                return False
    return client.version() == "TLSv1.3"


def test_whoever_trusts_the_authority_trusts_this_machine_by_each_of_its_names(
    tmp_path: Path,
) -> None:
    shown = papers(tmp_path, (ADDRESS,))
    assert [greets(shown, name) for name in (ADDRESS, "localhost", "127.0.0.1")] == [True] * 3
    assert not greets(shown, "192.168.7.21")
    keys = [path.stat().st_mode & 0o777 for path in tmp_path.glob("*.key")]
    assert keys == [0o600, 0o600]


def test_they_are_kept_and_another_address_gets_a_certificate_of_the_same_authority(
    tmp_path: Path,
) -> None:
    first = papers(tmp_path, (ADDRESS,))
    before = [path.read_bytes() for path in (first.authority, first.certificate)]
    assert [
        path.read_bytes() for path in (papers(tmp_path, (ADDRESS,)).authority, first.certificate)
    ] == before
    moved = papers(tmp_path, ("10.1.2.3",))
    assert moved.authority.read_bytes() == before[0]
    assert greets(moved, "10.1.2.3")


def test_the_authority_can_speak_for_no_bank(tmp_path: Path) -> None:
    """Whoever steals its key can pretend to be nobody outside private networks."""
    shown = papers(tmp_path, (ADDRESS,))
    issuer = x509.load_pem_x509_certificate(shown.authority.read_bytes())
    signer = serialization.load_pem_private_key((tmp_path / "authority.key").read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    key = serialization.load_pem_private_key(shown.key.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    forged = tmp_path / "forged.crt"
    for name, believed in (("bank.example", False), ("8.8.4.4", False), ("192.168.9.9", True)):
        made = authority._signed(signer, issuer, key, [name])
        forged.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        assert greets(shown, name, forged) is believed, name


def test_a_phone_is_taught_in_both_languages_and_fetches_the_certificate_as_one(
    tmp_path: Path,
) -> None:
    shown = papers(tmp_path, (ADDRESS,))
    port = free_port(19700 + os.getpid() % 200)
    house = f"https://{ADDRESS}:8000"
    with teaching("127.0.0.1", port, address=house, certificate=shown.authority):
        page = f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"{page}/") as said:
            words = said.read().decode()
        with urllib.request.urlopen(f"{page}{CERTIFICATE}") as said:
            assert said.headers["Content-Type"] == "application/x-x509-ca-cert"
            assert said.read() == shown.authority.read_bytes()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{page}/authority.key")
    assert house in words
    assert ['lang="en"' in words, 'lang="cy"' in words] == [True, True]
    assert qr(page).count("\n") > 10
