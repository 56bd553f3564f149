"""Charts drawn on the server. Words are HTML at reading size; only the bars are SVG, stretched to fit, so
that a chart is as readable on a phone as on a desk. The numbers stand in a table beside each chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value (None is missing, never zero), and the value in words."""

    label: str
    value: float | None
    shown: str = ""

    @property
    def words(self) -> str:
        """What is written at the bar."""
        if self.shown:
            return self.shown
        return "–" if self.value is None else f"{self.value:,g}"


def bar_chart(bars: Sequence[Bar], words: str, *, most: float | None = None) -> SafeString:
    """Bars that lie, one under another. `words` says the gist aloud; `most` is the full width's value."""
    top = most or max((bar.value or 0 for bar in bars), default=0) or 1
    rows = format_html_join(
        "",
        '<span class="bl-bars__label">{}</span><span class="bl-bars__bar">{}</span><span class="bl-bars__value">{}</span>',
        ((bar.label, _lying(bar, top), bar.words) for bar in bars),
    )
    return format_html('<div class="bl-bars" role="img" aria-label="{}">{}</div>', words, rows)


def column_chart(bars: Sequence[Bar], words: str, *, most: float | None = None) -> SafeString:
    """Bars that stand, one beside another: a run of weeks or months."""
    top = most or max((bar.value or 0 for bar in bars), default=0) or 1
    columns = format_html_join(
        "",
        '<span class="bl-columnchart__column"><span class="bl-columnchart__value">{}</span>{}'
        '<span class="bl-columnchart__label">{}</span></span>',
        ((bar.words, _standing(bar, top), bar.label) for bar in bars),
    )
    return format_html(
        '<div class="bl-columnchart" role="img" aria-label="{}">{}</div>', words, columns
    )


def _lying(bar: Bar, top: float) -> SafeString:
    if bar.value is None:
        shape = '<rect class="bar--missing" x="0" y="1" width="100" height="8"/>'
    else:
        width = max(0.5, min(100.0, bar.value / top * 100)) if bar.value > 0 else 0
        shape = f'<rect class="bar" width="{width:.2f}" height="10"/>'
    return mark_safe(
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{shape}</svg>'
    )


def _standing(bar: Bar, top: float) -> SafeString:
    if bar.value is None:
        shape = '<rect class="bar--missing" x="1" y="0" width="8" height="100"/>'
    else:
        height = max(0.5, min(100.0, bar.value / top * 100)) if bar.value > 0 else 0
        shape = f'<rect class="bar" y="{100 - height:.2f}" width="10" height="{height:.2f}"/>'
    return mark_safe(
        f'<svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">{shape}</svg>'
    )
