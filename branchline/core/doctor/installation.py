"""The installation: its key, its address, and whether what must be built was built."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from ..rooms import Check

OLDEST_BACKUP = timedelta(days=2)


def secret_key() -> Check:
    """Long enough, and read by nobody else."""
    if len(settings.SECRET_KEY) < 40:
        return Check("secret key", False, "SECRET_KEY is short. Use 50 random characters.")
    kept = Path(settings.BRANCHLINE_VAR) / "secret-key"
    if kept.exists() and kept.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        return Check(
            "secret key", False, f"Others on this machine can read {kept}. Run chmod 600 {kept}."
        )
    return Check("secret key", True, "The secret key is long, and ours alone.")


def https() -> Check:
    """People’s words travel encrypted, and no debug page shows them."""
    address = settings.BRANCHLINE_ADDRESS
    if settings.DEBUG and not settings.BRANCHLINE_DEMO:
        return Check(
            "https",
            False,
            "BRANCHLINE_DEBUG is on: an error would show data to anybody. Remove it.",
        )
    if settings.BRANCHLINE_DEMO:
        return Check("https", True, f"Demo: the address is {address}.")
    if not address.startswith("https://"):
        return Check("https", False, f"The public address {address} is not https. Put a certificate in front"
                     " (deploy/ shows how) and set BRANCHLINE_ADDRESS.")  # fmt: skip
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        return Check("https", False, "Cookies would also travel without encryption. Report it: settings"
                     " follow BRANCHLINE_ADDRESS.")  # fmt: skip
    return Check("https", True, f"The public address is {address}.")


def static_files() -> Check:
    """Styles and scripts were built and collected, all of them."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    how = "Run `make assets`, then restart `branchline serve`, which collects them."
    try:
        named = json.loads(manifest.read_text())["paths"]
    except (OSError, ValueError, KeyError):
        return Check("static files", False, f"Styles and scripts have not been collected. {how}")
    wanted = ("core/dist/site.css", "core/dist/site.js")
    missing = [name for name in wanted if name not in named] + [
        name for name in named.values() if not (Path(settings.STATIC_ROOT) / name).exists()
    ]
    if missing:
        return Check(
            "static files", False, f"{len(missing)} are missing, {missing[0]} for one. {how}"
        )
    return Check("static files", True, "Styles and scripts are collected.")


def welsh() -> Check:
    """The Welsh catalogue was compiled, and from the present words."""
    words = Path(settings.LOCALE_PATHS[0]) / "cy" / "LC_MESSAGES" / "django.po"
    compiled = words.with_suffix(".mo")
    if not compiled.exists():
        return Check("welsh", False, "Welsh pages would be English. Run `branchline words`.")
    if words.exists() and words.stat().st_mtime > compiled.stat().st_mtime:
        return Check(
            "welsh", False, "The Welsh words are older than their source. Run `branchline words`."
        )
    return Check("welsh", True, "The Welsh words are compiled.")


def backup(now: datetime) -> Check:
    """deploy/backup leaves a note each time; without one, nobody has made a backup here."""
    if settings.BRANCHLINE_DEMO:
        return Check("backup", True, "Demo: nothing here needs a backup.")
    note = Path(settings.BRANCHLINE_VAR) / "last-backup"
    if not note.exists():
        return Check(
            "backup",
            False,
            "No backup has been made here. deploy/backup makes one; run it nightly.",
        )
    made = datetime.fromtimestamp(note.stat().st_mtime, UTC)
    if now - made > OLDEST_BACKUP:
        return Check("backup", False, f"The last backup is of {made:%d %B, %H:%M} UTC. See why deploy/backup"
                     " has not run since.")  # fmt: skip
    return Check("backup", True, f"The last backup is of {made:%d %B, %H:%M} UTC.")
