"""Where settings come from: the environment, with the defaults of a demo on one machine."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()


def address(name: str, default: str) -> str:
    """A setting that is an address, without a slash at its end. Raises ImproperlyConfigured, in words."""
    said: str = env.str(name, default=default).rstrip("/")
    if said and not said.startswith(("http://", "https://")):
        raise ImproperlyConfigured(
            f"{name} is {said}: write it with http:// or https:// before it."
        )
    return said


VAR: Path = Path(env.str("BRANCHLINE_VAR", default=str(ROOT / "var")))
"""What this installation keeps: database, files, static files, logs."""

DEMO: bool = env.bool("BRANCHLINE_DEMO", default=False)
"""Real places, invented people; one-click sign-in; nothing is sent beyond this machine."""

ADDRESS: str = address("BRANCHLINE_ADDRESS", "http://localhost:8000")
"""The public address of this installation, as it stands in messages and on posters."""

BUCKET: str = env.str("BRANCHLINE_BUCKET", default="")
"""The bucket of S3 that keeps the files; none means the folder `files` of `VAR`."""

BUCKET_ADDRESS: str | None = address("BRANCHLINE_BUCKET_ADDRESS", "") or None
"""A storage that speaks S3; none is Amazon's."""

BUCKET_REGION: str = env.str("BRANCHLINE_BUCKET_REGION", default="eu-west-2")
"""London, so that what lies there stays in the country."""
