"""Every page of the house with a real address: the ground for all walks.

An address that names something (a branch, an event) takes it from the demo's rows; `SAMPLES` says
where from. A house test fails for an address that nobody has given a sample.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

Sample = Callable[[], list[Any]]
"""The arguments of an address after the service's slug, from the rows of the current scope."""


@dataclass(frozen=True)
class Address:
    """One page of the house."""

    name: str
    path: str
    view: Any

    @property
    def audience(self) -> str:
        """public, machine, account or desk."""
        return str(getattr(self.view, "audience", "package"))


def named_views() -> Iterator[tuple[str, Any, bool, list[str]]]:
    """(name, view, whether it belongs to a service, further arguments) of every address of ours."""

    def walk(
        patterns: Any, room: str, arguments: list[str]
    ) -> Iterator[tuple[str, Any, bool, list[str]]]:
        for entry in patterns:
            taken = arguments + list(entry.pattern.converters)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, entry.namespace or room, taken)
            elif isinstance(entry, URLPattern) and hasattr(entry.callback, "permit"):
                further = [name for name in taken if name != "service_slug"]
                yield f"{room}:{entry.name}", entry.callback, "service_slug" in taken, further

    yield from walk(get_resolver().url_patterns, "", [])


def addresses(slug: str, samples: dict[str, Sample]) -> Iterator[Address]:
    """Every page, with the samples of the current scope. Pages without anything to show are left out."""
    for name, view, of_service, further in named_views():
        try:
            values = samples[name]() if further else []
        except LookupError:
            continue
        try:
            path = reverse(name, args=[*([slug] if of_service else []), *values])
        except NoReverseMatch:
            continue
        yield Address(name, path, view)
