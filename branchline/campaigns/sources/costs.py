"""What an event of schema.org costs: `isAccessibleForFree`, and the prices of its `offers`."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

DEAREST = Decimal(1000)
MOST_OFFERS = 50
PRICES = ("price", "lowPrice", "highPrice")
Cost = tuple[bool | None, str]


def cost_of(event: dict[str, Any]) -> Cost:
    """(whether it is free, the price in pounds). Nothing is made of what contradicts itself."""
    said = _free(event.get("isAccessibleForFree"))
    offers = event.get("offers")
    every = [each for each in _list(offers)[:MOST_OFFERS] if isinstance(each, dict)]
    prices = sorted({price for offer in every for price in _prices(offer)})
    if not prices:
        return said, ""
    dear = prices[-1] > 0
    if said is dear:
        return None, ""
    pounds = {str(offer.get("priceCurrency", "GBP")) for offer in every} == {"GBP"}
    return not dear, _in_pounds(prices[0], prices[-1]) if dear and pounds else ""


def _free(said: Any) -> bool | None:
    """As a value of JSON, or as the word that some systems write."""
    return {"true": True, "false": False}.get(str(said).lower().rsplit("/", 1)[-1])


def _prices(offer: dict[str, Any]) -> Iterator[Decimal]:
    for name in PRICES:
        try:
            price = Decimal(str(offer.get(name, "")).strip()[:12])
        except InvalidOperation:
            continue
        if price.is_finite() and 0 <= price < DEAREST:
            yield price


def _in_pounds(low: Decimal, high: Decimal) -> str:
    said = [f"£{price:.2f}".removesuffix(".00") for price in (low, high)]
    return said[0] if low == high else "–".join(said)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
