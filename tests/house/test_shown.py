"""What a room declares is shown to those whom it concerns: roles, retention, who has read a record."""

import ast
import html
from pathlib import Path

from branchline.core.rooms import rooms
from tests.harness.signing_in import client_of

HOUSE = Path(__file__).resolve().parents[2] / "branchline"


def page(path: str) -> str:
    answer = client_of("Service manager").get(path)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_every_rule_of_keeping_is_on_the_page(demo_database: str) -> None:
    shown = page("/trafford/desk/kept")
    rules = [rule for room in rooms() for rule in room.retention()]
    assert len(rules) > 8
    for rule in rules:
        assert str(rule.what) in shown
        assert str(rule.because) in shown


def test_every_permit_is_on_the_page_of_roles(demo_database: str) -> None:
    shown = page("/trafford/desk/roles")
    for room in rooms():
        for permit in room.permits():
            if permit.roles:
                assert str(permit.sentence) in shown


def test_every_page_in_the_read_log_has_a_name_that_people_understand() -> None:
    called = {name for room in rooms() for name in room.record_pages()}
    noted = {
        keyword.value.value
        for path in HOUSE.rglob("desk/*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "page" and isinstance(keyword.value, ast.Constant)
    }
    assert len(noted) > 4
    assert noted <= called
