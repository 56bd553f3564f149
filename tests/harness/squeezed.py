"""Text that can't be read where it stands: it leaves its box, is cut off, has no room for a word, or is missing."""

from typing import TYPE_CHECKING

from .looking import found_twice

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIND = """() => {
    const wrong = [], told = new Set();
    const tell = (what, e, text) => {
        const line = `${what}: ${text.slice(0, 40)} in ${e.outerHTML.replace(/\\s+/g, ' ').slice(0, 120)}`;
        const same = what + e.tagName + e.className + (e.parentElement?.className ?? '');
        if (!told.has(same)) { told.add(same); wrong.push(line); }
    };
    const above = function* (e) { for (; e && e !== document.body; e = e.parentElement) yield e; };
    // Asked once of each: below one box stand hundreds of words.
    const known = new Map();
    const shape = e => {
        if (!known.has(e)) {
            const {display, overflowX, clipPath} = getComputedStyle(e);
            known.set(e, {display, overflowX, clipPath, room: e.getBoundingClientRect()});
        }
        return known.get(e);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.data.trim(), e = walker.currentNode.parentElement;
        if (text.length < 2 || !e.checkVisibility({visibilityProperty: true})) continue;
        if (e.closest('svg, option, textarea, iframe, .govuk-visually-hidden, .govuk-skip-link')) continue;
        // For ears only.
        if ([...above(e)].some(box => shape(box).clipPath !== 'none')) continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const words = range.getBoundingClientRect(), lines = range.getClientRects().length;
        if (!words.width) continue;
        if (lines > 4 && text.length / lines < 4) tell('squeezed', e, text);
        for (const box of above(e)) {
            const {display, overflowX, room} = shape(box);
            if (overflowX === 'auto' || overflowX === 'scroll') break;
            if (display === 'inline' || display === 'contents') continue;
            if (words.right > room.right + 1.5 || words.left < room.left - 1.5) {
                tell(overflowX === 'visible' ? 'leaves its box' : 'cut off', box, text);
                break;
            }
        }
    }
    return wrong;
}"""

EMPTY = """() => [...document.querySelectorAll('a[href], button, h1, h2, h3, h4, th, summary, legend, label')]
    .filter(e => e.checkVisibility() && !e.textContent.trim() && !e.getAttribute('aria-label')
            && !e.querySelector('img[alt]:not([alt=""]), svg[aria-label], input'))
    .map(e => `says nothing: ${e.outerHTML.replace(/\\s+/g, ' ').slice(0, 140)}`)"""


def squeezed(page: "Page") -> list[str]:
    """What stands so that nobody can read it, each kind once."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    found = found_twice(page, lambda: page.evaluate(FIND))
    return [f"at {width}, {line}" for line in found]


def gaps(page: "Page") -> list[str]:
    """What a name that is missing leaves: links, headings and cells without a word."""
    found: list[str] = page.evaluate(EMPTY)
    return found


def rows(page: "Page") -> int:
    """The most rows of one list or table."""
    most: int = page.evaluate(
        """() => Math.max(0, ...[...document.querySelectorAll('main tbody, main ul, main ol, main dl')]
                 .map(list => list.children.length))"""
    )
    return most
