"""The same content, dressed for each route, in the reader's language."""

import pytest
from django.template.loader import render_to_string

from branchline.core.acting import NOBODY
from branchline.messages.actions import prepare
from branchline.messages.actions.composing import compose
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.places.models import Service

from .conftest import NOON, Desk


def test_an_email_has_text_and_html_that_say_the_same(desk: Desk) -> None:
    parcel = prepare(message=desk.write().public_id, now=NOON)
    assert parcel is not None
    for words in ("Rhyme time, as you asked.", "Tuesday 22 June", "https://library.test/c/token"):
        assert words in parcel.text
        assert words in parcel.html


def test_large_print_is_larger_in_email_too(desk: Desk) -> None:
    parcel = prepare(message=desk.write(format="large_print").public_id, now=NOON)
    assert parcel is not None
    assert "font-size:22px" in parcel.html


def test_what_a_person_entered_can_do_no_harm(desk: Desk) -> None:
    message = desk.write(name="<script>alert(1)</script>")
    desk.says = Content(subject="<b>x</b>", paragraphs=["<img src=x>"])
    parcel = prepare(message=message.public_id, now=NOON)
    assert parcel is not None
    assert "<script>" not in parcel.html
    assert "<img" not in parcel.html


def test_the_head_is_in_the_readers_language(desk: Desk) -> None:
    parcel = prepare(message=desk.write(language="cy").public_id, now=NOON)
    assert parcel is not None
    assert "Llyfrgelloedd Gwernen" in parcel.sender
    assert '<html lang="cy">' in parcel.html


def test_a_letter_carries_a_code_and_a_number_instead_of_a_link(desk: Desk) -> None:
    Service.objects.filter(pk=desk.service.pk).update(phone="01614960100")
    composed = compose(desk.write(Route.LETTER), by=NOBODY, now=NOON)
    assert composed is not None
    assert "https://" not in composed.dressed.text
    assert "Ring 0161 496 0100, or ask at the library, and say this code: k7mp-2x9d" in (
        composed.dressed.text
    )


def test_a_letter_without_a_code_says_where_to_look(desk: Desk) -> None:
    step = Step(
        words="See what else is on", address="https://libraries.example.test/alder/whats-on"
    )
    desk.says = Content(subject="Cancelled", paragraphs=["Sorry."], steps=[step])
    composed = compose(desk.write(Route.LETTER), by=NOBODY, now=NOON)
    assert composed is not None
    assert "See what else is on: libraries.example.test/alder/whats-on" in composed.dressed.text


@pytest.mark.parametrize("name", ["messages/_note.html"])
@pytest.mark.parametrize("note", ["waits_print", "posted", "waits_call", "wrong_number", ""])
def test_notes_are_words(name: str, note: str) -> None:
    assert bool(render_to_string(name, {"note": note}).strip()) == bool(note)
