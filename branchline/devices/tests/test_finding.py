"""Whatever is scanned or typed leads to a device or a case, or to words that say what it is not."""

import pytest
from django.urls import reverse

from branchline.core.scoping import scope
from branchline.devices import actions, errors, queries
from branchline.devices.models import Standing
from branchline.devices.queries import Wanted, find_devices, what_has
from branchline.devices.tags import LETTERS, tag_of
from branchline.places.actions import poster_codes

from .conftest import NOW, Stock

OURS = "devices:desk_find"


def test_every_way_to_a_device(stock: Stock) -> None:
    service = stock.cast.service
    device = stock.device(serial="DMPX1", imei="490154203237518")
    code = poster_codes(service=service, page=OURS, queries=[f"code={device.tag}"], now=NOW)
    label = f"https://libraries.test/q/{code[f'code={device.tag}']}"
    link = f"https://libraries.test{reverse(OURS, args=[service.slug])}?code={device.tag}"
    for typed in (device.tag, device.printed_tag.lower(), "490154203237518", "dmpx1", label, link):
        assert what_has(typed, service=service) == device
    case = actions.add_case(name="Kit", branch=stock.cast.sale, by=stock.alice, now=NOW)
    assert what_has(case.printed_tag, service=service) == case


def test_a_code_is_made_once(stock: Stock) -> None:
    service = stock.cast.service
    first = poster_codes(service=service, page=OURS, queries=["code=1", "code=2"], now=NOW)
    again = poster_codes(service=service, page=OURS, queries=["code=2", "code=3"], now=NOW)
    assert again["code=2"] == first["code=2"]
    assert len({*first.values(), *again.values()}) == 3


def test_what_it_is_not_is_said(stock: Stock) -> None:
    service, device = stock.cast.service, stock.device()
    wrong = next(letter for letter in LETTERS if letter != device.tag[-1])
    elsewhere = stock.cast.elsewhere
    with scope(elsewhere.pk):
        theirs = poster_codes(service=elsewhere, page=OURS, queries=[f"code={device.tag}"], now=NOW)
    for typed, refusal, says in (
        (device.tag[:-1] + wrong, errors.NotOneOfOurTags, "check letter does not match"),
        ("9780141036144", errors.NotOneOfOurTags, "seven digits and a letter"),
        (tag_of(1_234_567), errors.NoDeviceHasThisTag, "another library service"),
        (f"https://x.test/q/{next(iter(theirs.values()))}", errors.LabelOfAnotherService, "another"),
        ("https://x.test/q/nothing", errors.LabelOfAnotherService, "another"),
        ("https://x.test/a/menu", errors.LabelOfAnotherService, "another"),
        ("wifi://", errors.LabelOfAnotherService, "another"),
    ):  # fmt: skip
        with pytest.raises(refusal, match=says):
            what_has(typed, service=service)


def test_words_are_looked_for_in_tag_numbers_and_names(stock: Stock) -> None:
    tablet = stock.device(serial="ABC123", called="Sale tablet 3")
    laptop = stock.device(stock.laptop, serial="XYZ9")
    for text, found in (
        ("abc1", [tablet]), ("galaxy", [tablet]), ("sale TABLET", [tablet]), ("dell xyz", [laptop]),
        (laptop.printed_tag, [laptop]), (laptop.printed_tag[:8], [laptop]), ("dell abc", []),
    ):  # fmt: skip
        assert list(find_devices(Wanted(text=text)).rows) == found, text


def test_the_list_shows_what_is_ours_until_it_is_asked_for_more(stock: Stock) -> None:
    gone, ours = stock.device(), stock.device(stock.laptop)
    actions.write_off(device=gone, words="Broken", by=stock.alice, now=NOW)
    assert list(find_devices(Wanted()).rows) == [ours]
    assert list(find_devices(Wanted(standing=Standing.WRITTEN_OFF)).rows) == [gone]
    assert list(find_devices(Wanted(kind="laptop")).rows) == [ours]
    assert list(find_devices(Wanted(branch=stock.cast.hale)).rows) == []
    assert queries.how_many() == {"written_off": 1, "to_ready": 1}


def test_pages_of_the_list_follow_each_other(stock: Stock) -> None:
    made = {stock.device().pk for _n in range(5)}
    first = find_devices(Wanted(), limit=3)
    second = find_devices(Wanted(), limit=3, after=first.after)
    assert {each.pk for each in [*first.rows, *second.rows]} == made
    assert second.after is None
