"""What imports don't show points down too: templates, addresses and names of templates in Python."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from branchline.core.rooms import rooms
from tests.harness.each import for_each

HOUSE = Path(__file__).resolve().parents[2] / "branchline"
FLOOR = {room.short: room.floor for room in rooms()}
TEMPLATES = sorted(
    p.relative_to(HOUSE)
    for p in HOUSE.glob("*/templates/**/*")
    if p.suffix in {".html", ".txt", ".xml"}
)
PYTHON = sorted(
    p.relative_to(HOUSE)
    for p in HOUSE.rglob("*.py")
    if p.relative_to(HOUSE).parts[0] in FLOOR and not {"tests", "migrations"} & set(p.parts)
)
NAMED = re.compile(r"{%\s*(?:extends|include)\s+['\"]([a-z]+)/|{%\s*url\s+['\"]([a-z]+):")
BY_VARIABLE = re.compile(r"{%\s*(?:extends|include)\s+(?!['\"])[^%]*%}")
ADDRESS_OR_TEMPLATE = re.compile(r"([a-z]+)(?::[a-z_]*|/[\w/]+\.(?:html|txt|xml|typ))")


def is_up(other: str, room: str) -> bool:
    """Whether it is on a higher floor, or a neighbour."""
    return other in FLOOR and other != room and FLOOR[other] >= FLOOR[room]


@for_each(TEMPLATES)
def test_templates_point_down(path: Path) -> None:
    text = (HOUSE / path).read_text()
    for match in NAMED.finditer(text):
        other = match[1] or match[2]
        assert not is_up(other, path.parts[0]), f"{path} points up to {other}"
    handed_in = BY_VARIABLE.findall(text)
    assert not handed_in, f"name the template in {handed_in}: nobody could say where it points"


def names(path: Path) -> Iterator[str]:
    """The rooms named by an address ("events:near") or a template ("events/near.html") in a file."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            match = ADDRESS_OR_TEMPLATE.fullmatch(node.value)
            if match:
                yield match[1]


@for_each(PYTHON)
def test_addresses_and_templates_in_python_point_down(path: Path) -> None:
    up = {other for other in names(HOUSE / path) if is_up(other, path.parts[0])}
    assert not up, f"{path} points up to {up}"


def test_pointing_up_is_noticed() -> None:
    assert is_up("events", "people")
    assert is_up("web", "core")
    assert not is_up("core", "places")
    assert set(names(HOUSE / "web/pages.py")) >= {"events", "web"}
