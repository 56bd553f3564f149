"""Each kind of paper, printed, looked at with a camera and read back: every label, in its place, large enough."""

from typing import Any

import pypdfium2
import pytest
import zxingcpp

from branchline.devices import actions
from branchline.devices.labels import SHEETS, Label, labels_pdf
from branchline.devices.models import Need
from branchline.devices.queries import what_has
from branchline.devices.tags import spaced, tag_of
from branchline.places.queries import address_behind

from .conftest import NOW, Stock

DPI = 300
LEAST = 14
"""Millimetres of a square code on a label."""
LONG = "A name of sixty letters and a few more, so that it must be cut"


def printed(paper: str, how_many: int, *, skip: int = 0) -> bytes:
    tags = [tag_of(4_170_256 + number) for number in range(how_many)]
    sheet = SHEETS[paper]
    labels = [
        Label(
            spaced(tag), LONG, tag if sheet.small else f"https://libraries.merton.test/q/{tag[:7]}"
        )
        for tag in tags
    ]
    return labels_pdf(
        labels, sheet=sheet, skip=skip, service="Llyfrgelloedd Trafford Libraries", title="Labels",
        alt="Square code of %(tag)s", language="en", now=NOW,
    )  # fmt: skip


def read(pdf: bytes) -> list[list[Any]]:
    """What a reader sees on each page."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    document.close()
    return [list(zxingcpp.read_barcodes(page)) for page in pages]


def wide(code: Any) -> float:
    """Of its dark squares, in millimetres."""
    across = code.position.top_right.x - code.position.top_left.x
    return float(across) * 25.4 / DPI


@pytest.mark.parametrize("paper", list(SHEETS))
def test_each_label_is_read_back(paper: str) -> None:
    sheet = SHEETS[paper]
    a_page = sheet.columns * sheet.rows
    pages = read(printed(paper, a_page + 2))
    assert [len(page) for page in pages] == ([a_page, 2] if a_page > 1 else [1, 1, 1])
    said = [code.text for page in pages for code in page]
    wanted = [tag_of(4_170_256 + number) for number in range(a_page + 2)]
    assert sorted(text.rpartition("/")[2][:7] for text in said) == sorted(tag[:7] for tag in wanted)
    codes = [code for page in pages for code in page]
    if sheet.small:
        assert {code.format.name for code in codes} == {"MicroQRCode"}
        assert said == wanted
    else:
        assert {code.format.name for code in codes} == {"QRCode"}
        assert min(map(wide, codes)) >= LEAST - 0.3  # a dot of the camera either side


@pytest.mark.parametrize("paper", [name for name, sheet in SHEETS.items() if sheet.rows > 1])
def test_a_sheet_that_was_begun_is_used_up(paper: str) -> None:
    sheet = SHEETS[paper]
    (page,) = read(printed(paper, 1, skip=sheet.columns * sheet.rows - 1))
    (code,) = page
    place = code.position.top_left
    x, y = sheet.place(sheet.columns * sheet.rows - 1)
    assert (x, y) <= (place.x * 25.4 / DPI, place.y * 25.4 / DPI)
    assert place.x * 25.4 / DPI > sheet.page[0] / 2


def test_labels_stay_on_their_paper() -> None:
    for sheet in SHEETS.values():
        for number in range(sheet.columns * sheet.rows):
            x, y = sheet.place(number)
            assert min(x, y) >= 0
            assert x + sheet.label[0] <= sheet.page[0] + 0.01
            assert y + sheet.label[1] <= sheet.page[1] + 0.01


def test_a_label_of_the_desk_leads_to_its_device(stock: Stock) -> None:
    device = stock.device()
    client = stock.browser()
    here = f"/{stock.cast.service.slug}/desk/devices/labels"
    answer = client.get(here, {"paper": "roll", "only": device.public_id})
    assert answer["Content-Type"] == "application/pdf"
    ((code,),) = read(answer.content)
    assert address_behind(code=code.text.rpartition("/")[2]).endswith(f"code={device.tag}")
    assert what_has(code.text, service=stock.cast.service) == device


def test_parts_of_a_case_wear_its_tag(stock: Stock) -> None:
    by = stock.alice
    case = actions.add_case(name="Kit 1", branch=stock.cast.sale, by=by, now=NOW)
    actions.add_part(case=case, name="Cable", need=Need.ESSENTIAL, quantity=2, by=by, now=NOW)
    here = f"/{stock.cast.service.slug}/desk/devices/labels"
    client = stock.browser()
    small = client.get(here, {"paper": "small", "kind": "cases"})
    assert [[code.text for code in page] for page in read(small.content)] == [[case.tag]] * 2
    ((code,),) = read(client.get(here, {"paper": "24", "kind": "cases"}).content)
    assert what_has(code.text, service=stock.cast.service) == case


def test_labels_for_nothing_are_refused_in_words(stock: Stock) -> None:
    here = f"/{stock.cast.service.slug}/desk/devices/labels"
    page = stock.browser().get(here, {"paper": "24", "kind": "phone"}).content.decode()
    assert "Nothing here is to be labelled" in page
    page = stock.browser().get(here, {"paper": "A3"}).content.decode()
    assert "Choose what you print on." in page
