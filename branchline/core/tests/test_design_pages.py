"""Every template of the design system is rendered, in both languages, and keeps its promises."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from branchline.core import components_page
from branchline.core.errors import NotFound, Refusal
from branchline.core.figures import Figure
from branchline.core.templatetags import branchline as tags
from branchline.core.words import said

CORE = Path(__file__).parent.parent
TEMPLATES = CORE / "templates"
HOUSE = {
    "demo": True,
    "welsh_address": "/cy/x",
    "english_address": "/x",
    "sources_address": "/sources",
}


@pytest.fixture(autouse=True)
def alone(settings: Any) -> None:
    """The ground floor by itself: no other room's addresses."""
    settings.ROOT_URLCONF = "allauth.urls"


def rendered(template: str, language: str = "en", **context: Any) -> str:
    """A template as a page would show it."""
    with translation.override(language):
        return render_to_string(template, {**HOUSE, "LANGUAGE_CODE": language, **context})


def tag(source: str, language: str = "en", **context: Any) -> str:
    """A scrap of template."""
    with translation.override(language):
        return engines["django"].from_string(source).render(context).strip()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_components_page_shows_every_component(language: str) -> None:
    page = rendered("core/components_page.html", language, **components_page.context())
    assert f'<html lang="{language}"' in page
    unseen = {
        path.stem
        for path in (TEMPLATES / "core" / "components").glob("*.html")
        if not re.search(SIGNS.get(path.stem, f"bl-{path.stem}"), page)
    }
    assert unseen - {"messages", "back"} == set()


SIGNS = {
    "breadcrumbs": "govuk-breadcrumbs",
    "chips": "bl-chip",
    "confirmation": "bl-done",
    "date_time": "data-date",
    "demo_banner": "bl-demo",
    "error_summary": "govuk-error-summary",
    "field_errors": 'id="id_alone-name_error"',
    "figure_frame": "bl-chart__body",
    "language_switch": "hreflang",
    "live_now": "bl-live__go",
    "pagination": "bl-pages",
    "postcode_search": "bl-search",
    "role_card": "bl-role",
    "tear_off": "bl-tear",
}


@pytest.mark.parametrize("page", ["400.html", "403.html", "404.html"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_pages_of_errors_lead_on(page: str, language: str) -> None:
    html = rendered(page, language)
    assert html.count("<h1>") == 1
    assert f'href="{"/cy/" if language == "cy" else "/"}"' in html


def test_the_page_for_our_own_failure_needs_nothing() -> None:
    html = render_to_string("500.html")
    assert "our side" in html
    assert 'lang="cy"' in html


def test_what_nginx_shows_without_us_says_it_in_both_languages() -> None:
    assert "Nothing is lost" in (away := render_to_string("core/alone/away.html"))
    assert "200 MB" in (large := render_to_string("core/alone/too_large.html", {"megabytes": 200}))
    assert all(page.count("<h1>") == 1 and 'lang="cy"' in page for page in (away, large))


def test_a_refusal_is_a_page_with_its_sentence() -> None:
    assert "Ask a neighbour." in rendered("core/refusal.html", refusal=Refusal("Ask a neighbour."))
    assert "not here" in rendered("core/refusal.html", refusal=NotFound())


def test_the_desk_lists_its_pages_and_marks_the_present_one() -> None:
    pages = [
        {"title": "Today", "address": "/t/desk/", "current": True},
        {"title": "Bookings", "address": "/b"},
    ]
    html = rendered("core/desk.html", desk_pages=pages, messages=[])
    assert html.count('aria-current="page"') == 1
    assert "Bookings" in html


def test_messages_and_back_links_are_shown() -> None:
    class Message:
        level_tag = "success"

        def __str__(self) -> str:
            return "Saved"

    assert "bl-notice--good" in rendered("core/components/messages.html", messages=[Message()])
    assert 'href="/x"' in rendered("core/components/back.html", address="/x")


def test_no_template_has_a_style_or_a_script_of_its_own() -> None:
    for path in TEMPLATES.rglob("*.html"):
        source = path.read_text()
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*src=)", source), path


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    names = set(
        (CORE.parent.parent / "assets" / "icons.json")
        .read_text()
        .replace('"', " ")
        .replace(",", " ")
        .split()
    )
    used = {
        name
        for path in CORE.parent.rglob("templates/**/*.html")
        for name in re.findall(r"{% icon \"([a-z0-9-]+)\"", path.read_text())
    }
    assert used - names == set()


def test_content_that_falls_back_says_its_language() -> None:
    assert tag("{% said words %}", "cy", words=said("Tea")) == '<span lang="en">Tea</span>'
    assert tag("{% said words %}", "cy", words=said("Tea", "Te")) == "Te"
    assert tag("{% said words %}", words="<b>") == "&lt;b&gt;"
    assert tag("<p{{ words|lang_attribute }}>", "cy", words=said("Tea")) == '<p lang="en">'


def test_a_figure_keeps_its_n_and_a_missing_one_its_reason() -> None:
    assert "(n = 1,400)" in tag("{% figure 72 n=1400 counts='per cent' %}")
    unknown = tag(
        "{% stat figure %}", figure=Figure(value=None, counts="people", why="Nobody was asked")
    )
    assert "Nobody was asked" in unknown
    assert "bl-stat--missing" in unknown
    assert ">4<" not in tag("{% stat figure %}", figure=Figure(value=4, counts="people"))


def test_a_stepper_has_at_most_three_steps() -> None:
    with pytest.raises(ValueError, match="three"):
        tag("{% stepper 1 'a' 'b' 'c' 'd' %}")


def test_a_tone_or_room_that_does_not_exist_does_no_harm() -> None:
    assert "bl-status--plain" in tag("{% status 'x' 'sparkling' %}")
    assert tag("{{ 'nowhere'|room_class }}") == "bl-room-house"


@pytest.mark.parametrize(
    ("metres", "words"), [(None, ""), (0, "0.0 miles"), (1609, "1.0 mile"), (40_000, "25 miles")]
)
def test_distances_are_in_miles(metres: float | None, words: str) -> None:
    assert tags.miles(metres) == words


def test_a_postcode_is_not_broken_over_two_lines() -> None:
    assert (
        tags.unbroken("Davyhulme Road, Urmston, M41 0NA") == "Davyhulme Road, Urmston, M41\u00a00NA"
    )
    assert tags.unbroken("The Old Bank, Sale") == "The Old Bank, Sale"
