"""What a whole run of `make test` has seen: every template is rendered, every kind of happening recorded.

Every process notes what it sees while the tests do their work; the controller compares the notes with what
stands in the rooms. A run of some tests only is not judged.
"""

import os
from pathlib import Path
from typing import Any

import pytest
import typst

ROOMS = Path(__file__).resolve().parents[2] / "branchline"
WHOLE = {"", "not walk"}
"""The runs that are judged: those with these marks and no path, name or limit."""

_seen: set[str] = set()
_missing: list[str] = []


def templates() -> set[str]:
    """Every template of ours by the name that it is rendered by."""
    return {
        str(path.relative_to(folder))
        for folder in ROOMS.glob("*/templates")
        for path in folder.rglob("*")
        if path.is_file()
    }


def promises() -> set[str]:
    """Everything that some test has to see."""
    from branchline.core.rooms import rooms

    wanted = {f"template {name}" for name in templates()}
    for room in rooms():
        wanted |= {f"recorded {kind.name}" for kind in room.kinds()}
    return wanted


def _note_template(template: Any, **_: Any) -> None:
    if template.name:
        _seen.add(f"template {template.name}")


def _note_happening(instance: Any, **_: Any) -> None:
    _seen.add(f"recorded {instance.kind}")


def listen() -> None:
    """Stand beside what happens; change nothing of it."""
    from django.db.models.signals import post_init
    from django.test.signals import template_rendered

    from branchline.core.models import Happening

    template_rendered.connect(_note_template)
    # Not once it is saved: the ledger writes by a prepared statement or in bulk, and neither tells anybody.
    post_init.connect(_note_happening, sender=Happening)
    set_ = typst.compile

    def setting(source: str, *arguments: Any, **options: Any) -> Any:
        _seen.update(f"template {t}" for t in templates() if source.endswith(f"/templates/{t}"))
        return set_(source, *arguments, **options)

    pytest.MonkeyPatch().setattr(typst, "compile", setting)


def is_whole(config: pytest.Config) -> bool:
    """Whether every test was asked for."""
    chosen = config.option
    return (
        config.args_source is config.ArgsSource.TESTPATHS
        and chosen.markexpr in WHOLE
        and not (chosen.keyword or chosen.deselect or chosen.collectonly or chosen.maxfail)
    )


def pytest_sessionstart() -> None:
    listen()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands in its notes; the controller, who finishes last, adds them up."""
    notes = Path(os.environ["BRANCHLINE_TEST_HOME"]) / "seen"
    notes.mkdir(exist_ok=True)
    (notes / os.environ.get("PYTEST_XDIST_WORKER", "alone")).write_text("\n".join(_seen))
    if "PYTEST_XDIST_WORKER" in os.environ or not is_whole(session.config):
        return
    seen = {line for path in notes.iterdir() for line in path.read_text().splitlines()}
    _missing.extend(sorted(promises() - seen))
    if _missing:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name what nobody looks at."""
    if _missing:
        terminalreporter.section("NO TEST HAS SEEN", sep="!", red=True, bold=True)
        for line in _missing:
            terminalreporter.write_line(line, red=True)
