"""The documents say what is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r"(?:env\.\w+|address)\(\s*\"([A-Z_]+)\"")


def variables() -> list[str]:
    source = "".join(path.read_text() for path in (ROOT / "branchline/settings").glob("*.py"))
    return sorted(set(READ.findall(source)))


@pytest.mark.parametrize("variable", variables())
def test_every_setting_is_documented(variable: str) -> None:
    assert f"`{variable}`" in (ROOT / "docs/settings.md").read_text()


def test_documented_settings_exist() -> None:
    said = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.M))
    assert said == set(variables())


def test_the_readme_names_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in set(re.findall(r"`make ([a-z-]+)", (ROOT / "README.md").read_text())):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_readme_lists_every_command() -> None:
    from branchline.commands import MODULES

    line = re.search(r"^\| `branchline --help` \|(.*)\|$", (ROOT / "README.md").read_text(), re.M)
    assert line
    listed = {word for part in line[1].split("·") for word in part.split(":")[1].split(", ")}
    assert {word.strip() for word in listed} == {*MODULES, "manage"}


def test_every_room_is_on_the_floor_plan() -> None:
    from branchline.core.rooms import rooms

    plan = (ROOT / "docs/floor-plan.md").read_text()
    for room in rooms():
        assert re.search(rf"^ {room.floor}  {room.short} ", plan, re.M), room.short
