"""Pages of other systems in schema.org's words, kind and hostile."""

from typing import Any

import pytest

from branchline.campaigns.sources import CannotRead, read_page

from .other_system import BEGINS, UNTIL, page, thing


def read(content: bytes) -> list[Any]:
    return read_page(content, address="https://arts.test/on", begins=BEGINS, until=UNTIL).found


def test_a_page_says_its_events_in_schema_org_s_words() -> None:
    hall = {"@type": "Place", "name": "Sale Library", "address": {"postalCode": "M33 7ZF"}}
    found = read(
        page(
            thing(location=hall),
            {"@graph": [thing(name="Deep", url="https://arts.test/deep")]},
            [
                thing(
                    name="Screen",
                    eventAttendanceMode="https://schema.org/OnlineEventAttendanceMode",
                )
            ],
            thing(name="Off", eventStatus="https://schema.org/EventCancelled"),
            {"@type": "Organization", "name": "Arts"},
        )
    )
    assert [(one.title, one.address) for one in found] == [
        ("Talk", "https://arts.test/talk"),
        ("Deep", "https://arts.test/deep"),
        ("Screen", "https://arts.test/talk"),
    ]
    assert found[0].place == "Sale Library, M33 7ZF"
    assert [one.online for one in found] == [False, False, True]


@pytest.mark.parametrize(
    ("facts", "free", "cost"),
    [
        ({}, None, ""),
        ({"isAccessibleForFree": True}, True, ""),
        ({"isAccessibleForFree": "http://schema.org/True"}, True, ""),
        ({"isAccessibleForFree": False}, False, ""),
        ({"offers": {"price": "0", "priceCurrency": "GBP"}}, True, ""),
        ({"offers": [{"price": 3, "priceCurrency": "GBP"}]}, False, "£3"),
        (
            {"offers": {"lowPrice": "2.50", "highPrice": 5, "priceCurrency": "GBP"}},
            False,
            "£2.50–£5",
        ),
        ({"offers": {"price": 4, "priceCurrency": "EUR"}}, False, ""),
        ({"offers": {"price": 4, "priceCurrency": "GBP"}, "isAccessibleForFree": True}, None, ""),
        ({"offers": {"price": "NaN"}}, None, ""),
        ({"offers": [{"price": "1e999999"}, None, "free", {"price": "-2"}]}, None, ""),
    ],
)
def test_what_it_costs_is_what_the_page_says_and_no_more(
    facts: dict[str, Any], free: bool | None, cost: str
) -> None:
    (one,) = read(page(thing(**facts)))
    assert (one.free, one.cost) == (free, cost)


def test_a_hostile_page_gives_plain_words_and_no_address_that_acts() -> None:
    deep: Any = thing(name="Too deep")
    for _turn in range(200):
        deep = {"inside": deep}
    found = read(
        page(
            thing(name="<script>alert(1)</script>\u202e\x07", url="javascript:alert(1)"),
            thing(name="Password", url="https://a:b@evil.test/"),
            deep,
        )
        + b'<script type="application/ld+json">'
        + b"[" * 100_000
        + b"</script>"
    )
    assert [(one.title, one.address) for one in found] == [
        ("<script>alert(1)</script>", "https://arts.test/on"),
        ("Password", "https://arts.test/on"),
    ]
    with pytest.raises(CannotRead):
        read(b"<p>Nothing of the kind</p>")
