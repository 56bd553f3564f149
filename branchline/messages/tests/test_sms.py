"""At most two segments, and a link is never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.messages.rendering import MOST_SEGMENTS, fit, segments
from branchline.messages.rendering.sms import is_basic

LINK = (
    "https://libraries.example.test/cy/trafford/bookings/cancel/gk7mP2x9dQwErTyUiOpAsDfGhJkLzXcVb"
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 153, 3),
        ("ŵ" * 70, 1),
        ("ŵ" * 71, 2),
        ("ŵ" * 134, 2),
        ("ŵ" * 135, 3),
        ("📚" * 35, 1),
        ("📚" * 36, 2),
    ],
)
def test_segments_are_counted_as_carriers_count(text: str, count: int) -> None:
    assert segments(text) == count


@given(st.text(max_size=600))
def test_any_text_fits(text: str) -> None:
    assert segments(fit(text)) <= MOST_SEGMENTS


@given(st.text(max_size=600))
def test_a_link_stays_whole(text: str) -> None:
    assert fit(f"{text} {LINK}").endswith(LINK)


@given(st.text(max_size=600))
def test_the_number_to_ring_at_the_end_stays_whole(text: str) -> None:
    assert fit(text, end="Questions? Ring 0161 496 0100.").endswith("Ring 0161 496 0100.")
    assert segments(fit(text, end="Questions? Ring 0161 496 0100.")) <= MOST_SEGMENTS


@given(st.text(alphabet="abc ÷ŵŷ’", max_size=120))
def test_what_fits_is_only_tidied(text: str) -> None:
    once = fit(text)
    assert fit(once) == once


def test_welsh_keeps_its_accents_while_they_fit() -> None:
    assert fit("Mae eich lle wedi’i gadw: Amser rhigwm, dŵr a chân") == (
        "Mae eich lle wedi'i gadw: Amser rhigwm, dŵr a chân"
    )


def test_welsh_gives_up_its_accents_before_its_words() -> None:
    words = "Amser rhigwm i fabanod a phlant bach, dydd Mawrth, 10.30am tan 11.15am, Llyfrgell y Tŷ Gwyn"
    fitted = fit(f"{words} {LINK}")
    assert is_basic(fitted)
    assert "Llyfrgell y Ty Gwyn" in fitted
