"""Where settings come from: the environment, with the defaults of a demo on one machine."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()

VAR: Path = Path(env.str("BRANCHLINE_VAR", default=str(ROOT / "var")))
"""What this installation keeps: database, files, static files, logs."""

DEMO: bool = env.bool("BRANCHLINE_DEMO", default=False)
"""Real places, invented people; one-click sign-in; nothing is sent beyond this machine."""

ADDRESS: str = env.str("BRANCHLINE_ADDRESS", default="http://localhost:8000").rstrip("/")
"""The public address of this installation, as it stands in messages and on posters."""

BUCKET: str = env.str("BRANCHLINE_BUCKET", default="")
"""The bucket of S3 that keeps the files; none means the folder `files` of `VAR`."""

BUCKET_ADDRESS: str | None = env.str("BRANCHLINE_BUCKET_ADDRESS", default=None)
"""A storage that speaks S3; none is Amazon's."""

BUCKET_REGION: str = env.str("BRANCHLINE_BUCKET_REGION", default="eu-west-2")
"""London, so that what lies there stays in the country."""
