"""A page by keyboard alone: is everything reached, in order, seen when it is, and can one leave it again?"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

WATCH = """whole => {
    // Without transitions a ring is there at once. By CSSOM, since the page's CSP lets no style in.
    const still = new CSSStyleSheet();
    still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];

    const controls = [...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex="0"]')]
      .filter(e => !e.disabled && e.tabIndex >= 0 && !e.closest('[inert]')
              && e.checkVisibility({visibilityProperty: true}));
    // Of a group of radios the keyboard meets one: the chosen one, or the first.
    const met = e => {
        if (e.type !== 'radio' || !e.name) return true;
        const group = controls.filter(o => o.type === 'radio' && o.name === e.name && o.form === e.form);
        return e === (group.find(o => o.checked) ?? group[0]);
    };
    const words = e => `${e.tagName.toLowerCase()} ${(e.getAttribute('aria-label') || e.name || e.innerText || '')
        .trim().replace(/\\s+/g, ' ').slice(0, 50)}`;
    const look = e => [e, e.parentElement, e.nextElementSibling, e.closest('label, li, article')].filter(Boolean)
      .flatMap(near => [null, '::before', '::after'].map(part => {
        const s = getComputedStyle(near, part);
        return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.borderWidth,
                s.backgroundColor, s.textDecorationLine, s.textDecorationThickness].join();
      })).join('|');
    // The frame of the house is the same on every page: whoever has walked it begins at the page's own part.
    const main = document.getElementById('main-content');
    const own = e => whole || !main || main.contains(e) || main.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING;
    const wanted = controls.filter(e => met(e) && own(e)), frame = controls.filter(e => !own(e));
    frame.at(-1)?.focus();
    const before = new Map(wanted.map(e => [e, look(e)]));
    const watch = {first: controls[0], wanted, words, seen: [], ringless: []};
    document.addEventListener('focusin', event => {
        const e = event.target;
        watch.seen.push(e);
        if (before.has(e) && e.tagName !== 'IFRAME' && look(e) === before.get(e)) watch.ringless.push(words(e));
    });
    window.watchOfTheWalk = watch;
    return wanted.length;
}"""

MISSED = """() => {
    const {wanted, seen} = window.watchOfTheWalk;
    return wanted.filter(e => !seen.includes(e) && e.checkVisibility({visibilityProperty: true})).length * 2;
}"""

TELL = """() => {
    const {words, seen, ringless} = window.watchOfTheWalk, wrong = [];
    // What a script has put away since the page was opened is nobody's stop any more.
    const wanted = window.watchOfTheWalk.wanted.filter(e => e.checkVisibility({visibilityProperty: true}));
    const round = [...new Set(seen)].filter(e => wanted.includes(e));
    const missed = wanted.filter(e => !round.includes(e));
    for (const e of missed.slice(0, 5)) wrong.push(`the keyboard never reaches ${words(e)}`);
    if (!missed.length) {
        const at = wanted.findIndex((e, n) => round[n] !== e);
        if (at >= 0) wrong.push(`the order jumps: ${words(round[at])} before ${words(wanted[at])}`);
    }
    for (const e of [...new Set(ringless)].slice(0, 5)) wrong.push(`no ring around ${e}`);
    for (const e of wanted) {
        if (e.classList.contains('govuk-skip-link')) continue;
        e.focus();
        const box = (e.closest('label') ?? e).getBoundingClientRect();
        if (box.right < 0 || box.bottom < 0 || box.left > innerWidth || box.top > innerHeight)
            wrong.push(`out of sight: ${words(e)}`);
    }
    return wrong;
}"""


def keyboard_faults(page: "Page", *, whole: bool = True) -> list[str]:
    """Tab through a page that was just opened; what a person without a mouse would complain of. Not `whole`: from where
    the page's own part begins, for those whose header and list of pages were walked before.
    """
    left = page.evaluate(WATCH, whole)
    for _round in range(4):
        # More than once, since dates and times have stops of their own within.
        for _step in range(left):
            page.keyboard.press("Tab")
        left = page.evaluate(MISSED)
        if not left:
            break
    told: list[str] = page.evaluate(TELL)
    return told + _skip_link(page)


def _skip_link(page: "Page") -> list[str]:
    if not page.evaluate("watchOfTheWalk.first.matches('.govuk-skip-link')"):
        return ["the first stop is no way past the header"]
    page.evaluate("watchOfTheWalk.first.focus()")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    past: bool = page.evaluate(
        """() => {
        const main = document.getElementById('main-content'), here = document.activeElement;
        const within = main.querySelector('a[href], button, input:not([type=hidden]), select, textarea, summary');
        return !within || main.contains(here);
    }"""
    )
    return [] if past else ["the way past the header leads elsewhere"]


def reach(page: "Page", wanted: Any, *, most: int = 250) -> None:
    """Press Tab until the element has the focus, as somebody who uses no mouse."""
    handle = wanted.element_handle()
    for _step in range(most):
        if handle.evaluate("e => document.activeElement === e"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {wanted}")
