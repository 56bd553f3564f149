"""Every room is alike: a README, only known shelves, entered by its doors."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from branchline.core.jobs import Errand
from branchline.core.rooms import Room, rooms
from tests.harness.each import for_each

HOUSE = Path(__file__).resolve().parents[2] / "branchline"
ROOMS = [room.short for room in rooms()]
FLOOR = {room.short: room.floor for room in rooms()}
DOORS = {"actions", "queries", "errors", "permits", "parts", "demo", "models", "letters"}
SHELVES = DOORS | {
    "apps", "forms", "pages", "desk", "api", "feeds", "jobs", "imports", "measures", "urls",
    "templates", "static", "tests", "migrations", "templatetags",
}  # fmt: skip
# Beside the common shelves: what only this room has, with the reason in its README.
OWN_SHELVES = {
    "places": {"data", "middleware", "tenancy", "maps", "postcodes", "opening", "sources"},
    "people": {"middleware", "adapter"},
    "messages": {"adapters", "backend", "rendering"},
    "surveys": {"data"},
    "calls": {"ladder", "rota", "scripting", "telephony", "words"},
    "concerns": {"opening"},
    "devices": {
        "agreement",
        "checklists",
        "eligibility",
        "labels",
        "ladder",
        "numbers",
        "papers",
        "tags",
    },
    "campaigns": {"sources"},
    "skills": {"data", "papers"},
    "live": {"bucket", "doctor", "push", "intake", "data", "stream", "passes", "origin", "caster"},
}


def python_files() -> Iterator[Path]:
    for path in sorted(HOUSE.rglob("*.py")):
        if "migrations" not in path.parts and "tests" not in path.parts:
            yield path


FILES = [path.relative_to(HOUSE) for path in python_files()]


def imports_of(path: Path) -> Iterator[str]:
    package = ["branchline", *path.relative_to(HOUSE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{name.name}" for name in node.names)


@for_each(ROOMS)
def test_every_room_has_a_readme(room: str) -> None:
    assert len((HOUSE / room / "README.md").read_text().split()) > 60


@for_each(room for room in ROOMS if room != "core")
def test_every_room_has_the_same_shelves(room: str) -> None:
    found = {
        path.stem for path in (HOUSE / room).iterdir() if path.suffix == ".py" or path.is_dir()
    }
    extra = found - SHELVES - OWN_SHELVES.get(room, set()) - {"__init__", "__pycache__"}
    assert not extra


@for_each(FILES)
def test_rooms_are_entered_by_their_doors(path: Path) -> None:
    room = path.parts[0]
    if room not in FLOOR:
        return
    for name in imports_of(HOUSE / path):
        parts = name.split(".")
        if parts[0] != "branchline" or len(parts) < 3 or parts[1] in {room, "core"}:
            continue
        if parts[1] in FLOOR:
            assert parts[2] in DOORS | {"tenancy"}, f"{path} goes through the wall: {name}"


@for_each(FILES)
def test_stored_files_leave_by_one_door(path: Path) -> None:
    """`core.serving.file_page` looks at the permit and says how a browser may take it."""
    if path.parts[0] != "core":
        assert "default_storage" not in (HOUSE / path).read_text()
        if {"pages", "desk", "api", "feeds"} & {part.removesuffix(".py") for part in path.parts}:
            assert "files.content(" not in (HOUSE / path).read_text()


@for_each(FILES)
def test_views_never_visit_every_service(path: Path) -> None:
    if path.stem in {"pages", "desk", "api", "feeds"} or {"pages", "desk", "api"} & set(path.parts):
        assert "every_service" not in (HOUSE / path).read_text()


@for_each(ROOMS)
def test_rooms_that_hold_people_can_export_and_forget_them(room: str) -> None:
    config = apps.get_app_config(room)
    assert isinstance(config, Room)
    holds = any(
        getattr(field.related_model, "__name__", "") in {"Contact", "Resident"}
        for model in config.get_models()
        for field in model._meta.fields
    )
    if holds:
        assert type(config).export_about is not Room.export_about
        assert type(config).forget is not Room.forget
        assert any(permit.shows for permit in config.permits()), (
            "who may see it is on the roles page"
        )


def test_every_errand_has_somebody_who_runs_it() -> None:
    """An errand that an action leaves is a job's name; a wrong one would only be missed at night."""
    from procrastinate.contrib.django import app

    errands = [
        value
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("branchline.")
        for value in vars(module).values()
        if isinstance(value, Errand)
    ]
    assert errands
    for errand in errands:
        assert app.tasks[errand.name].queue == errand.queue
