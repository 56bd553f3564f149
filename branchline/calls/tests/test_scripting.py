"""A script that was written down is the script that is kept; what can't be read is said with its line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.calls.scripting import ScriptUnreadable, read_script, write_out
from branchline.calls.words import SCRIPTS

WORDS = st.text("abcdeŵéïZ", min_size=1, max_size=12)
SAID = st.fixed_dictionaries({"en": WORDS}, optional={"cy": WORDS})


@st.composite
def scripts(draw: st.DrawFn) -> list[dict[str, object]]:
    """Of any length, leading anywhere further down."""
    size = draw(st.integers(1, 7))
    steps: list[dict[str, object]] = []
    for place in range(size):
        later = [""] + [f"s{n}" for n in range(place + 1, size)]
        choices = draw(st.lists(st.tuples(SAID, st.sampled_from(later)), min_size=2, max_size=4)) if draw(st.booleans()) else []  # fmt: skip
        steps.append({
            "id": f"s{place}",
            "ask" if choices else "say": draw(SAID),
            "choices": [{"id": f"a{n}", "say": said, "to": to} for n, (said, to) in enumerate(choices, 1)],
        })  # fmt: skip
    return steps


@given(scripts())
def test_written_out_and_read_again_it_is_the_same(steps: list[dict[str, object]]) -> None:
    assert read_script(write_out(steps)) == steps


@given(st.text(st.sampled_from("#?=->ab \n"), max_size=60))
def test_whatever_is_typed_is_a_script_or_a_sentence_with_its_line(text: str) -> None:
    try:
        steps = read_script(text)
    except ScriptUnreadable as wrong:
        assert 0 <= wrong.line <= len(text.splitlines())
        assert str(wrong)
    else:
        assert read_script(write_out(steps)) == steps


def test_the_scripts_of_the_house_can_be_edited_and_lead_forwards() -> None:
    for steps in SCRIPTS.values():
        again = read_script(write_out(steps))
        assert [step["id"] for step in again] == [step["id"] for step in steps]
        for before, after in zip(steps, again, strict=True):
            assert [c["to"] for c in before["choices"]] == [c["to"] for c in after["choices"]]
            assert before.get("ask", before.get("say")) == after.get("ask", after.get("say"))
        assert all(set(said) == {"en", "cy"} for step in steps for said in _texts(step))


def _texts(step: dict[str, object]) -> list[dict[str, str]]:
    return [step.get("ask") or step["say"], *(c["say"] for c in step["choices"])]  # type: ignore[attr-defined,list-item]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 0, "Write what to say"),
        ("# Hello there\nHi", 1, "small letters"),
        ("Hi\n- Well", 2, "below a question"),
        ("? How\n- Well", 1, "two answers"),
        ("? How\n- Well > back\n- Low", 2, "comes later"),
        ("# a\nHi\n\n# a\nBye", 4, "Two steps"),
        ("= Helo", 1, "Welsh of the line above"),
        ("Hi\nthere", 2, "empty line"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(ScriptUnreadable, match=re.escape(words)) as found:
        read_script(text)
    assert found.value.line == line
