"""What OBS must know to send. Nothing of it is kept: it follows from the secret key and a number drawn by lot for
each broadcast, so that whoever reads the table can send nothing, and another number ends what the old one opened."""

from base64 import urlsafe_b64encode
from secrets import compare_digest, token_urlsafe

from django.utils.crypto import salted_hmac

from .doors import Door

LENGTH = 22
"""Characters of a key: 128 bits. SRT takes 10 to 79."""


def new_lot() -> str:
    """Drawn for each key."""
    return token_urlsafe(16)


def srt_passphrase(lot: str) -> str:
    """Encrypts what is sent by SRT (AES), and lets nobody in without it."""
    return _derived("branchline.live.push.srt", lot)


def rtmp_secret(lot: str) -> str:
    """The second half of the stream key by RTMP. Not the passphrase: RTMP sends it in clear."""
    return _derived("branchline.live.push.rtmp", lot)


def stream_key(door: Door) -> str:
    """What OBS calls the stream key: which broadcast, and the secret."""
    return f"{door.broadcast}-{rtmp_secret(door.lot)}"


def read_stream_key(given: str) -> tuple[str, str]:
    """The broadcast that a stream key names, and the secret that must be right."""
    return given[: -LENGTH - 1], given[-LENGTH:]


def opens(door: Door, secret: str) -> bool:
    """Whether this secret is the door's."""
    return compare_digest(rtmp_secret(door.lot).encode(), secret.encode())


def _derived(purpose: str, lot: str) -> str:
    digest = salted_hmac(purpose, lot, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()
