"""No template without a test: which templates of ours a whole run of `make test` has rendered.

Every process notes the names, the controller compares them with what stands in the rooms. A run of some
tests only is not judged.
"""

import os
from pathlib import Path
from typing import Any

import pytest
import typst
from django.test.signals import template_rendered

ROOMS = Path(__file__).resolve().parents[2] / "branchline"
WHOLE = {"", "not walk"}
"""The runs that are judged: those with these marks and no path, name or limit."""

_seen: set[str] = set()
_missing: list[str] = []


def _note(template: Any, **_: Any) -> None:
    if template.name:
        _seen.add(template.name)


def _listen_to_typst() -> None:
    """A sheet of paper is no template of Django's: note what Typst is asked to set."""
    set_ = typst.compile

    def listening(source: str, *arguments: Any, **options: Any) -> Any:
        _seen.update(name for name in ours() if source.endswith(f"/templates/{name}"))
        return set_(source, *arguments, **options)

    vars(typst)["compile"] = listening


def ours() -> set[str]:
    """Every template of ours by the name that Django knows it by."""
    return {
        str(path.relative_to(folder))
        for folder in ROOMS.glob("*/templates")
        for path in folder.rglob("*")
        if path.is_file()
    }


def _notes() -> Path:
    return Path(os.environ["BRANCHLINE_TEST_HOME"]) / "rendered"


def is_whole(config: pytest.Config) -> bool:
    """Whether every test was asked for."""
    chosen = config.option
    return (
        config.args_source is config.ArgsSource.TESTPATHS
        and chosen.markexpr in WHOLE
        and not (chosen.keyword or chosen.deselect or chosen.collectonly or chosen.maxfail)
    )


def pytest_configure() -> None:
    template_rendered.connect(_note)
    _listen_to_typst()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands in what it saw; the controller, who finishes last, adds it up."""
    notes = _notes()
    notes.mkdir(exist_ok=True)
    (notes / os.environ.get("PYTEST_XDIST_WORKER", "alone")).write_text("\n".join(_seen))
    if "PYTEST_XDIST_WORKER" in os.environ or not is_whole(session.config):
        return
    seen = {name for path in notes.iterdir() for name in path.read_text().splitlines()}
    _missing.extend(sorted(ours() - seen))
    if _missing:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name the templates that nobody looks at."""
    if _missing:
        terminalreporter.section("TEMPLATES WITHOUT A TEST", sep="!", red=True, bold=True)
        for name in _missing:
            terminalreporter.write_line(name, red=True)
