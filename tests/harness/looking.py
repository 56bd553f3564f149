"""What a careful visitor notices on a page, as lines to read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""Everything that axe-core knows of WCAG 2.2 AA (targets of 24 pixels too), and good habits."""

SETTLED = 300
"""Milliseconds after which nothing on our pages moves or changes colour any more."""

RUN_AXE = """async chosen => {
    const found = await axe.run(document, {runOnly: chosen, resultTypes: ['violations']});
    return found.violations.flatMap(v => v.nodes.map(
        n => `${v.id} (${v.impact}): ${n.html.slice(0, 160)}`));
}"""

STANDS_OUT = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= innerWidth + 1) return [];
    const out = [...document.querySelectorAll('body *')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width && box.right > width + 1;
    });
    return [out.length ? out.at(-1).outerHTML.slice(0, 160) : 'something'];
}"""


def faults(page: "Page", *rules: str) -> list[str]:
    """What axe-core finds on the page: by these rules, or by all of them.

    A colour that was on its way to another is no fault.
    """
    # Evaluated, since the page's CSP lets no script in.
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())
    chosen = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    return found_twice(page, lambda: page.evaluate(RUN_AXE, chosen))


def found_twice(page: "Page", look: Callable[[], list[str]]) -> list[str]:
    """What is still found once the page has settled: painted in its colours, laid out at its width."""
    found = look()
    if not found:
        return []
    page.wait_for_timeout(SETTLED)
    return [line for line in look() if line in found]


def too_wide(page: "Page") -> list[str]:
    """What stands out at the right of the screen."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    found = found_twice(page, lambda: page.evaluate(STANDS_OUT))
    return [f"is wider than {width} pixels: {line}" for line in found]


def in_the_dark(page: "Page") -> None:
    """The dark scheme, once the page has really been painted in it."""
    page.emulate_media(color_scheme="dark")
    page.evaluate("""() => new Promise(painted => {
        const twice = n => n ? requestAnimationFrame(() => twice(n - 1)) : painted();
        const wait = () => matchMedia('(prefers-color-scheme: dark)').matches ? twice(2) : setTimeout(wait, 20);
        wait();
    })""")


class _Bones(HTMLParser):
    """Which element with which classes stands in which other, whatever the words and the numbers."""

    WITHOUT_END = frozenset(
        "area base br col embed hr img input link meta source track wbr".split()
    )

    def __init__(self) -> None:
        super().__init__()
        self.above: list[str] = []
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        known = " ".join(name for name, _ in attrs if name not in {"id", "href", "value"})
        me = f"{tag}.{said.get('class') or ''}[{known}]{said.get('type') or said.get('role') or ''}"
        self.found.add(f"{self.above[-1] if self.above else ''} > {me}")
        if tag not in self.WITHOUT_END:
            self.above.append(me)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.above) - 1, -1, -1):
            if self.above[place].split(".")[0] == tag:
                del self.above[place:]
                return


def bones(html: str) -> set[str]:
    """The structure of a page: two pages with the same bones look the same to axe-core."""
    parser = _Bones()
    parser.feed(html)
    return parser.found


def linked_errors(page: "Page") -> list[str]:
    """What is wrong with how a page says that something is wrong."""
    found: list[str] = page.evaluate(
        """() => {
        const wrong = [], summary = document.querySelector('.govuk-error-summary');
        if (!summary) return ['has no error summary'];
        if (!summary.contains(document.activeElement)) wrong.push('the summary has no focus');
        for (const link of summary.querySelectorAll('a')) {
            const id = decodeURIComponent(new URL(link.href).hash.slice(1));
            const field = id && document.getElementById(id);
            if (!field) wrong.push(`the summary points to nothing: ${link.outerHTML.slice(0, 120)}`);
            else if (!field.matches('input, select, textarea, fieldset, [tabindex]'))
                wrong.push(`the summary points to no field: #${id}`);
        }
        for (const message of document.querySelectorAll('.govuk-error-message')) {
            const named = [message, message.parentElement].map(e => e.id).filter(Boolean);
            if (!named.some(id => document.querySelector(`[aria-describedby~="${id}"]`))) wrong.push(`no field is described by: ${message.outerHTML.slice(0, 160)}`);
        }
        if (!/^Please put right: /.test(document.title))
            wrong.push(`the title does not say it: ${document.title}`);
        return wrong;
    }"""
    )
    return found


def headings(page: "Page") -> list[str]:
    """One first heading says what the page is, and so does a title in plain words."""
    count, title = page.locator("h1").count(), page.title()
    many = [] if count == 1 else [f"has {count} first headings"]
    return many + ([f"has a title with marks in it: {title}"] if set("<>") & set(title) else [])


def on_paper(page: "Page") -> list[str]:
    """What is printed that nobody can press on paper."""
    page.emulate_media(media="print")
    seen: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(
            'nav, .govuk-skip-link, .bl-demo-banner, button, .govuk-button, [role=navigation]')]
          .filter(e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().height > 1)
          .map(e => `prints ${e.outerHTML.slice(0, 120)}`)"""
    )
    page.emulate_media(media="screen")
    return seen


def opens(page: "Page", path: str) -> bool:
    """Go there: is it something to look at? No file, no door for forms only, no way on to another page, nothing
    that is not there any more.
    """
    try:
        answer = page.goto(path)
    except Error as trouble:
        if "Download is starting" not in trouble.message:
            raise
        return False
    assert answer is not None
    assert answer.status < 500, f"{path} falls over"
    kind = answer.headers.get("content-type", "")
    moved = answer.request.redirected_from is not None
    return answer.status == 200 and not moved and kind.startswith("text/html")


@contextmanager
def nothing_from_elsewhere(page: "Page", wrong: list[str]) -> Iterator[None]:
    """What the page loads meanwhile from any other house is wrong."""

    def note(request: "Request") -> None:
        # Chromium shows a PDF by a page of its own.
        if not request.url.startswith(("http://localhost", "data:", "blob:", "chrome")):
            wrong.append(f"{page.url} loads {request.url}")

    page.on("request", note)
    try:
        yield
    finally:
        page.remove_listener("request", note)
