"""A certificate for a demo on this network: phones give a camera only to pages that come encrypted.

The authority is made once and lies in the var folder; it can speak for this machine's names and for addresses of
private networks only, so that whoever gets hold of its key can pretend to be nobody else.
"""

import socket
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from branchline.core import clock

AUTHORITY_LASTS = timedelta(days=365)
LASTS = timedelta(days=90)
"""Phones take none of more than 825 days."""
RENEWED = timedelta(days=7)
"""Made anew when it ends sooner."""
EARLIER = timedelta(days=1)
"""A phone whose clock is slow should trust it too."""
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16")


@dataclass(frozen=True)
class Papers:
    """Files: what phones are asked to trust, and what the servers show."""

    authority: Path
    certificate: Path
    key: Path


def encrypted(shown: Papers | None) -> list[str]:
    """What granian is told, to show a certificate."""
    if shown is None:
        return []
    # A phone of 2016 speaks 1.2.
    files = ["--ssl-certificate", str(shown.certificate), "--ssl-keyfile", str(shown.key)]
    return [*files, "--ssl-protocol-min", "tls1.2"]


def own_address() -> str:
    """By which other machines of this network reach us; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # An address of a documentation network (RFC 5737): only the route to it is looked up.
            probe.connect(("192.0.2.1", 9))
            found: str = probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
    return found


def papers(folder: Path, addresses: tuple[str, ...]) -> Papers:
    """The authority, and a certificate for this machine at these addresses; made where they are missing or old."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Papers(folder / "authority.crt", folder / "server.crt", folder / "server.key")
    names = ("localhost", socket.gethostname().lower())
    wanted = {*names, *addresses, "127.0.0.1"}
    issuer_key, issuer = _authority(folder, names, addresses)
    if not _is_good(made.certificate, wanted, issuer):
        key = ec.generate_private_key(ec.SECP256R1())
        _keep_key(made.key, key)
        made.certificate.write_bytes(
            _signed(issuer_key, issuer, key, sorted(wanted)).public_bytes(
                serialization.Encoding.PEM
            )
        )
    return made


def _authority(
    folder: Path, names: tuple[str, ...], addresses: tuple[str, ...]
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key_file, file = folder / "authority.key", folder / "authority.crt"
    if file.exists() and key_file.exists():
        kept = x509.load_pem_x509_certificate(file.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
        if isinstance(key, ec.EllipticCurvePrivateKey) and _lasts(kept):
            return key, kept
    key = ec.generate_private_key(ec.SECP256R1())
    _keep_key(key_file, key)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Branchline demo on this network")])
    networks = [ip_network(each) for each in PRIVATE]
    networks += [
        ip_network(each)
        for each in addresses
        if not any(ip_address(each) in network for network in networks)
    ]
    allowed: list[x509.GeneralName] = [x509.DNSName(each) for each in names]
    allowed += [x509.IPAddress(each) for each in networks]
    made = (
        _begun(name, name, key.public_key(), AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return key, made


def _signed(
    issuer_key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate,
    key: ec.EllipticCurvePrivateKey,
    names: list[str],
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Branchline demo")])
    alternatives = [_named(name) for name in names]
    server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        _begun(subject, issuer.subject, key.public_key(), LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(server, critical=False)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
        .sign(issuer_key, hashes.SHA256())
    )


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, lasts: timedelta
) -> x509.CertificateBuilder:
    now = clock.now()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs, key_cert_sign=signs, crl_sign=signs, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _named(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _is_good(file: Path, wanted: set[str], issuer: x509.Certificate) -> bool:
    """It is ours, lasts, and names everything that is wanted."""
    if not file.exists():
        return False
    kept = x509.load_pem_x509_certificate(file.read_bytes())
    said = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    names = {str(each.value) for each in said}
    signer = kept.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    own = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return wanted <= names and _lasts(kept) and signer.key_identifier == own.digest


def _lasts(kept: x509.Certificate) -> bool:
    return kept.not_valid_after_utc - RENEWED > clock.now()


def _keep_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
