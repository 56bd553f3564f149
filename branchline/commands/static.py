"""Styles, scripts and pictures, collected where a web server finds them; beside them nginx' own pages."""

import hashlib
from pathlib import Path

ALONE = ("away", "too_large")
"""Pages that nginx shows by itself (deploy/nginx.conf); templates in `core/alone/`."""


def collect() -> None:
    """Collect what has changed since the last time; nothing when nothing has.

    Django must be set up. What an older release has left stays, for pages that are still open.
    """
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    stamp, mark = root / ".collected", _mark()
    if stamp.exists() and stamp.read_text() == mark and (root / "staticfiles.json").exists():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    _write_alone(root / "alone")
    stamp.write_text(mark)


def _mark() -> str:
    """Changes with every file that is collected, and with the words of the pages."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    import branchline.core

    found = [
        Path(storage.path(path)) for finder in get_finders() for path, storage in finder.list([])
    ]
    templates = Path(branchline.core.__file__).parent / "templates"
    found += [templates / "500.html", *sorted((templates / "core/alone").iterdir())]
    found += sorted(Path(settings.LOCALE_PATHS[0]).rglob("*.mo"))
    lines = (f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in found)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _write_alone(folder: Path) -> None:
    from django.template.loader import render_to_string
    from django.utils import translation

    from branchline.core.importing.receiving import LARGEST

    folder.mkdir(exist_ok=True)
    for name in ALONE:
        with translation.override("en"):
            page = render_to_string(f"core/alone/{name}.html", {"megabytes": LARGEST // 10**6})
        (folder / f"{name}.html").write_text(page)
