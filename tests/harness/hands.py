"""One visitor, three ways to use a page: by keyboard alone, by finger on a phone, and without JavaScript.

A journey is written once, in words of what a person does; how it is done is the hand's affair.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from .browser import ON_PHONE, PHONE, visitor
from .keyboard import reach

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

Words = str | re.Pattern[str]


class Hand:
    """A mouse, or whatever points and presses."""

    def __init__(self, page: "Page", way: str) -> None:
        self.page, self.way = page, way

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(path)

    def follow(self, words: Words) -> None:
        """Open a link."""
        self._leave_by(self.page.get_by_role("link", name=words).first)

    def press(self, words: Words) -> None:
        """Press a button, and arrive at the next page."""
        self._leave_by(self.page.get_by_role("button", name=words).first)

    def write(self, label: Words, text: str) -> None:
        """Fill a field."""
        self._field(label).fill(text)

    def choose(self, label: Words, group: Words = "") -> None:
        """One radio or checkbox, of a question where several have the same words."""
        self._choice(label, group).check()

    def pick(self, label: Words, option: str) -> None:
        """One line of a list."""
        self._field(label).select_option(label=option)

    def unfold(self, words: Words) -> None:
        """Open what is folded away."""
        self._summary(words).click()

    def become(self, role: str, at: str = "Trafford Libraries") -> None:
        """Sign in as one of the demo's people, by the button on the demo's page."""
        self.go("/demo")
        card = self.page.locator(f'form[data-role="{role}"][data-at="{at}"]')
        self._leave_by(card.locator("button"))

    def see(self, words: Words) -> None:
        """Something stands on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def heading(self, words: Words) -> None:
        """What the page is."""
        expect(self.page.get_by_role("heading", name=words).first).to_be_visible()

    def _leave_by(self, thing: "Locator") -> None:
        with self.page.expect_navigation():
            thing.click()

    def _field(self, label: Words) -> "Locator":
        exact = isinstance(label, str)
        return self.page.get_by_label(label, exact=exact).locator("visible=true").first

    def _choice(self, label: Words, group: Words) -> "Locator":
        within = self.page.get_by_role("group", name=group).first if group else self.page
        either = within.get_by_role("radio", name=label, exact=True)
        return either.or_(within.get_by_role("checkbox", name=label, exact=True)).first

    def _summary(self, words: Words) -> "Locator":
        return self.page.locator("summary").filter(has_text=words).first


class Keyboard(Hand):
    """Tab, arrows, Space, Enter and letters; the pointer is never touched."""

    def write(self, label: Words, text: str) -> None:
        field = self._field(label)
        reach(self.page, field)
        if field.get_attribute("type") == "time":
            # Hours and minutes have stops of their own; a browser with a twelve-hour clock asks for more.
            self.page.keyboard.type(text.replace(":", "") + ("a" if text < "12" else "p"))
            expect(field).to_have_value(text)
            return
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.press("Delete")
        for number, line in enumerate(text.split("\n")):
            if number:
                self.page.keyboard.press("Enter")
            self.page.keyboard.type(line)

    def choose(self, label: Words, group: Words = "") -> None:
        wanted = self._choice(label, group)
        if wanted.get_attribute("type") == "checkbox":
            reach(self.page, wanted)
        else:
            self._into_group(wanted)
        if not wanted.is_checked():
            self.page.keyboard.press("Space")
        expect(wanted).to_be_checked()

    def _into_group(self, wanted: "Locator") -> None:
        """Tab to the one that stands for the group, then arrows."""
        handle = wanted.element_handle()
        there = (
            "e => document.activeElement.name === e.name && document.activeElement.type === 'radio'"
        )
        for _step in range(250):
            if handle.evaluate(there):
                break
            self.page.keyboard.press("Tab")
        for _step in range(60):
            if handle.evaluate("e => document.activeElement === e"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never reach {wanted}")

    def pick(self, label: Words, option: str) -> None:
        field = self._field(label)
        reach(self.page, field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def unfold(self, words: Words) -> None:
        reach(self.page, self._summary(words))
        self.page.keyboard.press("Enter")

    def _leave_by(self, thing: "Locator") -> None:
        reach(self.page, thing)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


class Finger(Hand):
    """Taps on a phone."""

    def _leave_by(self, thing: "Locator") -> None:
        with self.page.expect_navigation():
            thing.tap()


WAYS = ("keyboard", "phone", "plain")


@contextmanager
def hand(browser: "Browser", house: str, way: str) -> Iterator[Hand]:
    """A fresh visitor who uses the house that way."""
    kinds: dict[str, tuple[type[Hand], dict[str, Any]]] = {
        "keyboard": (Keyboard, {}),
        "phone": (Finger, ON_PHONE),
        "plain": (Hand, {"viewport": PHONE, "java_script_enabled": False}),
    }
    kind, how = kinds[way]
    with visitor(browser, house, **how) as page:
        yield kind(page, way)
